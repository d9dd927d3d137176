package dev.plongee.sim.phrase;

import dev.plongee.core.Rule;

/// A decision, told.
///
/// @param sentence what was compared and what follows, with the values
/// @param refusal whether the rule said no
public record Reason(Rule rule, Weight weight, String sentence, boolean refusal) {
  /// How much a decision explains of its step.
  public enum Weight {
    /// Without it something else would have happened.
    DECISIVE,
    /// Worth a word when nothing was decisive.
    TELLING,
    /// As always.
    ROUTINE
  }
}
