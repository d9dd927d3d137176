package dev.plongee.sim.check.history;

/// What a key holds, or that it holds nothing.
public sealed interface Value {
  /// The key is there.
  record Present(String text) implements Value {}

  /// The key is not there.
  record Absent() implements Value {}

  Value ABSENT = new Absent();

  static Value of(String text) {
    return new Present(text);
  }
}
