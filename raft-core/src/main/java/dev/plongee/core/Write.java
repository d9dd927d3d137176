package dev.plongee.core;

import java.util.List;

/// One write for the disk; its parts in this order, in one flush. Writes are submitted in the order
/// of their ids and become durable in that order.
///
/// A snapshot is switched to by the write that names it (§7): its file is durable before the write
/// is submitted, and the file it replaces is not removed before the write is durable. So a crash
/// leaves the old snapshot with the old log, or the new one with the new log.
///
/// @param id from 1 on, growing by one; 0 for [#NONE]
/// @param hardState the current term and vote, always stated
/// @param truncateFrom the log is cut from this index on before the entries are appended; 0 = no
///   cut
/// @param snapshot the snapshot to start with from now on, [SnapshotMeta#NONE] = as before
/// @param base with a snapshot: the log begins behind this place now; entries up to it are needed
///   no more, those behind it stay
/// @param entries contiguous, to be appended
public record Write(
    long id,
    HardState hardState,
    long truncateFrom,
    SnapshotMeta snapshot,
    LogPosition base,
    List<Entry> entries) {
  /// Nothing to write.
  public static final Write NONE = new Write(0, HardState.INITIAL, 0, List.of());

  /// A write that leaves the snapshot as it is.
  public Write(long id, HardState hardState, long truncateFrom, List<Entry> entries) {
    this(id, hardState, truncateFrom, SnapshotMeta.NONE, LogPosition.ZERO, entries);
  }

  public boolean isNone() {
    return id == 0;
  }
}
