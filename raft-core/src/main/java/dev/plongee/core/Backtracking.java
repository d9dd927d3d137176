package dev.plongee.core;

/// How a leader finds the place where the logs agree in one step for each term in conflict, not for
/// each entry (§5.3, end).
final class Backtracking {
  private Backtracking() {}

  /// What a follower tells about the place it rejected.
  static ConflictHint hint(Log log, long prevLogIndex) {
    return switch (log.termAt(prevLogIndex)) {
      case TermAt.Beyond() -> new ConflictHint(0, log.lastIndex() + 1);
      case TermAt.Compacted() -> new ConflictHint(0, log.base().index() + 1);
      case TermAt.Known(long term) -> new ConflictHint(term, log.firstIndexFrom(term));
    };
  }

  /// The leader's next nextIndex: behind its own last entry of the conflicting term when it has
  /// one, else at the follower's first entry of that term. Always above what is known to match,
  /// always below what was rejected.
  static long nextIndex(Log log, ConflictHint hint, long matchIndex, long rejected) {
    long next = hint.index();
    if (hint.term() > 0) {
      long behind = log.firstIndexFrom(hint.term() + 1);
      if (log.termAt(behind - 1).isKnown(hint.term())) {
        next = behind;
      }
    }
    return Math.max(matchIndex + 1, Math.min(next, rejected));
  }
}
