package dev.plongee.sim.scene;

/// A message on its way.
///
/// @param number among those of this kind on this link, the oldest is 1
public record MessageRef(MessageKind kind, Target from, Target to, int number) {}
