package dev.plongee.core;

import java.util.List;

/// What a server finds on its disk when it starts: the prefix of its writes that survived.
///
/// @param snapshot the snapshot the state machine starts with, [SnapshotMeta#NONE] when it starts
///   empty
/// @param base the place the log begins behind, at or before that of the snapshot
/// @param entries the log, contiguous from `base.index() + 1` on
public record DurableState(
    HardState hardState, SnapshotMeta snapshot, LogPosition base, List<Entry> entries) {
  /// A server that never ran.
  public static final DurableState EMPTY = new DurableState(HardState.INITIAL, List.of());

  public DurableState {
    Check.that(
        base.index() <= snapshot.index() && snapshot.index() <= base.index() + entries.size(),
        "a snapshot and a log that leave no gap");
  }

  /// A server that has its whole log, from index 1 on.
  public DurableState(HardState hardState, List<Entry> entries) {
    this(hardState, SnapshotMeta.NONE, LogPosition.ZERO, entries);
  }
}
