package dev.plongee.core;

import java.util.ArrayList;
import java.util.List;

/// How far a server knows entries to be committed, and how far its state machine has them (Figure
/// 2, volatile state on all servers). Commit may run ahead of the own disk, apply never does.
final class Commits {
  /// Entries handed out for application and not yet confirmed: bounds one step's work when a server
  /// that was away learns of many commits at once.
  private static final int MAX_APPLYING = 4_096;

  private long commitIndex;
  private long applying;
  private long applied;

  /// Nothing is handed out before the state machine has taken over the snapshot of this index.
  private long restored;

  /// Whether a snapshot replaced a newer state; [Rules#installs] sees that this never happens.
  private boolean tookBack;

  /// @param snapshotIndex the index of the snapshot the state machine starts with, 0 = none
  Commits(long snapshotIndex) {
    commitIndex = snapshotIndex;
    applying = snapshotIndex;
    applied = snapshotIndex;
    restored = snapshotIndex;
  }

  long commitIndex() {
    return commitIndex;
  }

  long appliedIndex() {
    return applied;
  }

  /// commitIndex never falls.
  void advance(long index, Tracer tracer) {
    if (index > commitIndex) {
      if (tracer.isOn()) {
        tracer.add(new TraceEvent.CommitAdvanced(commitIndex, index));
      }
      commitIndex = index;
    }
  }

  /// The term of the entry at commitIndex, 0 when there is none.
  long term(Log log) {
    return log.termAt(commitIndex) instanceof TermAt.Known(long term) ? term : 0;
  }

  /// The next entries the state machine may have, in order.
  List<Entry> next(Log log, Writes writes, Rules rules) {
    List<Entry> entries = List.of();
    while (applied >= restored
        && applying < log.lastIndex()
        && applying - applied < MAX_APPLYING
        && rules.mayApply(applying + 1, commitIndex, writes.durableIndex())) {
      if (entries.isEmpty()) {
        entries = new ArrayList<>();
      }
      entries.add(log.entry(++applying));
    }
    return entries;
  }

  void applied(long index) {
    boolean forward = index >= applied || tookBack;
    Check.that(forward && index <= applying, "the application of entries handed out");
    applied = index;
  }

  /// A snapshot takes the place of the state machine (§7): what it holds is committed.
  void restore(long index, Tracer tracer) {
    advance(index, tracer);
    tookBack |= index < applying;
    applying = Math.max(applying, index);
    restored = index;
  }

  Commits copy() {
    Commits copy = new Commits(restored);
    copy.commitIndex = commitIndex;
    copy.applying = applying;
    copy.applied = applied;
    copy.tookBack = tookBack;
    return copy;
  }
}
