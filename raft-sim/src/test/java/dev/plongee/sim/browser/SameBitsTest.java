package dev.plongee.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.RaftConfig;
import dev.plongee.sim.page.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A browser computes the same bits as the JVM: the core, the store, the codec of the disks, the
/// world, its faults, the checks, the scenes and the sentences.
@Tag("browser")
class SameBitsTest {
  private static final Path ENGINE = Path.of("target/page/engine.js");
  private static final int RECIPES = 100;
  private static final int EVENTS = 1_500;

  @TempDir private Path directory;

  @Test
  void worldsUnderRandomFaultsDoTheSameInABrowserAsHere() throws IOException {
    TreeSet<String> seen = new TreeSet<>();
    try (Browser browser = Browser.start()) {
      browser.openWithScript(ENGINE);
      for (int seed = 0; seed < RECIPES; seed++) {
        String here = Engine.outcome(seed, EVENTS);
        assertEquals(here, outcome(browser, seed), "seed " + seed);
        assertTrue(here.endsWith("violations 0"), here);
        seen.add(here);
      }
      assertEquals(List.of(), browser.console());
    }
    assertEquals(RECIPES, seen.size(), "every seed is a world of its own");
  }

  @Test
  void everySceneIsToldInTheSameWordsInABrowserAsHere() throws IOException {
    try (Browser browser = Browser.start()) {
      browser.openWithScript(ENGINE);
      for (String file : resource("index.txt").lines().toList()) {
        String scene = resource(file);
        for (String language : List.of("fr", "en")) {
          String here = Engine.told(scene, language);
          assertTrue(here.lines().count() > 50, file + " tells a story");
          assertEquals(
              here,
              browser.evaluate("return told(arguments[0], arguments[1])", scene, language),
              file + " " + language);
        }
      }
      assertEquals(List.of(), browser.console());
    }
  }

  @Test
  void everySceneIsSteppedThroughAlikeInABrowserAndHere() throws IOException {
    try (Browser browser = Browser.start()) {
      browser.openWithScript(ENGINE);
      for (String file : resource("index.txt").lines().toList()) {
        String scene = resource(file);
        String here = Engine.walked(scene);
        assertTrue(here.contains("\n1/1 "), file + " has a branch");
        assertEquals(here, browser.evaluate("return walked(arguments[0])", scene), file);
      }
      assertEquals(List.of(), browser.console());
    }
  }

  /// The comparison is not blind: another constant in the engine gives another outcome.
  @Test
  void anEngineWithOneAlteredConstantIsToldApart() throws IOException {
    String engine = Files.readString(ENGINE);
    String electionMinUs = Long.toString(RaftConfig.Timing.PAPER.electionMinUs());
    String altered = engine.replace(electionMinUs, electionMinUs.replace('0', '1'));
    assertNotEquals(engine, altered, "the constant was not found in the engine");
    Path script = Files.writeString(directory.resolve("altered.js"), altered);
    try (Browser browser = Browser.start()) {
      browser.openWithScript(script);
      assertNotEquals(Engine.outcome(1, EVENTS), outcome(browser, 1));
    }
  }

  private static Object outcome(Browser browser, int seed) {
    return browser.evaluate("return outcome(arguments[0], arguments[1])", seed, EVENTS);
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = SameBitsTest.class.getResourceAsStream("/scenes/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
