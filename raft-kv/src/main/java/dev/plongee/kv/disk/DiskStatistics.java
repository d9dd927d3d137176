package dev.plongee.kv.disk;

/// What a log has done since it was opened.
///
/// @param forces of flush groups; each made everything durable that waited
/// @param writes of the core that those forces made durable
/// @param bytes of those groups on the disk
/// @param forceNanos spent in those forces
public record DiskStatistics(long forces, long writes, long bytes, long forceNanos) {
  static final DiskStatistics NONE = new DiskStatistics(0, 0, 0, 0);

  DiskStatistics and(long nanos, int groupBytes, int groupWrites) {
    return new DiskStatistics(
        forces + 1, writes + groupWrites, bytes + groupBytes, forceNanos + nanos);
  }
}
