package dev.plongee.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Input;
import dev.plongee.core.Output;
import dev.plongee.core.Rules;
import dev.plongee.core.Write;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.schedule.Swarm;
import dev.plongee.sim.schedule.Timed;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import dev.plongee.sim.zoo.Zoo;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private static void run(World world, int events) {
    long end = world.events() + events;
    while (world.events() < end) {
      world.step();
    }
  }

  @Test
  void every_invariant_has_a_number_and_a_sentence_of_its_own() {
    Set<Integer> numbers = new HashSet<>();
    Set<String> sentences = new HashSet<>();
    for (Invariant invariant : Invariant.values()) {
      assertTrue(numbers.add(invariant.number()), invariant + " has a number of another");
      assertTrue(sentences.add(invariant.sentence()), invariant + " has a sentence of another");
      assertEquals(invariant, Invariant.of(invariant.number()));
    }
  }

  @Test
  void a_copy_goes_on_by_itself() {
    Checker checker = new Checker(Swarm.plan(3).config());
    World world = new World(Swarm.plan(3).config(), Rules.PAPER, checker);
    run(world, 3_000);
    Checker other = checker.copy();
    World twin = world.copy(other);
    twin.obey(Zoo.find("mayApply:uncommitted").orElseThrow().rules());
    run(world, 3_000);
    run(twin, 3_000);

    checker.audit(world);
    assertEquals(List.of(), checker.violations());
    assertEquals(Invariant.APPLIED_IN_ORDER, other.violations().getFirst().invariant());
  }

  /// A scene goes on after a violation, and must see the next one.
  @Test
  void an_invariant_that_is_violated_all_the_time_hides_no_other_one() {
    WorldConfig config = Swarm.plan(3).config();
    Ghost ghost = new Ghost(config);
    for (int i = 0; i < 1_000; i++) {
      ghost.fail(Invariant.MAJORITIES_OVERLAP, 1, "again");
    }
    ghost.copy().fail(Invariant.APPLIED_IN_ORDER, 1, "once, in a copy");
    int before = ghost.violations().size();
    assertTrue(before < 20, "kept " + before);
    ghost.fail(Invariant.APPLIED_IN_ORDER, 1, "once");
    assertEquals(before + 1, ghost.violations().size());
  }

  @Test
  void what_is_ignored_is_not_reported() {
    Checker checker = new Checker(Swarm.plan(3).config());
    checker.ignore(Invariant.APPLIED_IN_ORDER);
    Rules broken = Zoo.find("mayApply:uncommitted").orElseThrow().rules();
    run(new World(Swarm.plan(3).config(), broken, checker), 2_000);
    for (Violation violation : checker.violations()) {
      assertFalse(violation.invariant() == Invariant.APPLIED_IN_ORDER);
    }
  }

  /// The audit finds checks that were told less than what happened.
  @Test
  void the_audit_sees_checks_that_are_wrong() {
    Checker checker = new Checker(Swarm.plan(4).config());
    World world = new World(Swarm.plan(4).config(), Rules.PAPER, checker);
    run(world, 1_000);
    checker.audit(world);
    assertEquals(List.of(), checker.violations());

    world.watch(forgetsDisks(checker));
    while (!(world.next() instanceof Event.Synced)) {
      world.step();
    }
    world.step();
    checker.audit(world);
    Set<Invariant> reported = new HashSet<>();
    checker.violations().forEach(violation -> reported.add(violation.invariant()));
    assertTrue(reported.contains(Invariant.RECOVERED_PREFIX), reported.toString());
  }

  /// Passes everything on but what becomes durable.
  private static Observer forgetsDisks(Checker checker) {
    return new Observer() {
      @Override
      public void stepped(World world, Event cause, int server, Input input, Output output) {
        checker.stepped(world, cause, server, input, output);
      }
    };
  }

  /// 28 needs no server that is wrong, only a disk: a start that finds what was never written.
  @Test
  void a_disk_that_gives_back_something_else_is_seen() {
    Checker checker = new Checker(Swarm.plan(5).config());
    Observer lies =
        new Observer() {
          @Override
          public void started(World world, int server, DurableState found) {
            boolean lie = world.incarnation(server) > 1 && !found.entries().isEmpty();
            int size = found.entries().size();
            checker.started(
                world,
                server,
                lie
                    ? new DurableState(found.hardState(), found.entries().subList(0, size - 1))
                    : found);
          }

          @Override
          public void stepped(World world, Event cause, int server, Input input, Output output) {
            checker.stepped(world, cause, server, input, output);
          }

          @Override
          public void applied(World world, int server, Entry entry, Result result) {
            checker.applied(world, server, entry, result);
          }

          @Override
          public void synced(World world, int server, long write) {
            checker.synced(world, server, write);
          }

          @Override
          public void stopped(World world, int server, List<Write> kept, boolean torn) {
            checker.stopped(world, server, kept, torn);
          }

          @Override
          public void client(World world, ClientEvent event) {
            checker.client(world, event);
          }
        };
    World world = new World(Swarm.plan(5).config(), Rules.PAPER, lies);
    Timed schedule = new Timed(world, List.of());
    while (world.events() < 500) {
      schedule.step();
    }
    world.act(new Act.Crash(1, 0));
    world.act(new Act.Restart(1));
    assertEquals(Invariant.RECOVERED_PREFIX, checker.violations().getFirst().invariant());
  }
}
