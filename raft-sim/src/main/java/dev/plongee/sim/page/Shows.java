package dev.plongee.sim.page;

import dev.plongee.core.Rules;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.scene.Parsed;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneError;
import dev.plongee.sim.scene.SceneParser;
import dev.plongee.sim.zoo.Breach;
import dev.plongee.sim.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// The open shows, by the number that the page knows them by.
final class Shows {
  private final TreeMap<Integer, Show> open = new TreeMap<>();
  private int last;

  /// Opens a scene.
  ///
  /// @param seed of all draws; empty for the seed of the scene
  /// @param broken the id of a breach that every server commits from the beginning on; empty for
  ///   none
  /// @return `show`, its number from 1 on; or `errors` with `line`, `column` and `message`
  JsonObject open(String text, String seed, String broken) {
    return switch (SceneParser.parse(text)) {
      case Parsed.Bad(List<SceneError> errors) -> new JsonObject().put("errors", errors(errors));
      case Parsed.Good(Scene scene) -> open(scene, seed, broken);
    };
  }

  /// What a scene says, without playing it; or `errors` as [#open] gives them.
  static JsonObject card(String text) {
    return switch (SceneParser.parse(text)) {
      case Parsed.Bad(List<SceneError> errors) -> new JsonObject().put("errors", errors(errors));
      case Parsed.Good(Scene scene) -> SceneCard.of(scene);
    };
  }

  private JsonObject open(Scene scene, String seed, String broken) {
    Optional<Breach> breach = Zoo.find(broken);
    if (!broken.isEmpty() && breach.isEmpty()) {
      return failure(
          new Text(
              "aucune règle n'est enfreinte par " + broken + " : voir rules()",
              "no rule is broken by " + broken + ": choose one that rules() names"));
    }
    Scene seeded = scene;
    if (!seed.isEmpty()) {
      try {
        seeded = scene.withSeed(Long.parseLong(seed));
      } catch (NumberFormatException _) {
        return failure(
            new Text(
                "la graine " + seed + " n'est pas un nombre entier",
                "seed " + seed + " is no whole number"));
      }
    }
    boolean asWritten = seed.isEmpty() && broken.isEmpty();
    Rules rules = breach.map(Breach::rules).orElse(Rules.PAPER);
    last++;
    open.put(last, asWritten ? Show.of(scene) : Show.twin(seeded, rules));
    return new JsonObject().put("show", last);
  }

  private static JsonObject failure(Text message) {
    return new JsonObject().put("errors", new JsonArray().add(error(1, 1, message)));
  }

  private static JsonArray errors(List<SceneError> errors) {
    JsonArray all = new JsonArray();
    for (SceneError error : errors) {
      all.add(error(error.place().line(), error.place().column(), error.sentence()));
    }
    return all;
  }

  private static JsonObject error(int line, int column, Text message) {
    return new JsonObject()
        .put("line", line)
        .put("column", column)
        .put("message", SceneCard.both(message));
  }

  /// @throws IllegalArgumentException when no such show is open
  Show get(int number) {
    Show show = open.get(number);
    if (show == null) {
      throw new IllegalArgumentException("no show " + number + " is open");
    }
    return show;
  }

  void close(int number) {
    open.remove(number);
  }
}
