package dev.plongee.sim.scene;

import dev.plongee.core.Rules;
import dev.plongee.sim.phrase.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Scenes for tests, and their runs from beginning to end.
final class Runs {
  private Runs() {}

  static Scene scene(String text) {
    return switch (SceneParser.parse(text)) {
      case Parsed.Good(Scene scene) -> scene;
      case Parsed.Bad(List<SceneError> errors) ->
          throw new AssertionError(
              errors.stream().map(error -> error.message(Language.EN)).toList() + "\n" + text);
    };
  }

  /// The scenes that come with the program.
  static List<Scene> bundled() {
    List<Scene> scenes = new ArrayList<>();
    for (String name : resource("index.txt").lines().toList()) {
      scenes.add(scene(resource(name)));
    }
    return scenes;
  }

  static Scene bundled(String name) {
    return bundled().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  private static String resource(String name) {
    try (InputStream in = Runs.class.getResourceAsStream("/scenes/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Plays to the end.
  static List<Moment> moments(Player player) {
    List<Moment> moments = new ArrayList<>();
    while (!player.isOver()) {
      moments.add(player.next());
    }
    return moments;
  }

  static List<Moment> moments(Scene scene) {
    return moments(new Player(scene));
  }

  /// What went wrong, in words.
  static List<String> failures(Player player) {
    List<String> failures = new ArrayList<>();
    for (Moment moment : moments(player)) {
      if (moment instanceof Moment.Failed failed) {
        failures.add(FailurePhrases.sentence(Language.EN, failed));
      }
    }
    return failures;
  }

  static List<String> failures(Scene scene) {
    return failures(new Player(scene));
  }

  /// Only what must hold, with another seed and other rules.
  static List<String> failures(Scene scene, long seed, Rules rules) {
    return failures(new Player(scene.withSeed(seed), rules, Claims.ALWAYS));
  }
}
