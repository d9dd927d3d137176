package dev.plongee.sim.terminal;

import dev.plongee.core.RaftConfig;
import dev.plongee.sim.scene.Parsed;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Scenes to look at in tests.
final class Scenes {
  private static final Path SHELF = Path.of("src", "main", "resources", "scenes");

  private Scenes() {}

  /// The files of the scenes that come with the program.
  static List<String> files() {
    return read(SHELF.resolve("index.txt")).lines().toList();
  }

  /// A player at the beginning of one of them.
  static Player player(String file) {
    return parse(read(SHELF.resolve(file)));
  }

  /// A player at the beginning of a scene.
  static Player parse(String text) {
    return new Player(((Parsed.Good) SceneParser.parse(text)).scene());
  }

  /// The same for a scene whose servers keep no entry that a snapshot stands for.
  static Player withoutTail(String file) {
    Scene scene = player(file).scene();
    RaftConfig.Limits noTail = RaftConfig.Limits.DEFAULT.withKeptEntries(0);
    return new Player(
        new Scene(
            scene.name(),
            scene.number(),
            scene.title(),
            scene.paper(),
            scene.tracks(),
            scene.config().with(noTail),
            scene.timed(),
            scene.cues()));
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
