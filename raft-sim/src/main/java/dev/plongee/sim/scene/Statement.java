package dev.plongee.sim.scene;

/// A command where it was written.
///
/// @param text the command in the words of the scene
public record Statement(Place place, String text, Command command) {}
