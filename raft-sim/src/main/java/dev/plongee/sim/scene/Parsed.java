package dev.plongee.sim.scene;

import java.util.List;

/// What a text turned out to be.
public sealed interface Parsed {
  record Good(Scene scene) implements Parsed {}

  /// @param errors at least one, in the order of the text
  record Bad(List<SceneError> errors) implements Parsed {}
}
