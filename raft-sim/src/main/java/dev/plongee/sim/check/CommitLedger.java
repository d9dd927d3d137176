package dev.plongee.sim.check;

import dev.plongee.core.Configuration;
import java.util.Arrays;

/// Everything that any server ever knew to be committed, each index as it was when it was committed
/// first: the hash of the log up to it, its term, and the term of the leader that committed it.
final class CommitLedger {
  private static final int START = 1 << 8;

  private long[] prefixes = new long[START];
  private long[] terms = new long[START];
  private long[] leaderTerms = new long[START];
  private int last;

  /// What the leader that committed the last one counted in.
  private Configuration members = Configuration.NONE;

  long last() {
    return last;
  }

  long term(long index) {
    return index < 1 || index > last ? 0 : terms[(int) index];
  }

  long prefix(long index) {
    return index < 1 ? 0 : prefixes[(int) index];
  }

  /// Whose majorities hold everything committed: the configuration that the leader used which
  /// committed the last entry.
  Configuration members() {
    return members;
  }

  void add(LogImage log, long leaderTerm, Configuration counted) {
    members = counted;
    last++;
    if (last == terms.length) {
      prefixes = Arrays.copyOf(prefixes, 2 * last);
      terms = Arrays.copyOf(terms, 2 * last);
      leaderTerms = Arrays.copyOf(leaderTerms, 2 * last);
    }
    prefixes[last] = log.prefix(last);
    terms[last] = log.term(last);
    leaderTerms[last] = leaderTerm;
  }

  /// The last index committed by a leader of an earlier term than this one. Leaders of later terms
  /// may have committed more: nobody of this term needs to have that.
  long lastBefore(long term) {
    int index = last;
    while (index > 0 && leaderTerms[index] >= term) {
      index--;
    }
    return index;
  }

  CommitLedger copy() {
    CommitLedger copy = new CommitLedger();
    copy.prefixes = prefixes.clone();
    copy.terms = terms.clone();
    copy.leaderTerms = leaderTerms.clone();
    copy.last = last;
    copy.members = members;
    return copy;
  }
}
