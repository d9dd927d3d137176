package dev.plongee.sim.phrase;

import dev.plongee.core.RoleName;

/// Where a decision was taken.
///
/// @param self the server that decided
/// @param peer the server whose message it was about, or [dev.plongee.core.ServerId#NONE]
/// @param topic what a majority was asked for, when one was
/// @param role of the server after the step
/// @param uptime microseconds since the server started, by its own clock
public record Situation(int self, int peer, Topic topic, RoleName role, long uptime) {}
