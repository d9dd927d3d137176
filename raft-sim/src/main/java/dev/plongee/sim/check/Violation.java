package dev.plongee.sim.check;

import dev.plongee.core.ServerId;

/// An invariant did not hold.
///
/// @param server where it was seen, or [ServerId#NONE]
/// @param event how many events the world had performed before the one that did it
/// @param time microseconds of the world
/// @param what the values that contradict it
public record Violation(Invariant invariant, int server, long event, long time, String what) {
  @Override
  public String toString() {
    return "invariant "
        + invariant.number()
        + " ("
        + invariant.sentence()
        + "): "
        + (server == ServerId.NONE ? "" : ServerId.name(server) + ": ")
        + what;
  }
}
