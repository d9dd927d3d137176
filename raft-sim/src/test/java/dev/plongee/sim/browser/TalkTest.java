package dev.plongee.sim.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.scene.Parsed;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.Keys;

/// A speaker gives the talk in a real browser, with the keyboard alone: every scene can be played
/// cue by cue, there and back, and be read from the last row.
@Tag("browser")
class TalkTest {
  private static final int FLOOR = 24;
  private static final int PHONE_FLOOR = 12;
  private static final int MOST_HALTS = 60;

  @Test
  void everySceneIsPlayedThereAndBackAndCanBeReadInFrench() throws IOException {
    playEveryScene("l", "fr");
  }

  @Test
  void everySceneIsPlayedThereAndBackAndCanBeReadInEnglish() throws IOException {
    playEveryScene("l", "en");
  }

  private static void playEveryScene(String key, String language) throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      if (!language.equals(page.evaluate("return document.documentElement.lang"))) {
        page.press(key);
      }
      for (Scene scene : scenes()) {
        page.openNumber(scene.number());
        List<String> forward = play(page, scene);
        assertTrue(forward.size() >= scene.cues().size(), scene.name() + " has its cues");
        List<String> back = goBack(page, forward.size());
        assertEquals(forward.reversed(), back, scene.name() + " goes back as it came");
      }
      assertEquals(List.of(), page.browser().console());
    }
  }

  /// From the opening of the scene to its end.
  private static List<String> play(TalkPage page, Scene scene) {
    List<String> places = new ArrayList<>();
    while (page.scene().equals(scene.name()) && places.size() < MOST_HALTS) {
      String place = page.place();
      if (!places.isEmpty() && places.getLast().equals(place)) {
        break;
      }
      places.add(place);
      assertFalse(page.fails(), place + ": " + page.text(".band text"));
      assertEquals(List.of(), page.complaints(FLOOR), place);
      page.press(Keys.ARROW_RIGHT);
    }
    if (!page.scene().equals(scene.name())) {
      page.press(Keys.ARROW_LEFT);
    }
    return places;
  }

  private static List<String> goBack(TalkPage page, int halts) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < halts; i++) {
      places.add(page.place());
      page.press(Keys.PAGE_UP);
    }
    return places;
  }

  @Test
  void everyCueCanBeReadOnAPhone() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.phone();
      page.french();
      for (Scene scene : scenes()) {
        page.openNumber(scene.number());
        for (int halt = 0; halt < 2 * scene.cues().size(); halt++) {
          if (page.scene().equals(scene.name())) {
            assertEquals(List.of(), page.complaints(PHONE_FLOOR), page.place());
          }
          page.click(".phone .button[aria-label=next]");
        }
      }
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void theRemoteLeadsThroughTheWholeTrackInItsOrder() throws IOException {
    List<String> track =
        scenes().stream().filter(scene -> scene.tracks().contains(10)).map(Scene::name).toList();
    try (TalkPage page = TalkPage.open("")) {
      List<String> seen = new ArrayList<>(List.of(page.scene()));
      for (String before = ""; !before.equals(page.place()); ) {
        before = page.place();
        page.press(Keys.PAGE_DOWN);
        if (!seen.getLast().equals(page.scene())) {
          seen.add(page.scene());
        }
      }
      assertEquals(track, seen);
      assertEquals(List.of(), page.browser().console());
    }
  }

  @ParameterizedTest
  @CsvSource({"10,1,LISEZMOI.md", "25,2,LISEZMOI.md", "10,1,README.md", "25,2,README.md"})
  void theGuideSaysWhenEachSceneBegins(int track, int column, String guide) throws IOException {
    Map<Integer, String> written = new TreeMap<>();
    for (String line : Files.readAllLines(Path.of("..", "docs", "talk", guide))) {
      String[] cells = line.split("\\s*\\|\\s*", -1);
      if (cells.length == 5 && cells[1].matches("\\d+ .*") && !cells[1 + column].isEmpty()) {
        written.put(Integer.parseInt(cells[1].split(" ", 2)[0]), cells[1 + column]);
      }
    }
    Map<Integer, String> planned = new TreeMap<>();
    try (TalkPage page = TalkPage.open("")) {
      if (track == 25) {
        page.press("k");
      }
      for (Scene scene : scenes()) {
        if (scene.tracks().contains(track)) {
          page.openNumber(scene.number());
          planned.put(scene.number(), page.text(".head text:last-of-type").split(" / ", 2)[0]);
        }
      }
    }
    assertEquals(planned, written);
  }

  @Test
  void aLampThatIsOutSaysWhichPromiseIsBroken() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.english();
      page.openNumber(9);
      page.press(Keys.END);
      assertEquals(List.of("leaderCompleteness", "rules"), page.lampsOut());
      assertTrue(page.text(".lamps text").contains("leader incomplete"), page.text(".lamps text"));
      String said = page.text(".band text");
      assertTrue(said.contains("Broken: “no server cuts off what was committed"), said);
      assertTrue(said.contains("Broken: “a leader advances its commitIndex only"), said);
      page.press(Keys.ARROW_UP);
      assertFalse(page.text(".band text").contains("“"), "told where it happens and at the end");
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void whatAClientKnowsStandsBesideItsCall() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.english();
      page.openNumber(5);
      page.press(Keys.ARROW_RIGHT);
      assertEquals("c1: write x = 5", page.text(".client text"));
      page.press(Keys.ARROW_RIGHT, 2);
      assertEquals("c1: write x = 5 → OK", page.text(".client text"));
      page.press(Keys.END);
      assertEquals("c1: write x = 5 → unknown", page.text(".client text"));
      assertEquals(List.of(), page.browser().console());
    }
  }

  @Test
  void whatIsImprovisedGrowsABranchAndOneKeyLeadsBack() throws IOException {
    try (TalkPage page = TalkPage.open("")) {
      page.openNumber(6);
      page.press(Keys.ARROW_RIGHT, 2);
      String left = page.place();
      page.command("crash L");
      assertEquals("partition 1/1", page.place());
      page.press(Keys.ARROW_DOWN, 3);
      assertEquals("partition 1/4", page.place());
      page.press(Keys.ESCAPE);
      assertEquals(left, page.place());
      assertEquals(List.of(), page.browser().console());
    }
  }

  static List<Scene> scenes() throws IOException {
    List<Scene> scenes = new ArrayList<>();
    for (String file : resource("index.txt").lines().toList()) {
      if (SceneParser.parse(resource(file)) instanceof Parsed.Good(Scene scene)) {
        scenes.add(scene);
      }
    }
    return scenes;
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = TalkTest.class.getResourceAsStream("/scenes/" + file)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
