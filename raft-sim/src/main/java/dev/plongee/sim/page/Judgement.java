package dev.plongee.sim.page;

import dev.plongee.sim.check.Histories;
import dev.plongee.sim.check.history.Verdict;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.World;
import java.util.List;

/// Whether one order explains every answer that clients got. The last verdict is kept: most stops
/// tell clients nothing new.
final class Judgement {
  /// Configurations the search for an order may look at: more would hold up the next picture.
  private static final long BUDGET = 50_000;

  private List<ClientEvent> judged = List.of();
  private String verdict = "linearizable";

  /// @return `linearizable`, `not-linearizable`, or `unknown` when the search took too long
  String of(World world, List<ClientEvent> events) {
    if (!events.equals(judged)) {
      Histories histories = new Histories();
      events.forEach(event -> histories.client(world, event));
      judged = events;
      verdict =
          switch (histories.verdict(BUDGET)) {
            case Verdict.Linearizable _ -> "linearizable";
            case Verdict.NotLinearizable _ -> "not-linearizable";
            case Verdict.Undecided _ -> "unknown";
          };
    }
    return verdict;
  }
}
