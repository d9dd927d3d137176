package dev.plongee.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.Rules;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.schedule.Fault;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Swarm;
import dev.plongee.sim.world.WorldConfig;
import dev.plongee.sim.zoo.Breach;
import dev.plongee.sim.zoo.Zoo;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Any list of faults, and no violation; a failing list is made smaller until nothing in it can be
/// left out.
class FaultProperties {
  private static final int EVENTS = 3_000;
  private static final Run.Options SHORT = new Run.Options(EVENTS, false, false);

  @Property(tries = 250, edgeCases = EdgeCasesMode.NONE)
  void no_fault_schedule_breaks_an_invariant(
      @ForAll("seeds") long seed,
      @ForAll("schedules") List<Fault> faults,
      @ForAll Plan.Ending ending) {
    WorldConfig config = Swarm.plan(seed).config().with(RaftConfig.Features.DEFAULT);
    Plan plan = new Plan(config, faults, ending);
    assertEquals(List.of(), Run.of(plan, Rules.PAPER, SHORT).violations());
  }

  @Provide
  Arbitrary<Long> seeds() {
    return Arbitraries.longs().between(0, 1_000_000).withoutEdgeCases();
  }

  @Provide
  Arbitrary<List<Fault>> schedules() {
    return faults().list().ofMaxSize(30);
  }

  private static Arbitrary<Fault> faults() {
    Arbitrary<Long> at = Arbitraries.longs().between(1, 4_000_000);
    Arbitrary<Long> us = Arbitraries.longs().between(1_000, 1_500_000);
    Arbitrary<Integer> server = Arbitraries.integers().between(Fault.LEADER, 5);
    Arbitrary<Integer> keep = Arbitraries.integers().between(0, 3);
    Arbitrary<NodeSet> group =
        Arbitraries.integers().between(1, 6).map(bits -> new NodeSet((long) bits << 1));
    return Arbitraries.oneOf(
        List.of(
            Combinators.combine(at, us, server, keep).as(Fault.Crash::new),
            Combinators.combine(at, us, keep).as(Fault.PowerFailure::new),
            Combinators.combine(at, us, server).as(Fault.Transfer::new),
            Combinators.combine(at, us, server, Arbitraries.of(true, false)).as(Fault.Join::new),
            Combinators.combine(at, us, server).as(Fault.Leave::new),
            Combinators.combine(at, us, group).as(Fault.Regroup::new),
            Combinators.combine(at, us, server).as(Fault.Pause::new),
            Combinators.combine(at, us, group).as(Fault.Partition::new),
            Combinators.combine(at, us, server).as(Fault.Isolation::new),
            Combinators.combine(at, us, server).as(Fault.Deafness::new),
            Combinators.combine(at, us, server).as(Fault.Muteness::new),
            Combinators.combine(at, us, Arbitraries.longs().between(0, 300_000))
                .as(Fault.Trap::new),
            Combinators.combine(at, us, server, Arbitraries.longs().between(1_000, 200_000))
                .as(Fault.SlowDisk::new),
            Combinators.combine(at, us, server).as(Fault.DeadDisk::new),
            Combinators.combine(at, us, server).as(Fault.FullDisk::new),
            Combinators.combine(at, us, server).as(Fault.FailingDisk::new),
            Combinators.combine(at, us, server, Arbitraries.integers().greaterOrEqual(0))
                .as(Fault.BitFlip::new)));
  }

  /// Bugs that stay hidden while nothing goes wrong.
  @Example
  void planted_bugs_shrink_to_a_handful_of_faults() {
    for (String bug : List.of("upToDate:any", "conflicts:never", "shuns:never")) {
      Breach breach = Zoo.find(bug).orElseThrow();
      int found = 0;
      for (long seed = 0; found < 3; seed++) {
        Plan plan = Swarm.plan(seed);
        List<Invariant> broken = broken(plan, breach);
        boolean hidden = broken(plan.with(List.of()), breach).isEmpty();
        if (!broken.isEmpty() && hidden && plan.faults().size() >= 20) {
          found++;
          Plan smallest = Shrinker.shrink(plan, smaller -> broken(smaller, breach).equals(broken));
          int size = smallest.faults().size();
          assertTrue(
              size >= 1 && size <= 5,
              bug + ", seed " + seed + ": " + plan.faults().size() + " faults shrank to " + size);
          assertEquals(broken, broken(smallest, breach));
        }
      }
    }
  }

  /// The first invariant that does not hold, or nothing.
  private static List<Invariant> broken(Plan plan, Breach breach) {
    return Run.of(plan, breach.rules(), Run.Options.DEFAULT).violations().stream()
        .limit(1)
        .map(violation -> violation.invariant())
        .toList();
  }
}
