package dev.plongee.sim.page;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.scene.Cue;
import dev.plongee.sim.scene.Question;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.Statement;
import java.util.List;

/// What a scene says, in both languages.
final class SceneCard {
  private SceneCard() {}

  static JsonObject of(Scene scene) {
    JsonArray cues = new JsonArray();
    scene.cues().forEach(cue -> cues.add(cue(cue)));
    return new JsonObject()
        .put("name", scene.name())
        .put("number", scene.number())
        .put("title", both(scene.title()))
        .put("paper", scene.paper())
        .put("tracks", JsonArray.ofNumbers(scene.tracks()))
        .put("servers", scene.config().servers())
        .put("seed", Long.toString(scene.config().seed()))
        .put("timed", scene.timed())
        .put("cues", cues);
  }

  private static JsonObject cue(Cue cue) {
    JsonArray script = new JsonArray();
    for (Statement statement : cue.script()) {
      script.add(statement.text());
    }
    return new JsonObject()
        .put("name", cue.name())
        .put("from", cue.forks() ? cue.from() : null)
        .put("line", cue.place().line())
        .put("say", all(cue.say()))
        .put("notes", all(cue.notes()))
        .put("question", cue.questions().isEmpty() ? null : question(cue.questions().getFirst()))
        .put("remember", all(cue.remember()))
        .put("script", script);
  }

  private static JsonObject question(Question question) {
    JsonArray answers = new JsonArray();
    for (Question.Answer answer : question.answers()) {
      answers.add(both(answer.text()).put("right", answer.right()));
    }
    return new JsonObject().put("text", both(question.text())).put("answers", answers);
  }

  private static JsonArray all(List<Text> texts) {
    JsonArray all = new JsonArray();
    texts.forEach(text -> all.add(both(text)));
    return all;
  }

  /// A text in both languages.
  static JsonObject both(Text text) {
    return new JsonObject().put("fr", text.in(Language.FR)).put("en", text.in(Language.EN));
  }
}
