package dev.plongee.sim.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A show as a page has it: through the functions of the engine, and read as JSON.
final class Page {
  private static final Path SHELF = Path.of("src", "main", "resources", "scenes");

  private final int show;

  private Page(int show) {
    this.show = show;
  }

  /// The files of the scenes that come with the program.
  static List<String> files() {
    return read(SHELF.resolve("index.txt")).lines().toList();
  }

  static String text(String file) {
    return read(SHELF.resolve(file));
  }

  static Page of(String text) {
    return of(text, "", "");
  }

  static Page of(String text, String seed, String broken) {
    JsonNode opened = json(Engine.open(text, seed, broken));
    if (opened.has("errors")) {
      throw new IllegalArgumentException(opened.toString());
    }
    return new Page(opened.get("show").asInt());
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  int show() {
    return show;
  }

  JsonNode scene() {
    return json(Engine.scene(show));
  }

  JsonNode tape() {
    return json(Engine.tape(show));
  }

  JsonNode picture() {
    return picture("en");
  }

  JsonNode picture(String language) {
    return json(Engine.picture(show, language));
  }

  JsonNode type(String line) {
    return json(Engine.type(show, line, "en"));
  }

  /// Goes to the end of the branch.
  Page toEnd() {
    while (Engine.nextHalt(show)) {
      // Every halt is passed.
    }
    return this;
  }

  static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(element -> strings.add(element.asString()));
    return strings;
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
