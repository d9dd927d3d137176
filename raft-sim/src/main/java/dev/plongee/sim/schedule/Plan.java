package dev.plongee.sim.schedule;

import dev.plongee.sim.world.WorldConfig;
import java.util.List;

/// A whole run as data: the world, what goes wrong, and in which state it is then left to recover.
///
/// @param config of the world; its seed draws everything else
/// @param faults in the order of their times
/// @param ending how the faults end
public record Plan(WorldConfig config, List<Fault> faults, Ending ending) {
  /// The same run with other faults: a part of them, when it is shrunk.
  public Plan with(List<Fault> others) {
    return new Plan(config, others, ending);
  }

  /// What is left when the faults are over, and must still be enough to go on.
  public enum Ending {
    ALL_HEALED,
    /// The largest number of servers that may be dead stays dead.
    MINORITY_DEAD,
    /// One server hears nobody any more.
    ONE_DEAF,
    /// One disk stands still for ever.
    DEAD_DISK,
    /// Every disk is as slow as the election timeout allows, and the clients go on writing.
    SLOW_DISKS
  }
}
