package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;

/// Values that are each right and do not fit each other; becomes an error at the line that gave
/// them.
final class Refused extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final transient Text expected;

  /// @param expected what would be right there
  Refused(Text expected) {
    super(expected.en());
    this.expected = expected;
  }

  Text expected() {
    return expected;
  }
}
