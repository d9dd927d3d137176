package dev.plongee.sim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SwarmTest {
  @Test
  void a_seed_is_a_run() {
    assertEquals(Swarm.plan(7), Swarm.plan(7));
    assertNotEquals(Swarm.plan(7), Swarm.plan(8));
  }

  @Test
  void seeds_differ_in_size_links_messages_windows_and_endings() {
    TreeSet<Integer> servers = new TreeSet<>();
    TreeSet<Integer> voters = new TreeSet<>();
    TreeSet<Integer> maxEntries = new TreeSet<>();
    TreeSet<Integer> windows = new TreeSet<>();
    TreeSet<Boolean> fifo = new TreeSet<>();
    EnumSet<Plan.Ending> endings = EnumSet.noneOf(Plan.Ending.class);
    for (long seed = 0; seed < 300; seed++) {
      Plan plan = Swarm.plan(seed);
      servers.add(plan.config().servers());
      voters.add(plan.config().voters());
      maxEntries.add(plan.config().limits().maxEntriesPerMessage());
      windows.add(plan.config().limits().window());
      fifo.add(plan.config().network().fifo());
      endings.add(plan.ending());
    }
    assertEquals(new TreeSet<>(List.of(3, 4, 5)), voters);
    assertEquals(new TreeSet<>(List.of(3, 4, 5, 6, 7)), servers);
    assertEquals(8, maxEntries.size());
    assertEquals(16, windows.size());
    assertEquals(2, fifo.size());
    assertEquals(EnumSet.allOf(Plan.Ending.class), endings);
  }

  @Test
  void every_seed_leaves_something_out() {
    for (long seed = 0; seed < 50; seed++) {
      TreeSet<String> kinds = new TreeSet<>();
      Swarm.plan(seed).faults().forEach(fault -> kinds.add(fault.getClass().getSimpleName()));
      assertTrue(kinds.size() < Fault.class.getPermittedSubclasses().length, kinds.toString());
    }
  }
}
