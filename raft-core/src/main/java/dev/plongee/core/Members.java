package dev.plongee.core;

import java.util.ArrayDeque;

/// Which configuration a server obeys: the latest one in its log, committed or not (§6); where the
/// log holds none, that of its snapshot, or the one it was started with.
final class Members {
  private record Stated(long index, Configuration configuration) {}

  /// What the log states, oldest first; before that what no entry of the log states, at index 0: it
  /// holds from the beginning on, or from the snapshot on.
  private final ArrayDeque<Stated> stated = new ArrayDeque<>();

  /// @param initial what holds at a server that never ran
  private Members(Configuration initial, SnapshotMeta snapshot) {
    stated.add(
        snapshot.isNone() ? new Stated(0, initial) : new Stated(0, snapshot.configuration()));
  }

  /// What a server finds when it starts.
  static Members recover(Configuration initial, DurableState onDisk) {
    Members members = new Members(initial, onDisk.snapshot());
    for (Entry entry : onDisk.entries()) {
      if (entry.index() > onDisk.snapshot().index()) {
        members.appended(entry, new Tracer(false));
      }
    }
    return members;
  }

  private Members() {}

  Configuration active() {
    return stated.getLast().configuration();
  }

  /// The place of the entry that states the active configuration, 0 when none does.
  long activeIndex() {
    return stated.getLast().index();
  }

  /// The configuration as of this entry, which the latest snapshot does not replace.
  Configuration at(long index) {
    Configuration found = stated.getFirst().configuration();
    for (Stated each : stated) {
      if (each.index() <= index) {
        found = each.configuration();
      }
    }
    return found;
  }

  /// Whether this server votes in a configuration that may be the committed one, as far as is known
  /// here: the last one up to `commitIndex`, or one after it.
  boolean mayVote(int id, long commitIndex) {
    boolean votes = at(commitIndex).isVoter(id);
    for (Stated each : stated) {
      votes |= each.index() > commitIndex && each.configuration().isVoter(id);
    }
    return votes;
  }

  /// An entry joined the log.
  void appended(Entry entry, Tracer tracer) {
    if (entry.payload() instanceof Payload.Membership(Configuration configuration)) {
      Configuration before = active();
      stated.addLast(new Stated(entry.index(), configuration));
      tell(before, tracer);
    }
  }

  /// The log was cut from this index on: the configuration before it is active again.
  void truncated(long from, Tracer tracer) {
    Configuration before = active();
    while (stated.getLast().index() >= from) {
      stated.removeLast();
    }
    tell(before, tracer);
  }

  /// What was stated up to here is part of a snapshot.
  void snapshot(long index) {
    Configuration then = at(index);
    stated.removeIf(each -> each.index() <= index);
    stated.addFirst(new Stated(0, then));
  }

  /// A snapshot took the place of the whole log.
  void reset(SnapshotMeta meta, Tracer tracer) {
    Configuration before = active();
    stated.clear();
    stated.add(new Stated(0, meta.configuration()));
    tell(before, tracer);
  }

  private void tell(Configuration before, Tracer tracer) {
    if (tracer.isOn() && !active().equals(before)) {
      tracer.add(new TraceEvent.MembersChanged(before, active()));
    }
  }

  Members copy() {
    Members copy = new Members();
    copy.stated.addAll(stated);
    return copy;
  }
}
