package dev.plongee.sim.check.history;

/// What an operation asked of its key and, where it is known, what was answered.
public sealed interface Action {
  /// A read that returned this value.
  record Get(Value read) implements Action {}

  record Put(String value) implements Action {}

  record Delete() implements Action {}

  /// Adds to the end of the value; an absent key counts as empty.
  record Append(String value) implements Action {}

  /// Replaces `from` by `to` when the key holds exactly `from`.
  record Cas(Value from, String to, CasOutcome outcome) implements Action {}

  /// What a compare-and-set answered.
  enum CasOutcome {
    SWAPPED,
    COMPARED_UNEQUAL,
    /// No answer: it swapped if it was executed and compared equal.
    UNKNOWN
  }
}
