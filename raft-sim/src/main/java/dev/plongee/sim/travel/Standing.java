package dev.plongee.sim.travel;

import dev.plongee.sim.scene.Run;

/// A place that was made again.
///
/// @param run as it is behind that place; it belongs to whoever asked
record Standing(Run run, Stop stop) {}
