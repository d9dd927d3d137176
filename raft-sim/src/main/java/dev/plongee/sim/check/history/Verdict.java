package dev.plongee.sim.check.history;

/// What a checker can say of a history.
public sealed interface Verdict {
  /// One order explains every answer (Herlihy and Wing 1990).
  record Linearizable(int operations) implements Verdict {}

  /// No order does.
  ///
  /// @param key the key whose operations contradict each other
  /// @param first the earliest answer of that key that no order explains
  /// @param explained how many answers of that key came before it
  record NotLinearizable(String key, Operation first, int explained) implements Verdict {}

  /// The search ended before it knew; this is never a pass.
  ///
  /// @param key the key that was not decided
  /// @param explored the configurations that were looked at
  record Undecided(String key, long explored) implements Verdict {}
}
