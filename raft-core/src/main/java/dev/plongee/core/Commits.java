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
    while (applying < log.lastIndex()
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
    Check.that(index >= applied && index <= applying, "the application of entries handed out");
    applied = index;
  }

  Commits copy() {
    Commits copy = new Commits();
    copy.commitIndex = commitIndex;
    copy.applying = applying;
    copy.applied = applied;
    return copy;
  }
}
