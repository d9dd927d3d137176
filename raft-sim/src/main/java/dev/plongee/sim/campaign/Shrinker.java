package dev.plongee.sim.campaign;

import dev.plongee.sim.schedule.Fault;
import dev.plongee.sim.schedule.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing run small: looks for a few faults that are enough, or else leaves out faults,
/// many at first and then one by one, for as long as the run still fails. Every fault ends by
/// itself and every draw of the world is its own, so what is left still means the same.
public final class Shrinker {
  /// Runs at most; one that fails is over soon.
  private static final int MAX_RUNS = 1_000;

  /// Most failures need so few faults that follow each other; looking for them among those that
  /// came before the failure costs a few hundred runs.
  private static final int LARGEST_WINDOW = 3;

  /// Pairs are tried when there are at most so many faults: 66 runs.
  private static final int MOST_FOR_PAIRS = 12;

  private final Predicate<Plan> fails;
  private int runs;

  private Shrinker(Predicate<Plan> fails) {
    this.fails = fails;
  }

  /// @param fails whether a run still shows what is looked for; true for `plan`
  /// @return a part of `plan` of which no single fault can be left out, unless there was no time to
  ///   try
  public static Plan shrink(Plan plan, Predicate<Plan> fails) {
    return new Shrinker(fails).run(plan);
  }

  private Plan run(Plan plan) {
    Plan cut = withoutTail(plan);
    for (int size = 0; size <= LARGEST_WINDOW; size++) {
      Plan window = window(cut, size);
      if (window.faults().size() < cut.faults().size()) {
        return window;
      }
    }
    return withoutWhatCanGo(cut);
  }

  /// Leaves out the last half, quarter, eighth, as often as that goes: what comes after the failure
  /// goes at once.
  private Plan withoutTail(Plan plan) {
    Plan smallest = plan;
    for (int tail = plan.faults().size() / 2; tail > 0; tail /= 2) {
      int size = smallest.faults().size();
      Plan shorter = smallest.with(smallest.faults().subList(0, Math.max(0, size - tail)));
      smallest = stillFails(shorter) ? shorter : smallest;
    }
    return smallest;
  }

  /// A few faults that follow each other and are enough, the last ones first; the plan itself when
  /// there are none.
  private Plan window(Plan plan, int size) {
    for (int from = plan.faults().size() - size; from >= 0 && runs < MAX_RUNS; from--) {
      Plan window = plan.with(plan.faults().subList(from, from + size));
      if (stillFails(window)) {
        return window;
      }
      if (size == 0) {
        return plan;
      }
    }
    return plan;
  }

  private Plan withoutWhatCanGo(Plan plan) {
    Plan smallest = plan;
    int chunk = Math.max(1, plan.faults().size() / 2);
    while (runs < MAX_RUNS) {
      int before = smallest.faults().size();
      smallest = without(smallest, chunk);
      if (chunk > 1) {
        chunk /= 2;
      } else if (smallest.faults().size() == before) {
        smallest = withoutTwo(smallest);
        if (smallest.faults().size() == before) {
          return smallest;
        }
      }
    }
    return smallest;
  }

  /// One fault may be there only to undo what another one did: then neither can go alone.
  private Plan withoutTwo(Plan plan) {
    int size = plan.faults().size();
    for (int first = 0; first < size && size <= MOST_FOR_PAIRS; first++) {
      for (int second = first + 1; second < size && runs < MAX_RUNS; second++) {
        List<Fault> rest = new ArrayList<>(plan.faults());
        rest.remove(second);
        rest.remove(first);
        if (stillFails(plan.with(rest))) {
          return plan.with(rest);
        }
      }
    }
    return plan;
  }

  /// Tries to leave out each run of `chunk` faults, the last ones first.
  private Plan without(Plan plan, int chunk) {
    Plan smallest = plan;
    for (int to = plan.faults().size(); to > 0 && runs < MAX_RUNS; to -= chunk) {
      List<Fault> rest = new ArrayList<>(smallest.faults());
      rest.subList(Math.max(0, to - chunk), to).clear();
      Plan smaller = smallest.with(rest);
      if (stillFails(smaller)) {
        smallest = smaller;
      }
    }
    return smallest;
  }

  private boolean stillFails(Plan plan) {
    runs++;
    return fails.test(plan);
  }
}
