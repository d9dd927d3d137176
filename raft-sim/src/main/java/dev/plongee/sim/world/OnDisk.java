package dev.plongee.sim.world;

import dev.plongee.core.DurableState;
import dev.plongee.core.HardState;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;

/// What a disk holds, without the entries: known from what was written, and so at once.
///
/// @param last the index of the last entry of the log, 0 when it is empty
/// @param snapshot the one that a restart would begin with
public record OnDisk(HardState hardState, long last, SnapshotMeta snapshot) {
  static OnDisk of(DurableState state) {
    long last = state.base().index() + state.entries().size();
    return new OnDisk(state.hardState(), last, state.snapshot());
  }

  /// Behind a write that has become durable.
  OnDisk with(Write write) {
    long end = write.truncateFrom() > 0 ? Math.min(last, write.truncateFrom() - 1) : last;
    end = Math.max(end, write.base().index());
    end = write.entries().isEmpty() ? end : write.entries().getLast().index();
    return new OnDisk(
        write.hardState(), end, write.snapshot().isNone() ? snapshot : write.snapshot());
  }
}
