package dev.plongee.sim.cli;

import dev.plongee.kv.cli.CommandException;
import dev.plongee.kv.cli.ExitCode;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Parsed;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneParser;
import dev.plongee.sim.scene.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Where scenes come from: those that come with the program, and files.
final class SceneLibrary {
  private static final String SHELF = "/scenes/";
  private static final String SUFFIX = ".scene";

  /// More than a thousand cues of prose, in bytes; larger files are not scenes.
  private static final int MAX_BYTES = 1 << 20;

  /// The text of a scene and where it was found.
  record Source(String name, String text) {}

  private SceneLibrary() {}

  /// The scenes that come with the program, by their numbers.
  static List<Scene> bundled() {
    List<Scene> scenes = new ArrayList<>();
    for (String file : resource("index.txt").lines().toList()) {
      scenes.add(bundled(file));
    }
    return scenes;
  }

  private static Scene bundled(String file) {
    return switch (SceneParser.parse(resource(file))) {
      case Parsed.Good(Scene scene) -> scene;
      case Parsed.Bad(var errors) ->
          throw new IllegalStateException(file + ":" + errors.getFirst().message(Language.EN));
    };
  }

  /// The text of a scene by its name, its number, or the path of its file.
  ///
  /// @throws CommandException when there is none
  static Source find(String wanted) {
    for (String file : resource("index.txt").lines().toList()) {
      Scene scene = bundled(file);
      if (wanted.equals(scene.name()) || wanted.equals(Integer.toString(scene.number()))) {
        return new Source(file, resource(file));
      }
    }
    if (wanted.isEmpty()) {
      throw unknown(wanted);
    }
    if (wanted.endsWith(SUFFIX) || wanted.indexOf('/') >= 0 || Files.exists(Path.of(wanted))) {
      return file(Path.of(wanted));
    }
    throw unknown(wanted);
  }

  private static CommandException unknown(String wanted) {
    List<String> names = new ArrayList<>();
    List<String> shown = new ArrayList<>();
    for (Scene scene : bundled()) {
      names.add(scene.name());
      shown.add(scene.number() + " " + scene.name());
    }
    String advice = Spelling.advice(wanted, names).en();
    return new CommandException(
        ExitCode.USAGE,
        "no scene is called '" + wanted + "'; there are " + String.join(", ", shown),
        advice.isEmpty() ? "./raft play --list, or the path of a file *.scene" : advice);
  }

  private static Source file(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      // What is no file, a device for example, does not tell its size.
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw refused(path, "is larger than a scene can be (" + MAX_BYTES + " bytes)");
      }
      return new Source(
          path.toString(),
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      throw refused(path, "is not a text in UTF-8");
    } catch (IOException _) {
      throw refused(
          path,
          Files.isDirectory(path)
              ? "is a directory"
              : Files.exists(path) ? "cannot be read" : "does not exist");
    }
  }

  private static CommandException refused(Path path, String why) {
    return new CommandException(
        ExitCode.USAGE, path + " " + why, "a scene by name or number: ./raft play --list");
  }

  private static String resource(String file) {
    try (InputStream in = SceneLibrary.class.getResourceAsStream(SHELF + file)) {
      return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
