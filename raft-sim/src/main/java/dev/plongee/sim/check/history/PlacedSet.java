package dev.plongee.sim.check.history;

/// The set of operations that the search has placed, in a form that is short and canonical.
///
/// Operations are numbered by their calls, so the answered ones fill up from below: only the words
/// from the first gap to the last member are written. Open operations may stay out for ever and
/// would keep that gap at the bottom; they have words of their own.
final class PlacedSet {
  private final int[] answered;
  private final int[] open;

  /// The first word that is not full, and the last that is not empty (or the one before the first).
  private int low;

  private int high = -1;

  PlacedSet(int answeredCount, int openCount) {
    answered = new int[answeredCount / 32 + 1];
    open = new int[openCount / 32 + 1];
  }

  void addAnswered(int number) {
    int word = number / 32;
    answered[word] |= 1 << number % 32;
    high = Math.max(high, word);
    while (answered[low] == -1) {
      low++;
    }
  }

  void removeAnswered(int number) {
    int word = number / 32;
    answered[word] &= ~(1 << number % 32);
    low = Math.min(low, word);
    while (high >= 0 && answered[high] == 0) {
      high--;
    }
  }

  void addOpen(int number) {
    open[number / 32] |= 1 << number % 32;
  }

  void removeOpen(int number) {
    open[number / 32] &= ~(1 << number % 32);
  }

  /// The most ints that [#write] needs.
  int maxLength() {
    return answered.length + open.length + 1;
  }

  /// Writes this set to `target` from `at` on; two sets are equal exactly when what they write is.
  ///
  /// @return the place behind the last int
  int write(int[] target, int at) {
    int end = at;
    for (int word : open) {
      target[end++] = word;
    }
    target[end++] = low;
    for (int word = low; word <= high; word++) {
      target[end++] = answered[word];
    }
    return end;
  }
}
