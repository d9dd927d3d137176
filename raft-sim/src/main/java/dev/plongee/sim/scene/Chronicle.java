package dev.plongee.sim.scene;

import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a viewer is shown of the past: what clients asked and learned, and what was done to the
/// world. Copies share what was written before them.
final class Chronicle implements Observer {
  /// A list from its end to its beginning, so that a longer one shares a shorter one.
  private record Page<T>(T last, @Nullable Page<T> before) {}

  private @Nullable Page<ClientEvent> calls;
  private @Nullable Page<Event.Acted> acts;

  /// What clients asked and learned, in order.
  List<ClientEvent> calls() {
    return read(calls);
  }

  /// What was done to the world, in order.
  List<Event.Acted> acts() {
    return read(acts);
  }

  private static <T> List<T> read(@Nullable Page<T> last) {
    List<T> all = new ArrayList<>();
    for (Page<T> page = last; page != null; page = page.before()) {
      all.add(page.last());
    }
    return List.copyOf(all.reversed());
  }

  @Override
  public void client(World world, ClientEvent event) {
    calls = new Page<>(event, calls);
  }

  @Override
  public void performed(World world, Event event) {
    if (event instanceof Event.Acted acted) {
      acts = new Page<>(acted, acts);
    }
  }

  Chronicle copy() {
    Chronicle copy = new Chronicle();
    copy.calls = calls;
    copy.acts = acts;
    return copy;
  }
}
