package dev.plongee.kv.net;

import dev.plongee.core.Bytes;
import dev.plongee.core.SnapshotMeta;

/// A part of the file of a snapshot on its way to a follower (Figure 13, offset and data).
///
/// @param term of the leader that sends it
/// @param size of the whole file, in bytes
/// @param offset of the first byte in the file
public record SnapshotPiece(long term, SnapshotMeta snapshot, long size, long offset, Bytes bytes) {
  /// Bytes in one piece: half a megabyte, which is a few milliseconds of a disk.
  public static final int MAX_BYTES = 512 << 10;
}
