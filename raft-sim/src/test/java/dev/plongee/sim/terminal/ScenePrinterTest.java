package dev.plongee.sim.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Parsed;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenePrinterTest {
  private static final int WIDTH = 80;

  private static Scene scene(String text) {
    return ((Parsed.Good) SceneParser.parse(text)).scene();
  }

  private static Scene bundled(String file) throws IOException {
    return scene(Files.readString(Path.of("src", "main", "resources", "scenes", file)));
  }

  private static List<String> print(Scene scene, Language language, Ink ink, boolean all) {
    List<String> lines = new ArrayList<>();
    ScenePrinter printer = new ScenePrinter(scene, language, ink, WIDTH, all, lines::add);
    Player player = new Player(scene);
    printer.head();
    while (!player.isOver()) {
      printer.print(player.next(), player.world());
    }
    printer.verdict(!player.hasFailed(), 1, player.hasFailed() ? 1 : 0);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "02-election.scene",
        "04-write.scene",
        "05-leader-dies.scene",
        "06-partition.scene",
        "08-who-may-win.scene"
      })
  void a_scene_prints_the_same_lines_twice_and_none_is_too_wide(String file) throws IOException {
    Scene scene = bundled(file);
    for (Language language : Language.values()) {
      List<String> lines = print(scene, language, Ink.none(), true);
      assertEquals(lines, print(scene, language, Ink.none(), true));
      for (String line : lines) {
        assertTrue(Page.length(line) <= WIDTH, line);
        assertEquals(line.stripTrailing(), line, "no blanks at the end");
        assertFalse(line.contains("\u001b"), line);
      }
      assertTrue(lines.getFirst().isEmpty() && lines.get(1).contains(scene.title().in(language)));
      assertTrue(String.join("\n", lines).contains("♛"));
    }
  }

  @Test
  void colours_change_nothing_but_colours() throws IOException {
    Scene scene = bundled("06-partition.scene");
    String plain = String.join("\n", print(scene, Language.FR, Ink.none(), false));
    String painted = String.join("\n", print(scene, Language.FR, Ink.always(), false));
    assertFalse(painted.equals(plain));
    assertEquals(plain, painted.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  /// A server that has just started stays silent as if it had heard a leader: it does not lead, and
  /// nobody may read that it heard one.
  @Test
  void a_server_that_has_just_started_says_so_when_it_ignores_a_candidate() {
    Scene scene =
        scene(
            """
            scene ignored
            cluster 3
            schedule manual
            cue asks
              expire S1
              deliver PreVote S1 -> S2
              run 20ms
              deliver PreVote S1 -> S3
            """);
    String printed = String.join(" ", print(scene, Language.EN, Ink.none(), true));
    printed = printed.replaceAll("[\\s\u00a0]+", " ");
    assertTrue(
        printed.contains(
            "S2 ignores S1: it started 0 ms ago, less than 150 ms, and may have heard a leader"
                + " before."),
        printed);
    assertTrue(printed.contains("S3 ignores S1: it started 20 ms ago, less than"), printed);
  }

  @Test
  void the_terms_of_all_servers_stand_in_one_column() {
    Scene scene =
        scene(
            """
            scene roles
            cluster 3
            schedule manual
            cue asks
              expire S1
              pause S2
            """);
    for (Language language : Language.values()) {
      String term = language == Language.FR ? "mandat 0" : "term 0";
      List<Integer> columns =
          print(scene, language, Ink.none(), true).stream()
              .filter(line -> line.matches(" +S[1-3] .* " + term))
              .map(line -> line.indexOf(term))
              .distinct()
              .toList();
      assertEquals(1, columns.size(), columns::toString);
    }
  }

  @Test
  void a_cue_without_words_is_told_in_a_line() throws IOException {
    Scene scene = bundled("06-partition.scene");
    List<String> brief = print(scene, Language.EN, Ink.none(), false);
    List<String> all = print(scene, Language.EN, Ink.none(), true);
    assertTrue(brief.contains("  … 20 events (shown with --all)"), brief.toString());
    assertFalse(all.toString().contains("--all"));
    assertTrue(all.size() > brief.size() + 20);
  }

  @Test
  void the_story_of_a_failure_ends_with_the_state_of_the_cluster() {
    Scene scene =
        scene(
            "scene s\ncluster 3\ncue a\n  say en \"x\"\n  until leader\n  crash leader\n"
                + "  pause follower 1\n  expect leaders 1\n");
    String printed = String.join("\n", print(scene, Language.EN, Ink.none(), false));
    int failure = printed.indexOf("✗ Line 8: “expect leaders 1” does not hold here.");
    assertTrue(failure > 0, printed);
    String state = printed.substring(failure);
    assertTrue(state.contains("down") && state.contains("follower (paused)"), state);
    assertTrue(state.contains("✗ 1 claim checked, 1 failure."), state);
  }

  @Test
  void a_log_that_is_too_long_shows_its_end() {
    Scene scene =
        scene(
            "scene s\n"
                + "cluster 1\n"
                + "given S1 term 3 log 1 1 1 1 2 2 2 3 3\n"
                + "cue a\n"
                + "  say en \"x\"\n"
                + "  run 1ms\n");
    List<String> lines = print(scene, Language.EN, Ink.none(), false);
    String state = lines.stream().filter(line -> line.contains("S1  ")).findFirst().orElseThrow();
    assertTrue(state.contains("… [3:empty entry  ] [3:empty entry  ]"), state);
    assertTrue(Page.length(state) <= WIDTH, state);
  }

  @Test
  void a_fork_says_where_it_returns_to() {
    Scene scene = scene("scene s\ncue one\ncue two\ncue three from one\n");
    String printed = String.join("\n", print(scene, Language.FR, Ink.none(), false));
    assertTrue(printed.contains("↩ retour à la fin du tableau 1"), printed);
  }

  @Test
  void texts_break_at_plain_blanks_only() {
    assertEquals(List.of("aaa bbb", "ccc\u00a0: d"), Page.wrap("aaa bbb ccc\u00a0: d", 9));
    assertEquals(List.of("averylongword", "b"), Page.wrap("averylongword b", 5));
    assertEquals(List.of(""), Page.wrap("", 5));
  }
}
