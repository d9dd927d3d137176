package dev.plongee.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What one server has written, and what of it is durable.
final class Disk {
  private final ArrayDeque<Write> unfinished = new ArrayDeque<>();
  private DurableState state;

  Disk(DurableState state) {
    this.state = state;
  }

  /// What a crash would leave.
  DurableState state() {
    return state;
  }

  int unfinished() {
    return unfinished.size();
  }

  void submit(Write write) {
    if (!write.isNone()) {
      unfinished.addLast(write);
    }
  }

  void loseUnfinished() {
    unfinished.clear();
  }

  /// The oldest write is done.
  ///
  /// @return its id
  long finishOne() {
    Write write = unfinished.removeFirst();
    List<Entry> entries = new ArrayList<>(state.entries());
    SnapshotMeta snapshot = state.snapshot();
    LogPosition base = state.base();
    if (write.truncateFrom() > 0) {
      entries.removeIf(entry -> entry.index() >= write.truncateFrom());
    }
    if (!write.snapshot().isNone()) {
      snapshot = write.snapshot();
      base = write.base();
      entries.removeIf(entry -> entry.index() <= write.base().index());
    }
    entries.addAll(write.entries());
    state = new DurableState(write.hardState(), snapshot, base, List.copyOf(entries));
    return write.id();
  }

  Disk copy() {
    Disk copy = new Disk(state);
    copy.unfinished.addAll(unfinished);
    return copy;
  }
}
