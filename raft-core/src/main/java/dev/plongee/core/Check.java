package dev.plongee.core;

/// Guards the structure of one server: always on, always throws.
///
/// A check never guards what a [Rules] function decides, and never speaks of two servers: those are
/// the invariants of the checkers. The message is a constant, so that a check that passes costs
/// nothing on the hot path.
public final class Check {
  private Check() {}

  /// @throws IllegalStateException when `holds` is false; a broken structure is a bug of ours or of
  ///   the driver, and the server must stop.
  public static void that(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("broken structure: expected " + what);
    }
  }

  /// Refuses a bad value of a configuration, which is nobody's bug: somebody chose it.
  ///
  /// @param value what it is
  /// @param remedy what is wrong with it, and what to do
  /// @throws IllegalArgumentException when `good` is false
  static void setting(boolean good, String name, long value, String remedy) {
    if (!good) {
      throw new IllegalArgumentException(name + " is " + value + remedy);
    }
  }
}
