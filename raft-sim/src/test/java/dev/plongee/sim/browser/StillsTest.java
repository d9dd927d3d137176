package dev.plongee.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.travel.Cursor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/// Pictures of every halt of every scene, in both languages and both sizes, to be looked at. Not a
/// test but a command, which says when a halt is missing:
///
/// ```
/// ./mvnw -q verify -Pcampaign -pl raft-sim -am -Dtest=StillsTest \
///   -Dsurefire.failIfNoSpecifiedTests=false -Dstills=target/stills
/// ```
@Tag("campaign")
class StillsTest {
  @ParameterizedTest
  @CsvSource({"fr,room", "en,room", "fr,phone", "en,phone"})
  void takesThemAll(String language, String size) throws IOException {
    Path directory = Path.of(System.getProperty("stills", "target/stills")).resolve(language);
    Files.createDirectories(directory);
    try (TalkPage page = TalkPage.open("")) {
      if (language.equals("fr")) {
        page.french();
      } else {
        page.english();
      }
      if (size.equals("phone")) {
        page.phone();
      }
      for (Scene scene : TalkTest.scenes()) {
        page.openNumber(scene.number());
        takeAll(page, scene, directory, size);
      }
      assertEquals(List.of(), page.browser().console());
    }
  }

  private static void takeAll(TalkPage page, Scene scene, Path directory, String size)
      throws IOException {
    List<Integer> halts = halts(scene);
    for (int i = 0; i < halts.size(); i++) {
      assertEquals(scene.name() + " 0/" + halts.get(i), page.place());
      String name = "%02d-%s-%02d-%s.png".formatted(scene.number(), scene.name(), i, size);
      Files.write(directory.resolve(name), page.screenshot());
      page.press(Keys.ARROW_RIGHT);
    }
  }

  /// Where a speaker halts, from the first cue that says something on.
  private static List<Integer> halts(Scene scene) {
    Cursor cursor = new Cursor(scene);
    int cue = 0;
    while (scene.cues().get(cue).say().isEmpty()) {
      cue++;
    }
    int opening = cursor.script().cues().get(cue);
    return cursor.script().halts().stream().filter(halt -> halt >= opening).toList();
  }
}
