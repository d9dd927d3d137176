package dev.plongee.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.sim.scene.Scene;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/// Pictures of every halt of every scene, to be looked at. Not a test but a command:
///
/// ```
/// ./mvnw -q -pl raft-sim -am verify -Dtest=StillsTest -Dstills=target/stills
/// ```
@Tag("browser")
@EnabledIfSystemProperty(named = "stills", matches = ".+")
class StillsTest {
  private static final int MOST_HALTS = 60;

  @ParameterizedTest
  @ValueSource(strings = {"fr", "en"})
  void takesThemAll(String language) throws IOException {
    Path directory = Path.of(System.getProperty("stills")).resolve(language);
    Files.createDirectories(directory);
    try (TalkPage page = TalkPage.open("")) {
      if ("fr".equals(language)) {
        page.french();
      } else {
        page.english();
      }
      for (Scene scene : TalkTest.scenes()) {
        page.openNumber(scene.number());
        String before = "";
        for (int halt = 0; halt < MOST_HALTS && page.scene().equals(scene.name()); halt++) {
          String place = page.place();
          if (place.equals(before)) {
            break;
          }
          before = place;
          String name = "%02d-%s-%02d".formatted(scene.number(), scene.name(), halt);
          Files.write(directory.resolve(name + ".png"), page.screenshot());
          page.phone();
          Files.write(directory.resolve(name + "-phone.png"), page.screenshot());
          page.room();
          page.press(Keys.ARROW_RIGHT);
        }
      }
      assertEquals(List.of(), page.browser().console());
    }
  }
}
