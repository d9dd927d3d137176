package dev.plongee.sim.scene;

/// What a run of a scene asks for.
public enum Claims {
  /// Everything the scene says, as it was written for its seed.
  ALL,

  /// Only what must hold whatever the seed.
  ALWAYS,

  /// Nothing: a run under broken rules goes on to the end of the script, that its harm be seen.
  /// What cannot be done is left out, and violations are only written down.
  NONE
}
