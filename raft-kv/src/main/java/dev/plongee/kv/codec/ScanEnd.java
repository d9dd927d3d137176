package dev.plongee.kv.codec;

/// How the log on a disk ends.
public sealed interface ScanEnd {
  /// Zeros follow the last group.
  record Clean() implements ScanEnd {}

  /// The group after the last whole one was not written to its end, so its fsync had not returned
  /// and nobody was told of it. (A bit that flipped later in the very last group looks the same.)
  ///
  /// @param segment where it lies
  /// @param from its first byte in that segment
  /// @param to behind its last byte that is not zero
  record TornTail(long segment, int from, int to, String why) implements ScanEnd {}

  /// A group that was durable once is damaged or missing: a later one is there, and it was not
  /// written before the fsync of this one had returned. Cutting here would break promises.
  ///
  /// @param segment where it lies or should lie
  /// @param offset its first byte in that segment
  /// @param index the first entry that may be lost
  record Damage(long segment, int offset, long index, String why) implements ScanEnd {}

  ScanEnd CLEAN = new Clean();
}
