package dev.plongee.sim.check;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;

import dev.plongee.core.Rules;
import dev.plongee.sim.check.history.Verdict;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Swarm;
import dev.plongee.sim.schedule.Timed;
import dev.plongee.sim.world.World;
import dev.plongee.sim.zoo.Zoo;
import org.junit.jupiter.api.Test;

class HistoriesTest {
  private static Verdict verdict(long seed, Rules rules) {
    Plan plan = Swarm.plan(seed);
    Histories histories = new Histories();
    World world = new World(plan.config(), rules, histories);
    Timed schedule = new Timed(world, plan.faults());
    while (world.events() < 20_000) {
      schedule.step();
    }
    return histories.verdict();
  }

  /// The clients alone tell that something is wrong.
  @Test
  void a_leader_that_answers_reads_without_a_round_is_found_out_by_its_clients() {
    Rules broken = Zoo.find("roundConfirms:no-round").orElseThrow().rules();
    for (long seed = 0; seed < 200; seed++) {
      if (verdict(seed, broken) instanceof Verdict.NotLinearizable) {
        assertInstanceOf(Verdict.Linearizable.class, verdict(seed, Rules.PAPER));
        return;
      }
    }
    fail("no stale read in 200 runs");
  }
}
