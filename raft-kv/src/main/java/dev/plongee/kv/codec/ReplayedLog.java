package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.ServerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Term, vote and log, as the records say them one after the other. What a server may write is the
/// business of the rules; here only what no log can hold is an error.
final class ReplayedLog {
  private HardState hardState;
  private final List<Entry> entries;

  ReplayedLog() {
    this(HardState.INITIAL, new ArrayList<>());
  }

  private ReplayedLog(HardState hardState, List<Entry> entries) {
    this.hardState = hardState;
    this.entries = entries;
  }

  ReplayedLog copy() {
    return new ReplayedLog(hardState, new ArrayList<>(entries));
  }

  HardState hardState() {
    return hardState;
  }

  long lastIndex() {
    return entries.size();
  }

  DurableState state() {
    return new DurableState(hardState, Collections.unmodifiableList(entries));
  }

  /// Replays the records of one group.
  ///
  /// @param firstOfSegment whether term and vote must come first
  /// @throws CodecException when no correct server could have written them
  void replay(Bytes records, boolean firstOfSegment) throws CodecException {
    ByteReader in = new ByteReader(records);
    boolean stated = !firstOfSegment;
    while (in.remaining() > 0) {
      int kind = in.readByte();
      if (!stated && kind != RecordKind.HARD_STATE) {
        throw in.error("a segment that does not begin with term and vote");
      }
      switch (kind) {
        case RecordKind.HARD_STATE -> vote(in);
        case RecordKind.TRUNCATE -> truncate(in);
        default -> append(EntryCodec.read(kind, in), in);
      }
      stated = true;
    }
  }

  private void vote(ByteReader in) throws CodecException {
    HardState next = new HardState(in.readLong(), in.readInt());
    int vote = next.votedFor();
    if (next.term() < 0 || vote != ServerId.NONE && !ServerId.isValid(vote)) {
      throw in.error("the term " + next.term() + " with a vote for the server " + vote);
    }
    hardState = next;
  }

  private void truncate(ByteReader in) throws CodecException {
    long from = in.readLong();
    if (from < 1 || from > lastIndex() + 1) {
      throw in.error("a cut at " + from + " in a log that ends at " + lastIndex());
    }
    entries.subList((int) from - 1, entries.size()).clear();
  }

  private void append(Entry entry, ByteReader in) throws CodecException {
    if (entry.index() != lastIndex() + 1) {
      throw in.error("entry " + entry.index() + " in a log that ends at " + lastIndex());
    }
    entries.add(entry);
  }
}
