package dev.plongee.sim.phrase;

/// Where a decision was taken.
///
/// @param self the server that decided
/// @param peer the server whose message it was about, or [dev.plongee.core.ServerId#NONE]
/// @param topic what a majority was asked for, when one was
public record Situation(int self, int peer, Topic topic) {}
