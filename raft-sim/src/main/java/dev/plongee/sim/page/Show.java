package dev.plongee.sim.page;

import dev.plongee.core.Rules;
import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Claims;
import dev.plongee.sim.scene.Completion;
import dev.plongee.sim.scene.FailurePhrases;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneError;
import dev.plongee.sim.scene.SceneParser;
import dev.plongee.sim.scene.Statement;
import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;
import dev.plongee.sim.travel.Typed;
import java.util.List;

/// A scene that somebody steps through, and the answers to what the page asks about it.
final class Show {
  private final Cursor cursor;
  private final Judgement judgement = new Judgement();

  private Show(Cursor cursor) {
    this.cursor = cursor;
  }

  /// A show at the beginning of a scene as it was written.
  static Show of(Scene scene) {
    return new Show(new Cursor(scene));
  }

  /// The same scene with other draws, or under other rules, to its end whatever happens.
  static Show twin(Scene scene, Rules rules) {
    return new Show(new Cursor(new Player(scene, rules, Claims.NONE)));
  }

  Cursor cursor() {
    return cursor;
  }

  JsonObject scene() {
    return SceneCard.of(cursor.scene());
  }

  JsonObject tape() {
    return Tape.of(cursor);
  }

  JsonObject picture(Language language) {
    return Picture.of(cursor, language, judgement);
  }

  JsonObject film(int before, int after, Language language) {
    return Film.around(cursor, before, after, language);
  }

  // --- going

  /// One stop forward; at the end of what was typed the world goes on by itself, as if `step` had
  /// been typed.
  ///
  /// @return false at the end of the script, and when nothing will happen any more
  boolean forward() {
    if (cursor.forward()) {
      return true;
    }
    return !cursor.branch().isScript() && cursor.type("step") instanceof Typed.Played;
  }

  /// To a stop of any branch.
  ///
  /// @return false when there is no such branch, or no such stop
  boolean go(int branch, int stop) {
    List<Branch> branches = cursor.branches();
    if (branch < 0 || branch >= branches.size()) {
      return false;
    }
    if (stop < 0 || stop > branches.get(branch).last()) {
      return false;
    }
    cursor.go(branches.get(branch), stop);
    return true;
  }

  // --- hands on

  /// Does what somebody typed.
  ///
  /// @return `kind`: `played`, `answered`, `misspelt`, `full`; `text`: what to say about it, may be
  ///   empty; `good`: whether all went as it was meant; `column` of a misspelling, from 1 on
  JsonObject type(String line, Language language) {
    return switch (cursor.type(line)) {
      case Typed.Played(Moment.Failed failure, _) when failure != null ->
          typed("played", FailurePhrases.typed(language, failure), false);
      case Typed.Played(_, boolean whole) ->
          typed("played", whole ? "" : Labels.cutShort(language, Branch.MAX_MOMENTS), whole);
      case Typed.Answered(Moment.Failed failed) ->
          typed("answered", FailurePhrases.typed(language, failed), false);
      case Typed.Answered(Moment moment) ->
          typed(
              "answered",
              (moment instanceof Moment.Held ? Labels.HOLDS : Labels.ALREADY).in(language),
              true);
      case Typed.Misspelt(SceneError error) ->
          typed("misspelt", error.sentence().in(language), false)
              .put("column", error.place().column());
      case Typed.Full() -> typed("full", Labels.TOO_MANY_BRANCHES.in(language), false);
    };
  }

  private static JsonObject typed(String kind, String text, boolean good) {
    return new JsonObject().put("kind", kind).put("text", text).put("good", good);
  }

  /// How a command that is being typed can go on: `words` that could stand from column `from` on,
  /// counted from 0, and the `usages` of the commands that it may become.
  JsonObject complete(String line) {
    Completion completion = Completion.of(line, cursor.run().scope());
    return new JsonObject()
        .put("from", completion.from())
        .put("words", JsonArray.of(completion.words()))
        .put("usages", JsonArray.of(completion.usages()));
  }

  /// Why each of these commands cannot be done at this stop; empty for those that can.
  ///
  /// @param lines one command each
  JsonArray possible(String lines, Language language) {
    JsonArray reasons = new JsonArray();
    int from = 0;
    while (from < lines.length()) {
      int newline = lines.indexOf('\n', from);
      int to = newline < 0 ? lines.length() : newline;
      reasons.add(reason(lines.substring(from, to), language));
      from = to + 1;
    }
    return reasons;
  }

  /// Tries the first moment of a command on a copy.
  private String reason(String line, Language language) {
    return switch (SceneParser.command(line, cursor.run().scope())) {
      case SceneParser.Typed.Bad(SceneError error) -> error.sentence().in(language);
      case SceneParser.Typed.Good(Statement statement) ->
          cursor.run().improvise(List.of(statement)).next() instanceof Moment.Failed failed
              ? FailurePhrases.typed(language, failed)
              : "";
    };
  }
}
