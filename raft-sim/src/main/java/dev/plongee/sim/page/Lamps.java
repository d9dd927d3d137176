package dev.plongee.sim.page;

import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.phrase.InvariantPhrases;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import java.util.List;
import java.util.function.ToIntFunction;

/// The safety lamps: the five properties of Figure 3, what clients were promised, and the rest of
/// what the checks watch.
final class Lamps {
  /// What a lamp stands for.
  private enum Lamp {
    ELECTION_SAFETY(
        "electionSafety",
        new Text("au plus un leader par mandat", "at most one leader a term"),
        Invariant.ONE_LEADER_A_TERM),
    LEADER_APPEND_ONLY(
        "leaderAppendOnly",
        new Text("un leader n'efface jamais de son journal", "a leader never cuts off its own log"),
        Invariant.LEADER_APPENDS_ONLY),
    LOG_MATCHING(
        "logMatching",
        new Text(
            "même index et même mandat : journaux égaux jusque-là",
            "same index and term: equal logs up to there"),
        Invariant.LOG_MATCHING,
        Invariant.MADE_ONCE),
    LEADER_COMPLETENESS(
        "leaderCompleteness",
        new Text(
            "les leaders suivants ont tout ce qui est validé",
            "later leaders hold all that is committed"),
        Invariant.LEADERS_ARE_COMPLETE,
        Invariant.COMMITTED_IS_KEPT,
        Invariant.COMMITTED_IS_DURABLE),
    STATE_MACHINE_SAFETY(
        "stateMachineSafety",
        new Text(
            "tous appliquent la même entrée au même index",
            "all apply the same entry at the same index"),
        Invariant.COMMITTED_AGREES,
        Invariant.STATES_AGREE),
    CLIENTS(
        "clients",
        new Text("les clients voient une seule machine", "clients see one single machine"),
        Invariant.ONCE_IN_A_SESSION,
        Invariant.ACKNOWLEDGED_IS_KEPT,
        Invariant.FAILURE_IS_FINAL,
        Invariant.LINEARIZABLE,
        Invariant.READS_ARE_FRESH,
        Invariant.LEASES_HOLD),
    /// Everything that no other lamp stands for.
    RULES("rules", new Text("chaque étape suit les règles", "every step keeps to the rules"));

    private final String name;
    private final Text sentence;
    private final List<Invariant> invariants;

    Lamp(String name, Text sentence, Invariant... invariants) {
      this.name = name;
      this.sentence = sentence;
      this.invariants = List.of(invariants);
    }

    private static Lamp of(Invariant invariant) {
      for (Lamp lamp : values()) {
        if (lamp.invariants.contains(invariant)) {
          return lamp;
        }
      }
      return RULES;
    }
  }

  private Lamps() {}

  /// @param violations so far, the first one first
  /// @param linearizable false when no order explains what the clients saw
  /// @param stopOf the stop of the present branch in which a violation was seen, -1 when it was
  ///   before that branch
  static JsonArray lamps(
      Language language,
      List<Violation> violations,
      boolean linearizable,
      ToIntFunction<Violation> stopOf) {
    JsonArray lamps = new JsonArray();
    for (Lamp lamp : Lamp.values()) {
      JsonArray broken = new JsonArray();
      boolean holds = linearizable || lamp != Lamp.CLIENTS;
      for (Violation violation : violations) {
        if (Lamp.of(violation.invariant()) == lamp) {
          holds = false;
          broken.add(
              new JsonObject()
                  .put("number", violation.invariant().number())
                  .put("sentence", InvariantPhrases.sentence(language, violation.invariant()))
                  .put("server", violation.server())
                  .put("what", violation.what())
                  .put("stop", stopOf.applyAsInt(violation)));
        }
      }
      lamps.add(
          new JsonObject()
              .put("name", lamp.name)
              .put("holds", holds)
              .put("sentence", lamp.sentence.in(language))
              .put("violations", broken));
    }
    return lamps;
  }
}
