package dev.plongee.sim.check.history;

/// What a checker can say of a history.
public sealed interface Verdict {
  /// One order explains every answer (Herlihy and Wing 1990).
  record Linearizable(int operations) implements Verdict {}

  /// No order does.
  ///
  /// @param key the key whose operations contradict each other
  /// @param stuck an answer that fits into no order of what came before it
  /// @param placed how many operations of that key the best order explained
  record NotLinearizable(String key, Operation stuck, int placed) implements Verdict {}

  /// The search ended before it knew; this is never a pass.
  ///
  /// @param key the key that was not decided
  /// @param explored the configurations that were looked at
  record Undecided(String key, long explored) implements Verdict {}
}
