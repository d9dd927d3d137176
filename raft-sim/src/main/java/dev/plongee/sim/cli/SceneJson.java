package dev.plongee.sim.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.cli.Json;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Reason;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.phrase.Told;
import dev.plongee.sim.scene.Cue;
import dev.plongee.sim.scene.FailurePhrases;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Question;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A run as JSON, one object for each thing a viewer would see.
final class SceneJson {
  private final Scene scene;
  private final Language language;
  private final Storyteller storyteller;

  SceneJson(Scene scene, Language language) {
    this.scene = scene;
    this.language = language;
    storyteller = new Storyteller(language);
  }

  /// A line of the list of scenes.
  static ObjectNode listed(Scene scene) {
    ObjectNode line = Json.object().put("name", scene.name()).put("number", scene.number());
    line.putObject("title")
        .put("fr", scene.title().in(Language.FR))
        .put("en", scene.title().in(Language.EN));
    ArrayNode tracks = line.putArray("tracks");
    scene.tracks().stream().filter(track -> track != Scene.FOR_QUESTIONS).forEach(tracks::add);
    return line.put("questions", scene.tracks().contains(Scene.FOR_QUESTIONS));
  }

  /// The first line of a run.
  ObjectNode head() {
    return Json.object("scene")
        .put("name", scene.name())
        .put("number", scene.number())
        .put("title", scene.title().in(language))
        .put("paper", scene.paper())
        .put("language", language.code())
        .put("servers", scene.config().servers())
        .put("seed", scene.config().seed());
  }

  List<ObjectNode> lines(Moment moment) {
    return switch (moment) {
      case Moment.Began(Cue cue) -> List.of(cue(cue));
      case Moment.Acted(Statement statement, List<Happening> happenings) -> {
        List<ObjectNode> lines = new ArrayList<>();
        lines.add(at("act", statement));
        happenings.forEach(happening -> lines.add(event(happening)));
        yield lines;
      }
      case Moment.Happened(_, Happening happening) -> List.of(event(happening));
      case Moment.Reached(Statement statement) -> List.of(at("reached", statement));
      case Moment.Named(Statement statement, int server) ->
          List.of(at("named", statement).put("server", ServerId.name(server)));
      case Moment.Held(Statement statement) -> List.of(at("claim", statement).put("passed", true));
      case Moment.Failed failed ->
          List.of(
              at("claim", failed.statement())
                  .put("passed", false)
                  .put("message", FailurePhrases.sentence(language, failed)));
      case Moment.Ended(Cue cue) -> {
        ObjectNode line = Json.object("end").put("cue", cue.name());
        texts(line, "remember", cue.remember());
        yield List.of(line);
      }
    };
  }

  private ObjectNode cue(Cue cue) {
    ObjectNode line =
        Json.object("cue")
            .put("name", cue.name())
            .put("number", scene.cues().indexOf(cue) + 1)
            .put("of", scene.cues().size());
    if (cue.forks()) {
      line.put("from", cue.from());
    }
    texts(line, "say", cue.say());
    texts(line, "notes", cue.notes());
    for (Question question : cue.questions()) {
      line.put("ask", question.text().in(language));
      ArrayNode answers = line.putArray("answers");
      for (Question.Answer answer : question.answers()) {
        answers.addObject().put("text", answer.text().in(language)).put("right", answer.right());
      }
    }
    return line;
  }

  private void texts(ObjectNode line, String name, List<Text> texts) {
    ArrayNode array = line.putArray(name);
    texts.forEach(text -> array.add(text.in(language)));
  }

  private static ObjectNode at(String type, Statement statement) {
    return Json.object(type).put("line", statement.place().line()).put("text", statement.text());
  }

  private ObjectNode event(Happening happening) {
    Told told = storyteller.tell(happening);
    ObjectNode line =
        Json.object("event")
            .put("number", happening.number())
            .put("timeMicros", happening.time())
            .put("event", happening.event().name())
            .put("who", told.who())
            .put("text", told.what())
            .put("routine", told.routine());
    ArrayNode changes = line.putArray("changes");
    told.changes().forEach(changes::add);
    ArrayNode why = line.putArray("why");
    for (Reason reason : told.why()) {
      why.addObject()
          .put("rule", reason.rule().method())
          .put("section", reason.rule().section())
          .put("text", reason.sentence());
    }
    return line;
  }
}
