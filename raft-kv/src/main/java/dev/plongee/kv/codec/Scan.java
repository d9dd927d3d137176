package dev.plongee.kv.codec;

import dev.plongee.core.DurableState;
import java.util.List;

/// What a scan found: the longest valid prefix of the log, and how it ends.
///
/// @param state what the whole groups say; not to be used after [ScanEnd.Damage]
/// @param next where the next group goes
/// @param commitIndex the highest one that a whole group states
/// @param last the last whole group
/// @param begun every segment that holds a group, in order
public record Scan(
    DurableState state,
    LogCursor next,
    long commitIndex,
    LastGroup last,
    List<BegunSegment> begun,
    ScanEnd end) {

  /// A segment that holds at least one group, and what was known when it was begun.
  ///
  /// @param lastIndex the last entry that the segments before it hold
  /// @param namesSnapshot whether it says what the log begins with, so that it can be the first
  public record BegunSegment(long number, long lastIndex, boolean namesSnapshot) {}

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
