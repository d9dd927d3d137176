package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;

/// A line that does not say what it should; thrown while one line is read, and never further.
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final Text OR = new Text(" ou ", " or ");

  private final int column;
  private final Text found;
  private final Text expected;
  private final Text advice;

  Mismatch(int column, Text found, Text expected, Text advice) {
    super(found.en(), null, false, false);
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.advice = advice;
  }

  int column() {
    return column;
  }

  Text advice() {
    return advice;
  }

  /// The same with more that would be right at that place.
  Mismatch or(Mismatch other) {
    boolean says = other.expected.isEmpty() || expected.en().contains(other.expected.en());
    return says
        ? this
        : new Mismatch(column, found, expected.plus(OR).plus(other.expected), advice);
  }

  SceneError at(int line) {
    return new SceneError(new Place(line, column), found, expected, advice);
  }
}
