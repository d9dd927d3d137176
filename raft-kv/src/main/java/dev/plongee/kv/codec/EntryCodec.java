package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import java.util.ArrayList;
import java.util.List;

/// Entries as records, one after the other: the same bytes in the log of every server and in the
/// AppendEntries between them.
///
/// ```
///   no-op    3 | term 8 | index 8
///   command  4 | term 8 | index 8 | length 4 | the bytes of the command
///   members  6 | term 8 | index 8 | voters 8 | outgoing 8 | learners 8
/// ```
public final class EntryCodec {
  private EntryCodec() {}

  /// The entries as bytes; commands are copied once.
  public static Bytes encode(List<Entry> entries) {
    int size = 0;
    for (Entry entry : entries) {
      size += entry.size();
    }
    ByteWriter out = new ByteWriter(size);
    for (Entry entry : entries) {
      put(entry, out);
    }
    return out.toBytes();
  }

  /// The entries in `bytes`; their commands are windows of it, not copies. The index grows by one
  /// from each to the next.
  ///
  /// @throws CodecException when the bytes are anything else
  public static List<Entry> decode(Bytes bytes) throws CodecException {
    ByteReader in = new ByteReader(bytes);
    List<Entry> entries = new ArrayList<>();
    while (in.remaining() > 0) {
      int start = in.position();
      Entry entry = read(in.readByte(), in);
      if (!entries.isEmpty() && entry.index() != entries.getLast().index() + 1) {
        throw new CodecException(
            start, "entry " + entry.index() + " after entry " + entries.getLast().index());
      }
      entries.add(entry);
    }
    return entries;
  }

  static void put(Entry entry, ByteSink out) {
    switch (entry.payload()) {
      case Payload.Noop() -> putHead(RecordKind.NOOP, entry, out);
      case Payload.Command(Bytes command) -> {
        putHead(RecordKind.COMMAND, entry, out);
        out.putInt(command.length());
        out.putBytes(command);
      }
      case Payload.Membership(Configuration configuration) -> {
        putHead(RecordKind.MEMBERSHIP, entry, out);
        ConfigurationCodec.put(configuration, out);
      }
    }
  }

  private static void putHead(int kind, Entry entry, ByteSink out) {
    out.putByte(kind);
    out.putLong(entry.term());
    out.putLong(entry.index());
  }

  /// The rest of a record whose kind was read.
  static Entry read(int kind, ByteReader in) throws CodecException {
    if (kind != RecordKind.NOOP && kind != RecordKind.COMMAND && kind != RecordKind.MEMBERSHIP) {
      throw in.error("no kind of entry has the number " + kind);
    }
    long term = in.readLong();
    long index = in.readLong();
    if (term < 1 || index < 1) {
      throw in.error("an entry of term " + term + " and index " + index);
    }
    return new Entry(
        term,
        index,
        switch (kind) {
          case RecordKind.COMMAND -> new Payload.Command(in.readBytes(in.readInt()));
          case RecordKind.MEMBERSHIP -> new Payload.Membership(ConfigurationCodec.read(in));
          default -> Payload.NOOP;
        });
  }
}
