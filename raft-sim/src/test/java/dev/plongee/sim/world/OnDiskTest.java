package dev.plongee.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Rules;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.check.Mark;
import dev.plongee.sim.schedule.Fault;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Swarm;
import dev.plongee.sim.schedule.Timed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is known of a disk is what its bytes say, unless somebody changed them behind its back.
class OnDiskTest {
  private static final int SEEDS = 60;
  private static final int EVENTS = 3_000;

  @Test
  void what_was_written_comes_to_what_a_restart_would_read() {
    long truncated = 0;
    long installed = 0;
    long kept = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Plan plan = Swarm.plan(seed);
      Checker checker = new Checker(plan.config());
      World world = new World(plan.config(), Rules.PAPER, checker);
      List<Fault> faults = new ArrayList<>(plan.faults());
      faults.removeIf(Fault.BitFlip.class::isInstance);
      Timed schedule = new Timed(world, faults);
      while (world.events() < EVENTS && schedule.step()) {
        for (int id = 1; world.events() % 10 == 0 && id <= world.servers(); id++) {
          assertEquals(OnDisk.of(world.onDisk(id)), world.durable(id), "seed " + seed);
        }
      }
      truncated += checker.marks().count(Mark.LOG_TRUNCATED);
      installed += checker.marks().count(Mark.SNAPSHOT_INSTALLED);
      kept += checker.marks().count(Mark.WRITE_KEPT);
    }
    assertTrue(truncated > 0 && installed > 0 && kept > 0, "every kind of write was seen");
  }
}
