package dev.plongee.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.RaftConfig;
import dev.plongee.sim.page.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("browser")
class SameBitsTest {
  private static final Path ENGINE = Path.of("target/page/engine.js");
  private static final int SEEDS = 30;
  private static final int STEPS = 300;

  @TempDir private Path directory;

  @Test
  void the_core_does_the_same_in_a_browser_as_here() throws IOException {
    try (Browser browser = Browser.start()) {
      browser.openWithScript(ENGINE);
      for (int seed = 0; seed < SEEDS; seed++) {
        int servers = 1 + seed % 5;
        String here = Engine.transcript(servers, seed, STEPS);
        assertTrue(here.contains("CommitAdvanced"), "nothing was committed, seed " + seed);
        assertEquals(here, there(browser, servers, seed), "seed " + seed);
      }
      assertEquals(List.of(), browser.console());
    }
  }

  /// The comparison is not blind: another constant in the engine gives another transcript.
  @Test
  void an_engine_with_one_altered_constant_is_told_apart() throws IOException {
    String engine = Files.readString(ENGINE);
    String electionMinUs = Long.toString(RaftConfig.Timing.PAPER.electionMinUs());
    String altered = engine.replace(electionMinUs, electionMinUs.replace('0', '1'));
    assertNotEquals(engine, altered, "the constant was not found in the engine");
    Path script = Files.writeString(directory.resolve("altered.js"), altered);
    try (Browser browser = Browser.start()) {
      browser.openWithScript(script);
      assertNotEquals(Engine.transcript(3, 1, STEPS), there(browser, 3, 1));
    }
  }

  private static Object there(Browser browser, int servers, int seed) {
    return browser.evaluate(
        "return transcript(arguments[0], arguments[1], arguments[2])", servers, seed, STEPS);
  }
}
