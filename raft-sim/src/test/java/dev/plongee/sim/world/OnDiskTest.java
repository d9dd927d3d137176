package dev.plongee.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Rules;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.check.Mark;
import dev.plongee.sim.schedule.Fault;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Swarm;
import dev.plongee.sim.schedule.Timed;
import dev.plongee.sim.zoo.Zoo;
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

  @Test
  void a_start_that_cuts_off_what_is_damaged_is_seen() {
    Rules careless = Zoo.of("mayStart").getFirst().rules();
    World world = new World(WorldConfig.of(1, 3), careless, new Observer() {});
    while (world.view(1).durableIndex() < 1) {
      world.step();
    }
    world.act(new Act.Crash(1, 0));
    OnDisk before = world.durable(1);
    assertTrue(world.act(new Act.Damage(1, 0)) && world.isDamaged(1));
    assertEquals(before, world.durable(1));
    world.act(new Act.Restart(1));

    assertFalse(world.isDamaged(1));
    assertNotEquals(before, world.durable(1));
    assertEquals(OnDisk.of(world.onDisk(1)), world.durable(1));
  }
}
