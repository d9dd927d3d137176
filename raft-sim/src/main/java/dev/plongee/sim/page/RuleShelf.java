package dev.plongee.sim.page;

import dev.plongee.core.Rule;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.zoo.Breach;
import dev.plongee.sim.zoo.Detector;
import dev.plongee.sim.zoo.Zoo;

/// Every way to break a rule.
final class RuleShelf {
  private RuleShelf() {}

  static JsonArray of(Language language) {
    JsonArray rules = new JsonArray();
    for (Breach breach : Zoo.all()) {
      rules.add(
          new JsonObject()
              .put("id", breach.id())
              .put("rule", breach.function())
              .put("paper", section(breach.function()))
              .put("title", new Text(breach.french(), breach.english()).in(language))
              .put("invariant", invariant(breach.detector())));
    }
    return rules;
  }

  /// Where the paper states a rule; empty for what is kept around the core.
  private static String section(String function) {
    for (Rule rule : Rule.values()) {
      if (rule.method().equals(function)) {
        return rule.section();
      }
    }
    return "";
  }

  /// The number of the invariant that falls, 0 when it only takes longer.
  private static int invariant(Detector detector) {
    return switch (detector) {
      case Detector.ByInvariant(var invariant) -> invariant.number();
      case Detector.ByUnitTest _ -> 0;
    };
  }
}
