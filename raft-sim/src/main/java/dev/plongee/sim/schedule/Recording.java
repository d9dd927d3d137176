package dev.plongee.sim.schedule;

import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes a run down as the acts that repeat it by names alone: what was due becomes "this happens
/// now", and time passes in between. Such a list survives changes of the latency model.
public final class Recording implements Observer {
  private final List<Act> acts = new ArrayList<>();
  private long now;
  private @Nullable Event vanished;

  /// The run so far.
  public List<Act> acts() {
    return List.copyOf(acts);
  }

  @Override
  public void vanished(World world, Event.Delivery message) {
    vanished = message;
  }

  @Override
  public void performed(World world, Event event) {
    if (world.now() > now) {
      acts.add(new Act.Wait(world.now() - now));
      now = world.now();
    }
    if (event instanceof Event.Acted(Act act, _)) {
      acts.add(act);
    } else if (event == vanished) {
      acts.add(new Act.Drop(event.name()));
    } else {
      acts.add(new Act.Happen(event.name()));
    }
  }
}
