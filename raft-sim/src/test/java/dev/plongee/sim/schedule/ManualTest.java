package dev.plongee.sim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Rules;
import dev.plongee.sim.check.TraceHash;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.NetworkSettings;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTest {
  private static World world(Plan plan, NetworkSettings network, Observer observer) {
    WorldConfig config = plan.config().with(network);
    return new World(config, Rules.PAPER, observer);
  }

  /// With faults, losses and crashes; and the names alone decide, for the second world has another
  /// latency model.
  @Test
  void a_recorded_run_is_repeated_by_names_alone() {
    for (long seed = 1; seed <= 5; seed++) {
      Plan plan = Swarm.plan(seed);
      Recording recording = new Recording();
      TraceHash first = new TraceHash();
      NetworkSettings network = plan.config().network();
      World original = world(plan, network, Observer.all(recording, first));
      Timed timed = new Timed(original, plan.faults());
      while (original.events() < 3_000) {
        timed.step();
      }

      TraceHash second = new TraceHash();
      World repeated = world(plan, network, second);
      Manual manual = new Manual(repeated, recording.acts());
      int acts = 0;
      while (manual.step()) {
        acts++;
      }

      assertTrue(acts >= 3_000);
      assertEquals(original.now(), repeated.now());
      for (int id = 1; id <= original.servers(); id++) {
        assertEquals(original.view(id).last(), repeated.view(id).last());
        assertEquals(original.view(id).term(), repeated.view(id).term());
        assertEquals(original.stateDigest(id), repeated.stateDigest(id));
      }
    }
  }

  @Test
  void an_act_that_cannot_be_done_is_an_error_that_says_which() {
    World world = new World(WorldConfig.of(1, 3), Rules.PAPER, Observer.NONE);
    Manual manual = new Manual(world, List.of(new Act.Crash(1, 0), new Act.Happen("S1.1>S2#7")));
    assertTrue(manual.step());
    IllegalStateException error = assertThrows(IllegalStateException.class, manual::step);
    assertTrue(error.getMessage().contains("act 2 of 2"), error.getMessage());
    assertTrue(error.getMessage().contains("S1.1>S2#7"), error.getMessage());
  }
}
