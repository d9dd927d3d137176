package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.LogPosition;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Term, vote, snapshot and log, as the records say them one after the other. What a server may
/// write is the business of the rules; here only what no log can hold is an error.
final class ReplayedLog {
  private HardState hardState = HardState.INITIAL;
  private SnapshotMeta snapshot = SnapshotMeta.NONE;
  private LogPosition base = LogPosition.ZERO;

  /// Contiguous, up to the last index.
  private final List<Entry> entries = new ArrayList<>();

  private long lastIndex;

  /// Entries up to here lie in segments that were deleted; a base at or behind it makes them
  /// superfluous.
  private long missingUpTo;

  /// Whether the next record is the first of all, in a log whose first segments were deleted.
  private boolean beginsAnew;

  ReplayedLog copy() {
    ReplayedLog copy = new ReplayedLog();
    copy.hardState = hardState;
    copy.snapshot = snapshot;
    copy.base = base;
    copy.entries.addAll(entries);
    copy.lastIndex = lastIndex;
    copy.missingUpTo = missingUpTo;
    copy.beginsAnew = beginsAnew;
    return copy;
  }

  HardState hardState() {
    return hardState;
  }

  SnapshotMeta snapshot() {
    return snapshot;
  }

  LogPosition base() {
    return base;
  }

  long lastIndex() {
    return lastIndex;
  }

  long missingUpTo() {
    return missingUpTo;
  }

  DurableState state() {
    return new DurableState(hardState, snapshot, base, Collections.unmodifiableList(entries));
  }

  /// Whether these records, the first ones of a segment, can be the first of all: they say which
  /// snapshot takes the place of what was before.
  boolean beginsAnew(Bytes records) {
    try {
      ReplayedLog first = new ReplayedLog();
      ByteReader in = new ByteReader(records);
      boolean states = in.readByte() == RecordKind.HARD_STATE;
      first.vote(in);
      beginsAnew = states && in.readByte() == RecordKind.SNAPSHOT;
    } catch (CodecException unreadable) {
      beginsAnew = false;
    }
    return beginsAnew;
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
        case RecordKind.SNAPSHOT -> snapshot(in);
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
    if (from < 1 || from > lastIndex + 1) {
      throw in.error("a cut at " + from + " in a log that ends at " + lastIndex);
    }
    while (!entries.isEmpty() && entries.getLast().index() >= from) {
      entries.removeLast();
    }
    lastIndex = from - 1;
    missingUpTo = Math.min(missingUpTo, lastIndex);
  }

  private void snapshot(ByteReader in) throws CodecException {
    long index = in.readLong();
    long term = in.readLong();
    Configuration configuration = ConfigurationCodec.read(in);
    long from = in.readLong();
    LogPosition newBase = new LogPosition(in.readLong(), from);
    long last = in.readLong();
    if (index < 1 || term < 1) {
      throw in.error("a snapshot of entry " + index + ", term " + term);
    }
    if (from < 0 || from > index || index > last) {
      throw in.error(
          "a snapshot of entry " + index + " and a log from " + (from + 1) + " to " + last);
    }
    if (beginsAnew) {
      beginsAnew = false;
      lastIndex = last;
      missingUpTo = last;
    }
    lastIndex = Math.max(lastIndex, from);
    if (last != lastIndex) {
      throw in.error("a log that ends at " + last + ", where it ended at " + lastIndex);
    }
    entries.removeIf(entry -> entry.index() <= from);
    snapshot = new SnapshotMeta(index, term, configuration);
    base = newBase;
  }

  private void append(Entry entry, ByteReader in) throws CodecException {
    if (entry.index() != lastIndex + 1) {
      throw in.error("entry " + entry.index() + " in a log that ends at " + lastIndex);
    }
    entries.add(entry);
    lastIndex++;
  }
}
