package dev.plongee.sim.campaign;

import dev.plongee.sim.check.Marks;
import dev.plongee.sim.check.Violation;
import java.util.List;

/// What one run gave.
///
/// @param events of the schedule, all phases
/// @param calls of clients, a part of the events
/// @param acknowledged writes
/// @param unknown writes whose outcome nobody learned
/// @param simulatedUs microseconds of the world
/// @param violations what did not hold, the first one first; empty when all was well
/// @param hash of everything that happened, 0 when nobody asked for it
public record RunResult(
    long events,
    long calls,
    long acknowledged,
    long unknown,
    long simulatedUs,
    List<Violation> violations,
    Marks marks,
    long hash) {}
