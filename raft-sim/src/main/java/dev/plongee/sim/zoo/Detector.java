package dev.plongee.sim.zoo;

import dev.plongee.sim.check.Invariant;

/// What must catch a breach.
public sealed interface Detector {
  /// A campaign with this breach violates this invariant.
  record ByInvariant(Invariant invariant) implements Detector {}

  /// Nothing goes wrong, it only takes longer: a test of the core fails.
  ///
  /// @param testClass of the package of the core
  /// @param method of that class
  record ByUnitTest(String testClass, String method) implements Detector {}

  /// @throws IllegalArgumentException when no invariant has this number
  static Detector invariant(int number) {
    return new ByInvariant(Invariant.of(number));
  }

  static Detector unitTest(String testClass, String method) {
    return new ByUnitTest(testClass, method);
  }
}
