package dev.plongee.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.plongee.core.Rules;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.schedule.Swarm;
import dev.plongee.sim.zoo.Breach;
import dev.plongee.sim.zoo.Detector;
import dev.plongee.sim.zoo.Zoo;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The checks are worth what they catch: each broken rule is caught by the detector it names, and
/// the rules as they are written survive the same runs.
class KillTest {
  /// Far more than any breach needs: the hardest ones need one run in thirty.
  private static final int MOST_RUNS = 400;

  private static final long FIRST_SEED = 1_000;

  static List<Breach> breaches() {
    return Zoo.all().stream()
        .filter(each -> each.detector() instanceof Detector.ByInvariant)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("breaches")
  void a_broken_rule_is_caught_by_its_detector(Breach breach) {
    Invariant detector = ((Detector.ByInvariant) breach.detector()).invariant();
    Map<Integer, Integer> others = new TreeMap<>();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + MOST_RUNS; seed++) {
      RunResult result = Run.of(Swarm.plan(seed), breach.rules(), Run.Options.DEFAULT);
      for (Violation violation : result.violations()) {
        if (violation.invariant() == detector) {
          return;
        }
        others.merge(violation.invariant().number(), 1, Integer::sum);
      }
    }
    fail(
        "%s is not caught by invariant %d in %d runs; caught by others (invariant=times): %s"
            .formatted(breach, detector.number(), MOST_RUNS, others));
  }

  /// No entry of the zoo names these: whatever violates them violates something else before. Each
  /// of them catches one of the entries when it is all that counts.
  private static final Map<Invariant, String> BEHIND_OTHERS =
      new EnumMap<>(
          Map.of(
              Invariant.STRUCTURE, "goesOn:after-an-error",
              Invariant.ONE_LEADER_A_TERM, "mayVoteFor:anybody",
              Invariant.MADE_ONCE, "isQuorum:any-one",
              Invariant.COMMITTED_AGREES, "followerCommit:unbounded",
              Invariant.LEADERS_ARE_COMPLETE, "upToDate:any",
              Invariant.SNAPSHOT_OF_APPLIED, "isQuorum:any-one",
              Invariant.MAJORITIES_OVERLAP, "isQuorum:new-voters",
              Invariant.ACKNOWLEDGED_IS_KEPT, "waitsFor:success-for-nothing",
              Invariant.LINEARIZABLE, "readMayAnswer:not-applied"));

  static Set<Invariant> behindOthers() {
    return BEHIND_OTHERS.keySet();
  }

  @ParameterizedTest
  @MethodSource("behindOthers")
  void an_invariant_behind_others_catches_something_by_itself(Invariant invariant) {
    String breach = BEHIND_OTHERS.get(invariant);
    Rules broken = Zoo.find(breach).orElseThrow().rules();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + MOST_RUNS; seed++) {
      if (!Run.of(Swarm.plan(seed), broken, Run.Options.alone(invariant)).violations().isEmpty()) {
        return;
      }
    }
    fail("invariant " + invariant.number() + " alone does not catch " + breach);
  }

  /// What nobody could violate proves nothing.
  @Test
  void every_invariant_catches_something() {
    Set<Invariant> proven = EnumSet.copyOf(BEHIND_OTHERS.keySet());
    for (Breach breach : breaches()) {
      proven.add(((Detector.ByInvariant) breach.detector()).invariant());
    }
    proven.addAll(UnbreakableTest.SHOWN);
    assertEquals(EnumSet.complementOf(EnumSet.copyOf(proven)), EnumSet.noneOf(Invariant.class));
  }

  /// What a unit test must catch is safe, or it would need another detector.
  @Test
  void breaches_that_only_cost_time_are_safe() {
    for (Breach breach : Zoo.all()) {
      if (breach.detector() instanceof Detector.ByUnitTest) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 15; seed++) {
          RunResult result = Run.of(Swarm.plan(seed), breach.rules(), Run.Options.DEFAULT);
          for (Violation violation : result.violations()) {
            boolean liveness =
                violation.invariant().compareTo(Invariant.STABLE_LEADER) >= 0
                    && violation.invariant() != Invariant.DETERMINISM;
            assertTrue(liveness, breach + ", seed " + seed + ": " + violation);
          }
        }
      }
    }
  }

  @Test
  void the_rules_as_they_are_written_survive_the_same_runs() {
    Campaign.Result result =
        Campaign.run(
            new Campaign.Settings(
                FIRST_SEED, MOST_RUNS, Long.MAX_VALUE, 1, 1, Rules.PAPER, false, 2),
            _ -> {});
    assertTrue(result.failure().isEmpty(), () -> result.failure().toString());
    assertEquals(MOST_RUNS, result.runs());
  }
}
