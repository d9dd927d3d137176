package dev.plongee.sim.phrase;

import dev.plongee.core.Rule;

/// A decision, told.
///
/// @param sentence what was compared and what follows, with the values
public record Reason(Rule rule, Weight weight, String sentence) {
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
