package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;

/// What stands before the records of a flush group.
///
/// ```
///   0 checksum 4 | 4 magic 4 | 8 cluster 8 | 16 log 8 | 24 server 4 | 28 offset 4 | 32 segment 8
///   40 group 8 | 48 commit index 8 | 56 checksum of the group before 4 | 60 length 4 | 64 records
/// ```
///
/// The checksum covers all that follows it, with the zeros that fill the last sector: no sector
/// belongs to two groups, so that a torn write never harms the group before.
///
/// @param segment the number of the segment it was written to
/// @param offset in that segment
/// @param group its number, one more than that of the group before
/// @param commitIndex what the server knew to be committed when it wrote the group, at most the
///   last entry of its log
/// @param previous the checksum of the group before
/// @param length of header and records in bytes, without the zeros behind
/// @param checksum of this group
record GroupHeader(
    long segment,
    int offset,
    long group,
    long commitIndex,
    int previous,
    int length,
    int checksum) {
  /// What a disk writes as a whole or not at all.
  static final int SECTOR = 512;

  static final int SIZE = 64;

  /// "PLG1": the format and its version.
  private static final int MAGIC = 0x504c_4731;

  private static final int MAGIC_AT = 4;
  private static final int LENGTH_AT = 60;

  /// What lies at an offset where a group could begin.
  sealed interface Found {
    /// A group of this log, at its place and unharmed.
    record Group(GroupHeader header, Bytes records) implements Found {}

    /// A group of this log was begun at this very place, but is not whole.
    record Torn(GroupHeader header, String why) implements Found {}

    /// Anything else.
    record Nothing(String why) implements Found {}
  }

  /// The size of a group on disk, whose header and records have `length` bytes.
  static int padded(int length) {
    return (length + SECTOR - 1) / SECTOR * SECTOR;
  }

  int padded() {
    return padded(length);
  }

  /// Puts the header of a group at the cursor; length and checksum are not known yet.
  static void begin(LogIdentity identity, LogCursor at, long commitIndex, ByteSink out) {
    out.clear();
    out.putInt(0);
    out.putInt(MAGIC);
    out.putLong(identity.cluster());
    out.putLong(identity.log());
    out.putInt(identity.server());
    out.putInt(at.offset());
    out.putLong(at.segment());
    out.putLong(at.group());
    out.putLong(commitIndex);
    out.putInt(at.chain());
    out.putInt(0);
  }

  /// Fills the last sector and puts length and checksum in.
  ///
  /// @return the checksum
  static int end(ByteSink out) {
    int length = out.position();
    out.setInt(LENGTH_AT, length);
    out.putZeros(padded(length) - length);
    int checksum = out.checksum(MAGIC_AT);
    out.setInt(0, checksum);
    return checksum;
  }

  /// Looks for a group of this log at `offset` of a segment.
  static Found find(
      LogIdentity identity, Checksum checksums, long segment, Bytes contents, int offset) {
    if (contents.length() - offset < SIZE) {
      return new Found.Nothing("the segment ends");
    }
    try {
      return read(identity, checksums, segment, contents, offset);
    } catch (CodecException impossible) {
      return new Found.Nothing(String.valueOf(impossible.getMessage()));
    }
  }

  private static Found read(
      LogIdentity identity, Checksum checksums, long segment, Bytes contents, int offset)
      throws CodecException {
    ByteReader in = new ByteReader(contents.slice(offset, SIZE));
    int checksum = in.readInt();
    if (in.readInt() != MAGIC) {
      return new Found.Nothing("no flush group begins here");
    }
    if (in.readLong() != identity.cluster()
        || in.readLong() != identity.log()
        || in.readInt() != identity.server()) {
      return new Found.Nothing("a flush group of another log lies here");
    }
    if (in.readInt() != offset || in.readLong() != segment) {
      return new Found.Nothing("a flush group lies here that belongs elsewhere in the log");
    }
    GroupHeader header =
        new GroupHeader(
            segment, offset, in.readLong(), in.readLong(), in.readInt(), in.readInt(), checksum);
    int length = header.length();
    if (length < SIZE || length > contents.length() - offset) {
      return new Found.Torn(header, "a flush group with the impossible length " + length);
    }
    if (header.padded() > contents.length() - offset
        || checksum(checksums, contents, offset, header.padded()) != checksum) {
      return new Found.Torn(header, "a flush group whose checksum differs");
    }
    return new Found.Group(header, contents.slice(offset + SIZE, length - SIZE));
  }

  private static int checksum(Checksum checksums, Bytes contents, int offset, int padded) {
    return checksums.of(contents.array(), contents.offset() + offset + MAGIC_AT, padded - MAGIC_AT);
  }
}
