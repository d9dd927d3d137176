package dev.plongee.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Rules;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.Mark;
import dev.plongee.sim.check.Marks;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Swarm;
import java.util.EnumSet;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final Run.Options HASHED = new Run.Options(Run.EVENTS, false, true);

  /// Fresh seeds each time; a failure prints its own.
  @Test
  void fresh_seeds_run_clean_twice_the_same_way_with_enough_calls() {
    long first = RandomGenerator.getDefault().nextInt(1_000_000_000);
    Marks marks = new Marks();
    long events = 0;
    long calls = 0;
    for (long seed = first; seed < first + 200; seed++) {
      Plan plan = Swarm.plan(seed);
      RunResult result = Run.of(plan, Rules.PAPER, HASHED);
      assertEquals(List.of(), result.violations(), "seed " + seed);
      assertTrue(result.events() >= Run.EVENTS, "seed " + seed + ": " + result.events());
      assertEquals(result.hash(), Run.of(plan, Rules.PAPER, HASHED).hash(), "twice seed " + seed);
      marks.add(result.marks());
      events += result.events();
      calls += result.calls();
    }
    assertTrue(calls * 20 >= events, calls + " calls in " + events + " events, from " + first);
    EnumSet<Mark> missing = EnumSet.allOf(Mark.class);
    missing.removeIf(mark -> marks.count(mark) > 0);
    assertEquals(EnumSet.noneOf(Mark.class), missing, "never reached from seed " + first);
  }

  /// Each has found something: who waits for slow disks, small messages and elections without
  /// pre-votes must know how long, and a leader of an earlier term may still cut off a copy of what
  /// was committed after it without that copy; a leader whose disk is dead stays until somebody
  /// writes.
  @Test
  void seeds_that_ever_failed_run_clean() {
    for (long seed : new long[] {249625533, 784795930, 900500, 847862526, 1248, 1061, 699186396}) {
      RunResult result = Run.of(Swarm.plan(seed), Rules.PAPER, HASHED);
      assertEquals(List.of(), result.violations(), "seed " + seed);
    }
  }

  @Test
  void different_seeds_are_different_runs() {
    assertNotEquals(
        Run.of(Swarm.plan(1), Rules.PAPER, HASHED).hash(),
        Run.of(Swarm.plan(2), Rules.PAPER, HASHED).hash());
  }

  @Test
  void the_checks_agree_with_themselves_from_scratch() {
    for (long seed = 500; seed < 520; seed++) {
      RunResult result =
          Run.of(Swarm.plan(seed), Rules.PAPER, new Run.Options(Run.EVENTS, true, false));
      assertEquals(List.of(), result.violations(), "seed " + seed);
    }
  }

  @Test
  void campaigns_find_breaches_and_shards_divide_the_runs() {
    Campaign.Result first = campaign(1, 2);
    Campaign.Result second = campaign(2, 2);
    Campaign.Result both = campaign(1, 1);
    assertEquals(5, first.runs());
    assertEquals(4, second.runs());
    assertEquals(both.events(), first.events() + second.events());
    assertEquals(both.acknowledged(), first.acknowledged() + second.acknowledged());
  }

  private static Campaign.Result campaign(int shard, int shards) {
    return Campaign.run(
        new Campaign.Settings(70, 9, Long.MAX_VALUE, shard, shards, Rules.PAPER, false, 2),
        _ -> {});
  }

  @Test
  void a_campaign_ends_with_the_first_violation_and_names_its_seed() {
    Rules broken =
        new Rules() {
          @Override
          public boolean mayVoteFor(int votedFor, int candidate) {
            return true;
          }
        };
    Campaign.Result result =
        Campaign.run(
            new Campaign.Settings(100, 1_000, Long.MAX_VALUE, 1, 1, broken, false, 2), _ -> {});
    Campaign.Failure failure = result.failure().orElseThrow();
    assertEquals(Invariant.ONE_VOTE_A_TERM, failure.violation().invariant());
    assertTrue(result.runs() < 1_000);
    RunResult again = Run.of(Swarm.plan(failure.seed()), broken, Run.Options.DEFAULT);
    assertEquals(failure.violation(), again.violations().getFirst());
  }
}
