package dev.plongee.sim.page;

import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Reason;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.phrase.Told;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.scene.Command;
import dev.plongee.sim.scene.Cue;
import dev.plongee.sim.scene.FailurePhrases;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Statement;
import dev.plongee.sim.travel.Stop;
import dev.plongee.sim.zoo.Zoo;
import java.util.List;

/// What happened at a stop, and why.
final class Telling {
  /// Where the functions stand that [Reason#rule()] names.
  private static final String RULES = "Rules.java";

  private final Language language;
  private final Storyteller storyteller;

  /// Whether nobody wrote this down in a scene.
  private final boolean isTyped;

  Telling(Language language, boolean isTyped) {
    this.language = language;
    this.isTyped = isTyped;
    storyteller = new Storyteller(language);
  }

  JsonObject tell(Stop stop) {
    JsonArray asides = new JsonArray();
    for (Moment aside : stop.asides()) {
      aside(aside, asides);
    }
    return moment(stop.moment()).put("asides", asides);
  }

  private JsonObject moment(Moment moment) {
    return switch (moment) {
      case Moment.Began(Cue cue) ->
          told("began", "", cue.forks() ? Words.of(language).anotherWay() : "");
      case Moment.Ended _ -> told("ended", "", "");
      case Moment.Happened(_, Happening happening) -> events("happened", "", List.of(happening));
      case Moment.Acted acted -> acted(acted);
      case Moment.Failed failed -> told("failed", "", sentence(failed));
      case Moment.Held(Statement statement) -> told("held", "", statement.text());
      case Moment.Reached(Statement statement) -> told("reached", "", statement.text());
      case Moment.Named(Statement statement, int server) ->
          told("named", Words.of(language).server(server), statement.text());
    };
  }

  /// A stop without an event.
  private static JsonObject told(String kind, String who, String what) {
    return told(kind, who, what, "", "")
        .put("changes", new JsonArray())
        .put("why", new JsonArray())
        .put("all", new JsonArray())
        .put("routine", false);
  }

  private static JsonObject told(String kind, String who, String what, String event, String said) {
    return new JsonObject()
        .put("kind", kind)
        .put("who", who)
        .put("what", what)
        .put("event", event)
        .put("command", said);
  }

  private JsonObject acted(Moment.Acted acted) {
    String said = acted.statement().text();
    if (acted.statement().command() instanceof Command.Break(String name)) {
      String breach =
          Zoo.find(name)
              .map(broken -> new Text(broken.french(), broken.english()).in(language) + ".")
              .orElse("");
      return told("acted", "", breach, "", said)
          .put("changes", new JsonArray())
          .put("why", new JsonArray())
          .put("all", new JsonArray())
          .put("routine", false);
    }
    return events("acted", said, acted.happenings());
  }

  /// Several events in one stop are told as one: who and what of the first, and all that followed.
  private JsonObject events(String kind, String said, List<Happening> happenings) {
    JsonArray changes = new JsonArray();
    JsonArray why = new JsonArray();
    JsonArray all = new JsonArray();
    boolean routine = !happenings.isEmpty();
    String who = "";
    String what = "";
    String event = "";
    for (Happening happening : happenings) {
      Told told = storyteller.tell(happening);
      if (event.isEmpty()) {
        who = told.who();
        what = told.what();
        event = happening.event().name();
      }
      told.changes().forEach(changes::add);
      told.why().forEach(reason -> why.add(reason(reason)));
      told.all().forEach(reason -> all.add(reason(reason)));
      routine = routine && told.routine();
    }
    return told(kind, who, what, event, said)
        .put("changes", changes)
        .put("why", why)
        .put("all", all)
        .put("routine", routine);
  }

  private static JsonObject reason(Reason reason) {
    return new JsonObject()
        .put("sentence", reason.sentence())
        .put("paper", reason.rule().section())
        .put("rule", reason.rule().method())
        .put("file", RULES)
        .put("refusal", reason.refusal());
  }

  private void aside(Moment moment, JsonArray asides) {
    switch (moment) {
      case Moment.Reached(Statement statement) -> {
        if (statement.command() instanceof Command.Until) {
          asides.add(aside("reached", statement.text()));
        }
      }
      case Moment.Held(Statement statement) -> asides.add(aside("held", statement.text()));
      case Moment.Named(Statement statement, int server) ->
          asides.add(aside("named", statement.text() + " = " + Words.of(language).server(server)));
      case Moment.Failed failed -> asides.add(aside("failed", sentence(failed)));
      case Moment.Began _, Moment.Ended _, Moment.Acted _, Moment.Happened _ -> {}
    }
  }

  private static JsonObject aside(String kind, String text) {
    return new JsonObject().put("kind", kind).put("text", text);
  }

  private String sentence(Moment.Failed failed) {
    return isTyped
        ? FailurePhrases.typed(language, failed)
        : FailurePhrases.sentence(language, failed);
  }
}
