package dev.plongee.sim.schedule;

import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.World;
import java.util.List;

/// Does what is named, one act after the other, and nothing else: what is due meanwhile waits.
public final class Manual implements Schedule {
  private final World world;
  private final List<Act> acts;
  private int next;

  public Manual(World world, List<Act> acts) {
    this.world = world;
    this.acts = List.copyOf(acts);
  }

  /// @throws IllegalStateException when an act cannot be done, because the run has become another
  @Override
  public boolean step() {
    if (next == acts.size()) {
      return false;
    }
    Act act = acts.get(next++);
    if (!world.act(act)) {
      throw new IllegalStateException(
          "act " + next + " of " + acts.size() + " cannot be done here: " + act);
    }
    return true;
  }
}
