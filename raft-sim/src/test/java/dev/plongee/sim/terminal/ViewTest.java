package dev.plongee.sim.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Typography;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewTest {
  private static final String PARTITION = "06-partition.scene";

  private record Window(int columns, int rows) {}

  private static final Window NARROW = new Window(80, 24);
  private static final Window WIDE = new Window(140, 40);

  static List<String> files() {
    return Scenes.files();
  }

  private static List<AttributedString> styled(Stepper stepper, Window window) {
    return View.lines(stepper, Palette.coloured(), window.columns(), window.rows());
  }

  /// Hard and thin spaces as plain ones, which a reader of the screen cannot tell apart.
  private static List<String> lines(Stepper stepper, Window window) {
    List<String> lines = new ArrayList<>();
    for (AttributedString line : styled(stepper, window)) {
      lines.add(
          line.toString()
              .replace(Typography.HARD_SPACE, ' ')
              .replace(Typography.THIN_SPACE, ' ')
              .stripTrailing());
    }
    return lines;
  }

  private static String screen(Stepper stepper, Window window) {
    return String.join("\n", lines(stepper, window));
  }

  private static void press(Stepper stepper, Key... keys) {
    for (Key key : keys) {
      stepper.press(key, "");
    }
  }

  private static void type(Stepper stepper, String command) {
    press(stepper, Key.COMMAND);
    stepper.press(PromptKey.TYPED, command);
    stepper.press(PromptKey.ACCEPT, "\r");
  }

  /// A stepper on the first stop of a scene whose screen shows this.
  private static Stepper at(String file, Language language, String shown) {
    Stepper stepper = new Stepper(Scenes.player(file), language);
    while (!screen(stepper, NARROW).contains(shown)) {
      assertTrue(stepper.cursor().at() < stepper.cursor().branch().last(), "never: " + shown);
      press(stepper, Key.NEXT_EVENT);
    }
    return stepper;
  }

  @ParameterizedTest
  @MethodSource("files")
  void every_stop_fits_into_both_windows_in_both_languages(String file) {
    for (Language language : Language.values()) {
      Stepper stepper = new Stepper(Scenes.player(file), language);
      boolean ends = false;
      while (!ends) {
        for (Window window : List.of(NARROW, WIDE)) {
          assertFits(stepper, window);
          assertNothingIsClipped(stepper, window);
        }
        if (stepper.cursor().at() % 10 == 0) {
          assertFits(stepper, new Window(60, 16));
          assertFits(stepper, new Window(100, 33));
        }
        ends = stepper.cursor().at() == stepper.cursor().branch().last();
        press(stepper, Key.NEXT_EVENT);
      }
    }
  }

  private static void assertFits(Stepper stepper, Window window) {
    List<AttributedString> lines = styled(stepper, window);
    assertEquals(window.rows(), lines.size());
    for (AttributedString line : lines) {
      assertTrue(line.columnLength() <= window.columns(), line.toString());
    }
  }

  private static void assertNothingIsClipped(Stepper stepper, Window window) {
    String screen = screen(stepper, window);
    assertFalse(screen.contains("a taller window"), screen);
    assertFalse(screen.contains("fenêtre plus haute"), screen);
  }

  @ParameterizedTest
  @MethodSource("files")
  void help_list_and_prompt_fit_too(String file) {
    for (Language language : Language.values()) {
      Stepper stepper = new Stepper(Scenes.player(file), language);
      for (Key overlay : List.of(Key.HELP, Key.CUES, Key.COMMAND)) {
        press(stepper, overlay);
        for (Window window : List.of(NARROW, WIDE)) {
          assertFits(stepper, window);
        }
        if (overlay == Key.COMMAND) {
          stepper.press(PromptKey.CANCEL, "");
        } else {
          press(stepper, overlay);
        }
        assertEquals(Stepper.Mode.STEPPING, stepper.mode());
      }
    }
  }

  @Test
  void the_help_shows_every_key_in_the_smallest_window_of_a_terminal() {
    for (Language language : Language.values()) {
      Stepper stepper = new Stepper(Scenes.player(PARTITION), language);
      press(stepper, Key.HELP);
      String screen = screen(stepper, NARROW);
      for (Key key : Key.values()) {
        String purpose = key.purpose(language).replace(Typography.HARD_SPACE, ' ');
        assertTrue(screen.contains(purpose), key + "\n" + screen);
      }
      assertTrue(screen.contains("★"), screen);
      assertFalse(screen.contains("…\n"), screen);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void the_servers_stay_where_they_are(String file) {
    Stepper stepper = new Stepper(Scenes.player(file), Language.EN);
    for (Window window : List.of(NARROW, WIDE)) {
      TreeSet<Integer> rows = new TreeSet<>();
      stepper.press(Key.FIRST, "");
      do {
        List<String> lines = lines(stepper, window);
        rows.add(
            lines.indexOf(
                lines.stream().filter(line -> line.startsWith(" S1 ")).findFirst().orElse("")));
        press(stepper, Key.NEXT_CUE);
      } while (stepper.notice() == null);
      assertEquals(List.of(3), List.copyOf(rows));
    }
  }

  @Test
  void what_is_the_matter_with_disks_and_clocks_has_columns_while_something_is() {
    for (Language language : Language.values()) {
      boolean french = language == Language.FR;
      Stepper stepper = new Stepper(Scenes.player(PARTITION), language);
      assertFalse(screen(stepper, NARROW).contains(french ? "horloge" : "clock"));
      for (String line :
          List.of("fill disk S1", "hang disk S1", "slow clock S2 5", "crash S3", "restart S3")) {
        type(stepper, line);
      }
      for (Window window : List.of(NARROW, WIDE)) {
        String screen = screen(stepper, window);
        assertTrue(screen.contains(french ? "plein,figé" : "full,hangs"), screen);
        assertTrue(screen.contains(french ? "−5 %" : "−5%"), screen);
        assertFits(stepper, window);
      }
    }
  }

  @Test
  void who_does_not_run_says_why() {
    Stepper stepper = at("16-disks.scene", Language.EN, "fsync failed");
    assertTrue(screen(stepper, NARROW).contains("fails"), screen(stepper, NARROW));
    press(stepper, Key.NEXT_CUE);
    assertNothingIsClipped(stepper, WIDE);
  }

  @Test
  void a_wide_window_tells_who_voted_for_a_candidate() {
    Stepper stepper = at("02-election.scene", Language.FR, "candidat  ");
    while (!screen(stepper, WIDE).contains("2 voix sur 5 :")) {
      press(stepper, Key.NEXT_EVENT);
    }
    String screen = screen(stepper, WIDE);
    assertTrue(
        lines(stepper, WIDE).stream()
            .anyMatch(l -> l.matches(" S\\d a 2 voix sur 5 : S\\d et S\\d")),
        screen);
  }

  @Test
  void no_hint_is_cut() {
    for (Language language : Language.values()) {
      Stepper stepper = new Stepper(Scenes.player(PARTITION), language);
      for (Window window : List.of(NARROW, WIDE)) {
        String hints = lines(stepper, window).getLast();
        assertTrue(hints.endsWith(language == Language.FR ? "q quitter" : "q quit"), hints);
        press(stepper, Key.CUES);
        assertTrue(lines(stepper, window).getLast().contains("↑ ↓"));
        press(stepper, Key.CUES, Key.HELP);
        assertFalse(lines(stepper, window).getLast().contains("…"));
        press(stepper, Key.HELP);
      }
      type(stepper, "crash S1");
      for (Window window : List.of(NARROW, WIDE)) {
        String hints = lines(stepper, window).getLast();
        assertTrue(hints.contains(language == Language.FR ? "échap script" : "esc script"), hints);
        assertTrue(hints.endsWith(language == Language.FR ? "q quitter" : "q quit"), hints);
      }
    }
  }

  @Test
  void an_empty_prompt_names_every_command() {
    Stepper stepper = new Stepper(Scenes.player(PARTITION), Language.FR);
    press(stepper, Key.COMMAND);
    List<String> words = stepper.prompt().completion(stepper.cursor().run().scope()).words();
    assertTrue(words.containsAll(List.of("until", "crash", "mend")), words.toString());
    for (Window window : List.of(NARROW, WIDE)) {
      String foot = String.join(" ", lines(stepper, window).reversed().subList(0, 6));
      words.forEach(word -> assertTrue(foot.contains(word), word + ": " + foot));
    }
  }

  @Test
  void what_comes_in_seconds_is_told_in_seconds() {
    Stepper stepper = at(PARTITION, Language.FR, "attend une réponse");
    assertTrue(
        lines(stepper, NARROW).stream()
            .anyMatch(l -> l.matches("   c1 .* 10,000 s|   c1 .* 9,\\d+ s")),
        screen(stepper, NARROW));
  }

  @Test
  void the_same_index_of_all_logs_is_in_the_same_column() {
    Stepper stepper = at(PARTITION, Language.FR, "two-leaders");
    press(stepper, Key.LAST);
    for (Window window : List.of(NARROW, WIDE)) {
      List<String> lines = lines(stepper, window);
      TreeSet<Integer> columns = new TreeSet<>();
      int logs = 0;
      for (String line : lines) {
        if (line.startsWith(" S") && line.contains("[2 x=3")) {
          columns.add(line.indexOf("[2 x=3"));
          logs++;
        }
      }
      assertEquals(5, logs, String.join("\n", lines));
      assertEquals(1, columns.size(), String.join("\n", lines));
    }
  }

  @Test
  void what_a_snapshot_replaced_is_in_no_cell() {
    Stepper stepper = new Stepper(Scenes.withoutTail(PARTITION), Language.EN);
    press(stepper, Key.LAST);
    type(stepper, "snapshot N");
    for (Window window : List.of(NARROW, WIDE)) {
      String snapped =
          lines(stepper, window).stream().filter(l -> l.contains(" N ")).findFirst().orElse("");
      assertTrue(snapped.endsWith(" ≡≡≡≡≡≡≡≡ ≡≡≡≡≡≡≡≡"), snapped);
      assertTrue(screen(stepper, window).contains("[1 x=1✓] [2 x=3✓]"));
      assertFits(stepper, window);
    }
  }

  @Test
  void what_is_committed_has_a_mark_and_a_colour_and_what_is_not_has_neither() {
    Stepper stepper = at(PARTITION, Language.EN, "the-new-one-commits");
    AttributedString old =
        styled(stepper, NARROW).stream()
            .filter(line -> line.toString().startsWith(" S") && line.toString().contains("x=2"))
            .findFirst()
            .orElseThrow();
    assertTrue(old.toString().contains("[1 x=1✓]"), old.toString());
    assertTrue(old.toString().contains("[1 x=2 ]"), old.toString());
    AttributedStyle green = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    assertEquals(green, old.styleAt(old.toString().indexOf("x=1")));
    assertNotEquals(green, old.styleAt(old.toString().indexOf("x=2")));
  }

  @Test
  void without_colours_the_words_are_the_same() {
    Stepper stepper = at(PARTITION, Language.EN, "two-leaders");
    List<AttributedString> plain = View.lines(stepper, Palette.plain(), 80, 24);
    for (int i = 0; i < plain.size(); i++) {
      assertEquals(styled(stepper, NARROW).get(i).toString(), plain.get(i).toString());
      for (int at = 0; at < plain.get(i).length(); at++) {
        assertEquals("", colours(plain.get(i).styleAt(at)));
      }
    }
  }

  private static String colours(AttributedStyle style) {
    String ansi = style.toAnsi();
    return ansi.contains("3") ? ansi : "";
  }

  @Test
  void a_refusal_is_explained_with_the_compared_values_and_the_rule() {
    Stepper french = at("08-who-may-win.scene", Language.FR, "upToDate");
    String screen = screen(french, NARROW);
    assertTrue(screen.contains("↳ "), screen);
    assertTrue(screen.contains("§5.4.1, upToDate"), screen);
    assertTrue(screen.contains("mandat 2"), screen);
  }

  @Test
  void a_leader_has_a_crown_and_its_timer_is_a_heartbeat() {
    Stepper stepper = at(PARTITION, Language.FR, "♛");
    String leader =
        lines(stepper, NARROW).stream().filter(line -> line.contains("♛")).findFirst().orElse("");
    assertTrue(leader.matches(" S\\d L ♛ leader +\\d+  S\\d +\\d+ ms ♥.*"), leader);
    String wide =
        lines(stepper, WIDE).stream().filter(line -> line.contains("♛")).findFirst().orElse("");
    assertTrue(wide.contains("ms  battement"), wide);
    assertTrue(screen(stepper, WIDE).contains("match 0 next 1"), screen(stepper, WIDE));
  }

  @Test
  void a_server_is_shown_with_the_names_that_the_scene_gave_it() {
    Stepper stepper = at(PARTITION, Language.EN, "the-cut");
    String leader =
        lines(stepper, NARROW).stream().filter(line -> line.contains("♛")).findFirst().orElse("");
    assertTrue(leader.startsWith(" S1 L ♛ leader"), leader);
    press(stepper, Key.LAST);
    assertTrue(screen(stepper, NARROW).contains(" N ♛ leader"), screen(stepper, NARROW));
  }

  @Test
  void messages_on_their_way_say_when_they_come_or_that_they_will_not() {
    Stepper stepper = at(PARTITION, Language.FR, "en route (4)");
    assertTrue(
        lines(stepper, NARROW).stream().anyMatch(l -> l.matches("   S\\d → S\\d  .* ms")),
        screen(stepper, NARROW));
    Stepper cut = at(PARTITION, Language.EN, "cut off");
    String line =
        lines(cut, NARROW).stream().filter(l -> l.contains("cut off")).findFirst().orElse("");
    assertTrue(line.startsWith(" ✗ S"), line);
  }

  @Test
  void a_question_is_asked_and_its_answer_revealed_at_the_end_of_the_cue() {
    Stepper stepper = new Stepper(Scenes.player(PARTITION), Language.FR);
    stepper.press(Key.DIGIT, "2");
    for (Window window : List.of(NARROW, WIDE)) {
      String asked = screen(stepper, window);
      assertTrue(asked.contains("? Qui pourra encore valider une écriture ?"), asked);
      assertTrue(asked.contains("B  Les trois autres, dès qu’ils auront un leader"), asked);
      assertFalse(asked.contains("Réponse : B"), asked);
    }
    press(stepper, Key.NEXT_CUE);
    for (Window window : List.of(NARROW, WIDE)) {
      String revealed = screen(stepper, window);
      assertTrue(revealed.contains("Réponse : B"), revealed);
    }
  }

  @Test
  void notes_are_shown_when_they_are_asked_for() {
    Stepper stepper = new Stepper(Scenes.player(PARTITION), Language.FR);
    stepper.press(Key.DIGIT, "2");
    assertFalse(screen(stepper, NARROW).contains("Laisser voter la salle"));
    press(stepper, Key.NOTES);
    for (Window window : List.of(NARROW, WIDE)) {
      assertTrue(screen(stepper, window).contains("✎ Laisser voter la salle"));
    }
  }

  @Test
  void a_branch_says_that_it_is_none_of_the_script() {
    Stepper stepper = new Stepper(Scenes.player(PARTITION), Language.FR);
    stepper.press(Key.DIGIT, "2");
    type(stepper, "crash L");
    String screen = screen(stepper, NARROW);
    assertTrue(screen.contains("╰ branche 1 · 2/6 the-cut"), screen);
    assertTrue(screen.contains("▸ crash L"), screen);
    assertTrue(screen.contains("✗ en panne"), screen);
    press(stepper, Key.CUES);
    String list = screen(stepper, NARROW);
    assertTrue(list.contains("╰ branche 1  crash L"), list);
  }

  @Test
  void a_violated_invariant_stays_in_sight() {
    Stepper stepper = at("08-who-may-win.scene", Language.FR, "invariant 7 violé");
    press(stepper, Key.NEXT_EVENT);
    assertTrue(lines(stepper, NARROW).get(1).endsWith("✗ invariant 7 violé"));
  }

  @Test
  void every_decision_can_be_read_in_a_low_window_where_the_servers_make_room_for_it() {
    Stepper stepper = at("04-write.scene", Language.EN, "S5 appends to its log");
    assertTrue(screen(stepper, NARROW).contains("S3 L ♛ leader"), screen(stepper, NARROW));
    press(stepper, Key.WHY);
    String every = screen(stepper, NARROW);
    assertTrue(every.contains("every decision"), every);
    assertTrue(every.contains("adoptsTerm") && every.contains("mayApply"), every);
    assertFalse(every.contains("♛"), every);
    assertTrue(screen(stepper, WIDE).contains("♛"));
    Window low = new Window(80, 16);
    assertTrue(screen(stepper, low).contains("more lines, in a taller window"), every);
    press(stepper, Key.WHY);
    assertTrue(screen(stepper, NARROW).contains("S3 L ♛ leader"));
  }

  @Test
  void the_smallest_windows_hold_the_largest_cluster_and_a_long_text_leaves_room_for_events() {
    String name = "a".repeat(100);
    StringBuilder text = new StringBuilder("scene s\ncluster 9\ncue " + name + "\n");
    for (int i = 0; i < 30; i++) {
      text.append("  say en \"").append("word ".repeat(30)).append("\"\n");
    }
    Stepper stepper =
        new Stepper(Scenes.parse(text + "  until leader\n  put x 1\n  run 100ms\n"), Language.EN);
    for (int stop = 0; stop < 40; stop++) {
      for (Window window : List.of(new Window(60, 20), new Window(130, 20), NARROW, WIDE)) {
        assertFits(stepper, window);
        press(stepper, Key.COMMAND);
        assertFits(stepper, window);
        stepper.press(PromptKey.TYPED, "crsh S1");
        stepper.press(PromptKey.ACCEPT, "");
        assertFits(stepper, window);
        stepper.press(PromptKey.CANCEL, "");
      }
      press(stepper, Key.NEXT_EVENT);
      assertTrue(screen(stepper, WIDE).contains("before"), screen(stepper, WIDE));
      assertTrue(lines(stepper, NARROW).get(1).matches(".*●.* \\d+/\\d+"));
    }
    type(stepper, "drop TimeoutNow S1 -> S2");
    for (Window window : List.of(new Window(60, 20), NARROW, WIDE)) {
      assertFits(stepper, window);
      assertTrue(screen(stepper, window).contains("On their way:"), screen(stepper, window));
    }
  }

  @Test
  void a_window_that_is_too_small_says_so() {
    Stepper stepper = new Stepper(Scenes.player(PARTITION), Language.FR);
    List<String> lines = lines(stepper, new Window(40, 10));
    assertEquals(10, lines.size());
    assertTrue(String.join(" ", lines).contains("60 colonnes et 16 lignes"), lines.toString());
    assertEquals(1, lines(stepper, new Window(1, 1)).size());
  }
}
