package dev.plongee.sim.phrase;

import java.util.List;

/// An event, told.
///
/// @param line what it is; who stands before two spaces, what behind them
/// @param changes what followed, one sentence each
/// @param why the few decisions that explain it
/// @param all every decision, in order
/// @param routine whether it is the pulse of a healthy cluster and nothing else
public record Told(
    String line, List<String> changes, List<Reason> why, List<Reason> all, boolean routine) {}
