package dev.plongee.sim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.sim.world.NetworkSettings;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedTest {
  private final World world = new World(WorldConfig.of(3, 3), Rules.PAPER, Observer.NONE);

  /// Steps until everything due at `time` has happened.
  private void runTo(Timed schedule, long time) {
    while (schedule.nextDue() <= time) {
      assertTrue(schedule.step());
    }
  }

  @Test
  void a_crash_begins_at_its_time_and_ends_by_itself() {
    Timed schedule = new Timed(world, List.of(new Fault.Crash(1_000_000, 500_000, 2, 0)));
    runTo(schedule, 990_000);
    assertTrue(world.isUp(2));
    runTo(schedule, 1_010_000);
    assertFalse(world.isUp(2));
    runTo(schedule, 1_510_000);
    assertTrue(world.isUp(2));
    assertEquals(2, world.incarnation(2));
  }

  @Test
  void the_leader_is_whoever_leads_when_the_fault_begins() {
    Timed schedule =
        new Timed(world, List.of(new Fault.Isolation(1_000_000, 2_000_000, Fault.LEADER)));
    runTo(schedule, 990_000);
    int leader = world.leader();
    int other = leader % 3 + 1;
    runTo(schedule, 1_010_000);
    assertTrue(world.isCut(leader, other));
    assertTrue(world.isCut(other, leader));
    runTo(schedule, 2_900_000);
    assertFalse(world.leader() == leader, "the others have elected another");
    runTo(schedule, 3_010_000);
    assertFalse(world.isCut(leader, other));
  }

  @Test
  void a_trap_lets_the_leader_go_on_before_it_can_hear() {
    Timed schedule = new Timed(world, List.of(new Fault.Trap(1_000_000, 500_000, 100_000)));
    runTo(schedule, 990_000);
    int leader = world.leader();
    int other = leader % 3 + 1;
    runTo(schedule, 1_010_000);
    assertTrue(world.isPaused(leader) && world.isCut(other, leader));
    runTo(schedule, 1_510_000);
    assertTrue(!world.isPaused(leader) && world.isCut(other, leader));
    runTo(schedule, 1_610_000);
    assertFalse(world.isCut(other, leader));
  }

  @Test
  void a_fault_that_finds_nobody_does_nothing() {
    Timed schedule = new Timed(world, List.of(new Fault.Pause(1, 100_000, Fault.LEADER)));
    runTo(schedule, 110_000);
    assertEquals(ServerId.NONE, world.leader());
    for (int id = 1; id <= 3; id++) {
      assertFalse(world.isPaused(id));
    }
  }

  @Test
  void faults_of_links_disks_and_the_whole_network_come_and_go() {
    NetworkSettings storm = new NetworkSettings(1, 2, false, 10, 10, 10, 0, 0, 0);
    Timed schedule =
        new Timed(
            world,
            List.of(
                new Fault.Partition(100_000, 100_000, NodeSet.of(1)),
                new Fault.Deafness(300_000, 100_000, 2),
                new Fault.Muteness(500_000, 100_000, 2),
                new Fault.SlowDisk(700_000, 100_000, 3, 50_000),
                new Fault.DeadDisk(900_000, 100_000, 3),
                new Fault.Weather(1_100_000, 100_000, storm),
                new Fault.PowerFailure(1_300_000, 100_000, 0)));
    runTo(schedule, 110_000);
    assertTrue(world.isCut(1, 2) && world.isCut(3, 1) && !world.isCut(2, 3));
    runTo(schedule, 310_000);
    assertTrue(!world.isCut(1, 3) && world.isCut(1, 2) && !world.isCut(2, 1));
    runTo(schedule, 510_000);
    assertTrue(!world.isCut(1, 2) && world.isCut(2, 1));
    runTo(schedule, 710_000);
    assertEquals(50_000, world.diskSettings(3).fsyncMinUs());
    runTo(schedule, 910_000);
    assertTrue(world.diskSettings(3).standsStill());
    runTo(schedule, 1_110_000);
    assertEquals(storm, world.networkSettings());
    assertEquals(world.config().disk(), world.diskSettings(3));
    runTo(schedule, 1_310_000);
    assertEquals(world.config().network(), world.networkSettings());
    assertFalse(world.isUp(1) || world.isUp(2) || world.isUp(3));
    runTo(schedule, 1_410_000);
    assertTrue(world.isUp(1) && world.isUp(2) && world.isUp(3));
  }

  @Test
  void a_server_whose_fsync_fails_stops_and_comes_back_when_its_disk_is_repaired() {
    Timed schedule = new Timed(world, List.of(new Fault.FailingDisk(1, 2_000_000, 2)));
    runTo(schedule, 1_900_000);
    assertFalse(world.isUp(2));
    assertEquals(0, world.onDisk(2).entries().size(), "what it is told, it has not on its disk");
    runTo(schedule, 2_100_000);
    assertTrue(world.isUp(2));
  }

  @Test
  void a_server_with_a_flipped_bit_does_not_start_before_it_is_repaired() {
    for (int place = 0; place < 40_000; place += 397) {
      World world = new World(WorldConfig.of(3, 3), Rules.PAPER, Observer.NONE);
      Timed schedule = new Timed(world, List.of(new Fault.BitFlip(900_000, 300_000, 2, place)));
      runTo(schedule, 890_000);
      long term = world.view(2).term();
      LogPosition last = world.view(2).last();
      runTo(schedule, 1_100_000);
      assertFalse(world.isUp(2), "place " + place);
      runTo(schedule, 1_200_000);
      assertTrue(world.isUp(2), "place " + place);
      assertTrue(world.view(2).last().compareTo(last) >= 0);
      assertTrue(world.view(2).term() >= term);
    }
  }

  @Test
  void the_end_takes_every_fault_back_and_forgets_those_to_come() {
    Timed schedule =
        new Timed(
            world,
            List.of(
                new Fault.Partition(100_000, 9_000_000, NodeSet.of(1)),
                new Fault.Crash(200_000, 9_000_000, 2, 0),
                new Fault.Pause(200_000, 9_000_000, 3),
                new Fault.DeadDisk(200_000, 9_000_000, 1),
                new Fault.Crash(500_000, 9_000_000, 1, 0)));
    runTo(schedule, 210_000);
    schedule.end();
    assertTrue(world.isUp(2) && !world.isPaused(3) && !world.isCut(1, 2));
    assertFalse(world.diskSettings(1).standsStill());
    runTo(schedule, 600_000);
    assertTrue(world.isUp(1));
  }
}
