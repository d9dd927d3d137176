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
import java.util.List;
import java.util.Map;
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
