package dev.plongee.sim.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.NodeSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FaultTextTest {
  @Test
  void every_kind_of_fault_is_written_and_read_back() {
    List<Fault> faults = new ArrayList<>();
    for (long seed = 0; seed < 20; seed++) {
      faults.addAll(Swarm.plan(seed).faults());
    }
    TreeSet<String> kinds = new TreeSet<>();
    faults.forEach(fault -> kinds.add(fault.getClass().getSimpleName()));
    TreeSet<String> all = new TreeSet<>();
    for (Class<?> kind : Fault.class.getPermittedSubclasses()) {
      all.add(kind.getSimpleName());
    }
    assertEquals(all, kinds);

    assertEquals(faults, FaultText.parse(FaultText.print(faults)));
  }

  @Test
  void a_schedule_can_be_written_by_hand() {
    String text =
        """
        # a crash and a partition

        crash at 1500000 for 300000 server leader keep 1
        partition at 2000000 for 800000 group 1,2
        """;
    assertEquals(
        List.of(
            new Fault.Crash(1_500_000, 300_000, Fault.LEADER, 1),
            new Fault.Partition(2_000_000, 800_000, NodeSet.of(1, 2))),
        FaultText.parse(text));
  }

  @Test
  void errors_name_the_line_and_what_was_expected() {
    assertSays("line 2: no fault is called 'explode'", "# one\nexplode at 1 for 2");
    assertSays("line 1: expected 'at' instead of 'after'", "pause after 1 for 2 server 1");
    assertSays(
        "line 1: expected a number from 0 on behind 'at' instead of 'soon'", "pause at soon");
    assertSays(
        "line 1: expected a number from 0 on behind 'for' instead of '-2'", "pause at 1 for -2");
    assertSays("line 1: expected a server id instead of 'x'", "pause at 1 for 2 server x");
    assertSays("line 1: nothing more was expected", "pause at 1 for 2 server 1 please");
  }

  private static void assertSays(String message, String text) {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> FaultText.parse(text));
    assertTrue(error.getMessage().contains(message), error.getMessage());
  }
}
