package dev.plongee.kv.codec;

import dev.plongee.core.HardState;
import dev.plongee.core.LogPosition;
import dev.plongee.core.SnapshotMeta;

/// Where the next flush group of a log goes and what it follows. Immutable: an encoder turns one
/// into the next, a scan ends with one.
///
/// @param segment the number of the segment, from 1 on
/// @param offset in bytes from the start of the segment, a multiple of a sector
/// @param group the number of the next group, from 1 on, over all segments
/// @param chain the checksum of the group before, 0 when there is none
/// @param hardState term and vote as the groups before left them
/// @param snapshot the snapshot that the groups before named last
/// @param base the place the log begins behind
/// @param lastIndex the last entry of the log as the groups before left it, that of the base when
///   there is none
public record LogCursor(
    long segment,
    int offset,
    long group,
    int chain,
    HardState hardState,
    SnapshotMeta snapshot,
    LogPosition base,
    long lastIndex) {
  /// A log without any group.
  public static final LogCursor START =
      new LogCursor(1, 0, 1, 0, HardState.INITIAL, SnapshotMeta.NONE, LogPosition.ZERO, 0);

  /// The same log, to be continued at the start of the next segment.
  public LogCursor nextSegment() {
    return new LogCursor(segment + 1, 0, group, chain, hardState, snapshot, base, lastIndex);
  }
}
