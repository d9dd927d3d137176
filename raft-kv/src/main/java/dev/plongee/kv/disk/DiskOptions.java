package dev.plongee.kv.disk;

import dev.plongee.kv.codec.GroupEncoder;

/// How a log uses its disk.
///
/// @param segmentBytes the size of a segment; a larger flush group gets a segment of its own size
/// @param observer told of every force
public record DiskOptions(int segmentBytes, ForceObserver observer) {
  /// 16 MiB: read in a few milliseconds at a start, and rolled over seldom.
  public static final int SEGMENT_BYTES = 16 << 20;

  public static final DiskOptions DEFAULT = new DiskOptions(SEGMENT_BYTES, ForceObserver.NONE);

  public DiskOptions {
    if (segmentBytes < GroupEncoder.SECTOR || segmentBytes % GroupEncoder.SECTOR != 0) {
      throw new IllegalArgumentException("a segment is a number of whole sectors");
    }
  }

  public DiskOptions with(ForceObserver other) {
    return new DiskOptions(segmentBytes, other);
  }
}
