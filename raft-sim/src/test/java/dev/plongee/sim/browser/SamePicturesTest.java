package dev.plongee.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.page.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The page that `./raft talk` opens, from a file, without a network: it makes the same pictures as
/// the JVM, letter by letter.
@Tag("browser")
@ResourceLock("the engine, which one thread uses")
class SamePicturesTest {
  private static final Path PAGE = Path.of("target", "plongee.html");
  private static final Path SHELF = Path.of("src", "main", "resources", "scenes");

  /// Stops of each scene that are compared, beside the first and the last.
  private static final int COMPARED = 12;

  /// What the page tells of a scene at some stops, in the way that it asks for it itself.
  private static final String PICTURES =
      """
      const [text, broken, line, stops] = arguments;
      const engine = globalThis.plongee;
      const show = JSON.parse(engine.open(text, "", broken)).show;
      const told = [engine.scene(show)];
      for (const stop of stops) {
        engine.go(show, 0, stop);
        told.push(engine.picture(show, "fr"), engine.picture(show, "en"));
      }
      told.push(engine.film(show, 40, 10, "fr"), engine.type(show, line, "fr"));
      told.push(engine.picture(show, "fr"), engine.tape(show));
      engine.close(show);
      return told;
      """;

  @Test
  void everyPictureIsTheSameInABrowserAsHere() throws IOException {
    try (Browser browser = Browser.start()) {
      browser.open(PAGE);
      for (String file : Files.readAllLines(SHELF.resolve("index.txt"))) {
        String text = Files.readString(SHELF.resolve(file));
        compare(browser, file, text, "");
      }
      assertEquals(List.of(), browser.console());
    }
  }

  @Test
  void aTwinUnderABrokenRuleIsTheSameToo() throws IOException {
    String text = Files.readString(SHELF.resolve("09-figure-8.scene"));
    try (Browser browser = Browser.start()) {
      browser.open(PAGE);
      compare(browser, "figure 8", text, "leaderMayCommit:never");
      assertEquals(List.of(), browser.console());
    }
  }

  private static void compare(Browser browser, String what, String text, String broken) {
    List<String> here = new ArrayList<>();
    int show = json(Engine.open(text, "", broken)).get("show").asInt();
    here.add(Engine.scene(show));
    int last = json(Engine.tape(show)).get("branches").get(0).get("last").asInt();
    List<Integer> stops = new ArrayList<>();
    for (int i = 0; i <= COMPARED; i++) {
      stops.add(last * i / COMPARED);
    }
    for (int stop : stops) {
      assertTrue(Engine.go(show, 0, stop));
      here.add(Engine.picture(show, "fr"));
      here.add(Engine.picture(show, "en"));
    }
    String line = "run 200ms";
    here.add(Engine.film(show, 40, 10, "fr"));
    here.add(Engine.type(show, line, "fr"));
    here.add(Engine.picture(show, "fr"));
    here.add(Engine.tape(show));
    Engine.close(show);
    List<?> there = (List<?>) browser.evaluate(PICTURES, text, broken, line, stops);
    assertEquals(here.size(), there.size(), what);
    for (int i = 0; i < here.size(); i++) {
      assertEquals(here.get(i), there.get(i), what + ", text " + i);
    }
  }

  /// A page that asked for anything beside it would say so in its console.
  @Test
  void thePageKnowsItsVersionAndAsksForNothing() throws IOException {
    try (Browser browser = Browser.start()) {
      browser.open(PAGE);
      assertTrue(browser.evaluate("return plongee.version()").toString().matches("[0-9a-f]{12}"));
      Object asked =
          browser.evaluate(
              "return performance.getEntriesByType('resource')"
                  + ".map(it => it.name).filter(it => !it.startsWith('data:')).join()");
      assertEquals("", asked);
      Object refused =
          browser.evaluate(
              "return new Promise(done => fetch('https://127.0.0.1:1/').then("
                  + "() => done('fetched'), () => done('refused')))");
      assertEquals("refused", refused);
      List<String> console = browser.console();
      assertTrue(
          console.stream().anyMatch(line -> line.contains("Content Security Policy")),
          "the policy of the page refused it: " + console);
    }
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }
}
