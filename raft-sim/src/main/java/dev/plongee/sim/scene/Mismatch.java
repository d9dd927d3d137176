package dev.plongee.sim.scene;

/// A line that does not say what it should; thrown while one line is read, and never further.
final class Mismatch extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int column;
  private final String found;
  private final String expected;
  private final String advice;

  Mismatch(int column, String found, String expected, String advice) {
    super(found, null, false, false);
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.advice = advice;
  }

  int column() {
    return column;
  }

  String advice() {
    return advice;
  }

  /// The same with more that would be right at that place.
  Mismatch or(Mismatch other) {
    boolean says = other.expected.isEmpty() || expected.contains(other.expected);
    return says ? this : new Mismatch(column, found, expected + " or " + other.expected, advice);
  }

  SceneError at(int line) {
    return new SceneError(new Place(line, column), found, expected, advice);
  }
}
