package dev.plongee.sim.schedule;

/// Somebody who picks the next event of a world.
public interface Schedule {
  /// Lets the next thing happen.
  ///
  /// @return false when there is nothing to happen any more
  boolean step();
}
