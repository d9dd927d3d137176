package dev.plongee.kv.codec;

import dev.plongee.core.DurableState;

/// What a scan found: the longest valid prefix of the log, and how it ends.
///
/// @param state what the whole groups say; not to be used after [ScanEnd.Damage]
/// @param next where the next group goes
/// @param commitIndex the highest one that a whole group states
/// @param last the last whole group
public record Scan(
    DurableState state, LogCursor next, long commitIndex, LastGroup last, ScanEnd end) {

  /// Where the last whole group lies: if the log ends cleanly behind it, nobody knows whether its
  /// fsync ever returned.
  ///
  /// @param segment 0 when there is no group
  /// @param offset in that segment
  /// @param length with the zeros that fill its last sector
  public record LastGroup(long segment, int offset, int length) {
    /// The log is empty.
    public static final LastGroup NONE = new LastGroup(0, 0, 0);
  }
}
