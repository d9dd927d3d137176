package dev.plongee.sim.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Rules;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Claims;
import dev.plongee.sim.scene.FailurePhrases;
import dev.plongee.sim.scene.Moment;
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

class CursorTest {
  private static final String SCENE =
      """
      scene s
      cluster 3
      cue a
        until leader
        let L = leader
      cue b
        put x 5
        until acknowledged x
        remember en "Kept."
      cue c from a
        crash L
        until new leader
        must leaders 1
      """;

  private static Scene scene(String text) {
    return ((Parsed.Good) SceneParser.parse(text)).scene();
  }

  private static Scene bundled(String file) throws IOException {
    return scene(Files.readString(Path.of("src", "main", "resources", "scenes", file)));
  }

  private static Cursor cursor() {
    return new Cursor(scene(SCENE));
  }

  /// Everything there is to see at a place.
  private static List<String> seen(Cursor cursor) {
    return Sight.of(cursor);
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
  void every_event_looks_the_same_from_whichever_side_it_is_reached(String file)
      throws IOException {
    Cursor cursor = new Cursor(bundled(file));
    List<List<String>> first = new ArrayList<>();
    do {
      first.add(seen(cursor));
    } while (cursor.forward());
    assertEquals(cursor.branch().last() + 1, first.size());
    for (int stop = first.size() - 2; stop >= 0; stop--) {
      assertTrue(cursor.back());
      assertEquals(first.get(stop), seen(cursor), "back at " + stop);
    }
    assertFalse(cursor.back());
    for (int stop = 1; stop < first.size(); stop++) {
      assertTrue(cursor.forward());
      assertEquals(first.get(stop), seen(cursor), "forward again at " + stop);
      if (stop % 5 == 0) {
        cursor.back();
        cursor.forward();
        assertEquals(first.get(stop), seen(cursor), "back and forth at " + stop);
      }
    }
  }

  /// A place is looked at as a player sees it who plays the scene once and nothing else.
  @Test
  void the_stops_are_the_moments_of_the_script() throws IOException {
    Scene scene = bundled("06-partition.scene");
    Cursor cursor = new Cursor(scene);
    List<Moment> stepped = moments(cursor);
    List<Moment> played = new ArrayList<>();
    Player player = new Player(scene);
    while (!player.isOver()) {
      played.add(player.next());
    }
    assertEquals(Sight.told(played), Sight.told(stepped));
  }

  @Test
  void the_stops_before_are_told_the_last_first() {
    Cursor cursor = cursor();
    assertEquals(List.of(), cursor.before(5));
    List<Moment> seen = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      seen.addFirst(cursor.stop().moment());
      cursor.forward();
      List<Moment> before = cursor.before(7).stream().map(Stop::moment).toList();
      assertEquals(Sight.told(seen.subList(0, Math.min(7, seen.size()))), Sight.told(before));
    }
    cursor.type("step");
    assertEquals(1, cursor.before(7).size(), "a branch begins where it leaves");
  }

  @Test
  void claims_stand_beside_the_event_they_speak_of() {
    Cursor cursor = cursor();
    cursor.go(cursor.script(), cursor.script().last());
    List<Moment> asides = cursor.stop().asides();
    assertInstanceOf(Moment.Reached.class, asides.getFirst());
    assertInstanceOf(Moment.Held.class, asides.get(1));
  }

  @Test
  void halts_are_where_cues_begin_and_where_they_reveal_something() {
    Cursor cursor = cursor();
    List<String> halts = new ArrayList<>();
    do {
      halts.add(cursor.stop().moment().getClass().getSimpleName() + " " + cursor.cue());
    } while (cursor.nextHalt());
    assertEquals(List.of("Began 0", "Began 1", "Ended 1", "Began 2", "Happened 2"), halts);
    List<Integer> back = new ArrayList<>();
    while (cursor.previousHalt()) {
      back.addFirst(cursor.cue());
    }
    assertEquals(List.of(0, 1, 1, 2), back);
    assertFalse(cursor.previousHalt());
  }

  @Test
  void what_is_said_is_seen_before_and_after_it_happened() {
    Cursor cursor =
        new Cursor(
            scene(
                """
                scene s
                cluster 3
                cue a
                  until leader
                cue b
                  say en "A write."
                  put x 5
                  until acknowledged x
                cue c
                  say en "Nothing happens."
                cue d
                  say en "The end."
                  run 10ms
                """));
    List<Integer> cues = new ArrayList<>();
    do {
      cues.add(cursor.cue());
    } while (cursor.nextHalt());
    assertEquals(List.of(0, 1, 1, 2, 3, 3), cues);
  }

  @Test
  void a_cue_can_be_jumped_to() {
    Cursor cursor = cursor();
    for (int cue : new int[] {2, 0, 1}) {
      assertTrue(cursor.toCue(cue));
      assertEquals("abc".substring(cue, cue + 1), cursor.run().cue().name());
      assertInstanceOf(Moment.Began.class, cursor.stop().moment());
    }
    assertFalse(cursor.toCue(3));
    assertFalse(cursor.toCue(-1));
    assertEquals(1, cursor.cue());
  }

  @Test
  void a_script_that_fails_ends_there() {
    Cursor cursor =
        new Cursor(scene("scene s\ncluster 3\ncue a\n  until leader within 1ms\ncue b\n  step\n"));
    cursor.go(cursor.script(), cursor.script().last());
    assertInstanceOf(Moment.Failed.class, cursor.stop().moment());
    assertEquals(1, cursor.script().cues().size());
    assertFalse(cursor.toCue(1));
  }

  @Test
  void what_is_typed_grows_a_branch_and_the_script_stays() {
    Cursor cursor = cursor();
    cursor.toCue(1);
    List<String> before = seen(cursor);
    assertEquals(new Typed.Played(null, true), cursor.type("crash L"));
    assertFalse(cursor.branch().isScript());
    assertEquals(1, cursor.at());
    assertEquals(new Typed.Played(null, true), cursor.type("until new leader"));
    assertEquals(List.of("crash L", "until new leader"), cursor.branch().typed());
    assertEquals(2, cursor.branches().size(), "it went on at the end of the branch");
    List<String> end = seen(cursor);

    int stops = 0;
    while (cursor.back()) {
      stops++;
    }
    assertEquals(cursor.branch().last(), stops);
    assertEquals(before, seen(cursor), "a branch begins where it leaves the script");
    assertTrue(cursor.nextHalt());
    assertEquals(1, cursor.at());
    assertTrue(cursor.nextHalt());
    assertEquals(end, seen(cursor));

    assertTrue(cursor.backToScript());
    assertEquals(before, seen(cursor));
    assertFalse(cursor.backToScript());
    cursor.go(cursor.branches().get(1), cursor.branches().get(1).last());
    assertEquals(end, seen(cursor), "the branch is kept");
  }

  @Test
  void typing_in_the_middle_of_a_branch_leaves_it_for_another() {
    Cursor cursor = cursor();
    cursor.toCue(1);
    List<String> left = seen(cursor);
    cursor.type("crash L");
    cursor.type("until new leader");
    Branch first = cursor.branch();
    cursor.go(first, 1);
    cursor.type("restart L");
    assertEquals(3, cursor.branches().size());
    assertEquals(first, cursor.branch().parent());
    assertEquals(1, cursor.branch().from());
    assertEquals(2, first.typed().size());
    assertTrue(cursor.backToScript());
    assertEquals(left, seen(cursor), "one step leads back to the script");
  }

  @Test
  void what_changes_nothing_is_answered_and_leaves_no_branch() {
    Cursor cursor = cursor();
    cursor.toCue(1);
    List<String> before = seen(cursor);
    Typed.Misspelt misspelt = assertInstanceOf(Typed.Misspelt.class, cursor.type("crash S9"));
    assertEquals(7, misspelt.error().place().column());
    Typed.Answered refused = assertInstanceOf(Typed.Answered.class, cursor.type("restart L"));
    Moment.Failed failed = assertInstanceOf(Moment.Failed.class, refused.moment());
    assertEquals(
        "“restart L” would change nothing here.", FailurePhrases.typed(Language.EN, failed));
    Typed.Answered claim = assertInstanceOf(Typed.Answered.class, cursor.type("expect leaders 1"));
    assertInstanceOf(Moment.Held.class, claim.moment());
    assertInstanceOf(Typed.Answered.class, cursor.type("until leader"));
    assertEquals(1, cursor.branches().size());
    assertEquals(before, seen(cursor));
  }

  @Test
  void an_until_that_is_not_reached_keeps_what_happened() {
    Cursor cursor = cursor();
    cursor.toCue(1);
    Typed.Played played =
        assertInstanceOf(Typed.Played.class, cursor.type("until leaders 2 within 200ms"));
    assertInstanceOf(Moment.Failed.class, played.failure());
    assertTrue(cursor.branch().last() > 2);
  }

  @Test
  void a_name_that_was_typed_can_be_used_on_its_branch_only() {
    Cursor cursor = cursor();
    cursor.toCue(1);
    assertEquals(new Typed.Played(null, true), cursor.type("let M = follower 1"));
    assertTrue(cursor.run().scope().names().contains("M"));
    int named = ((Moment.Named) cursor.stop().moment()).server();
    assertEquals(List.of("M"), cursor.run().names(named));
    assertEquals(new Typed.Played(null, true), cursor.type("crash M"));
    cursor.backToScript();
    assertInstanceOf(Typed.Misspelt.class, cursor.type("crash M"));
  }

  @Test
  void a_long_run_stops_after_so_many_moments_and_can_be_gone_on_with() {
    Cursor cursor = cursor();
    cursor.toCue(1);
    assertEquals(new Typed.Played(null, false), cursor.type("run 3600s"));
    assertEquals(Branch.MAX_MOMENTS, cursor.branch().last());
    assertEquals(new Typed.Played(null, true), cursor.type("step"));
    List<String> end = seen(cursor);
    cursor.back();
    cursor.back();
    cursor.forward();
    cursor.forward();
    assertEquals(end, seen(cursor));
    cursor.backToScript();
    assertNull(((Typed.Played) cursor.type("step")).failure());
  }

  @Test
  void branches_are_bounded() {
    Cursor cursor = cursor();
    for (int i = 0; i < Cursor.MAX_BRANCHES; i++) {
      assertInstanceOf(Typed.Played.class, cursor.type("step"));
      cursor.backToScript();
    }
    List<String> before = seen(cursor);
    assertEquals(new Typed.Full(), cursor.type("step"));
    assertEquals(before, seen(cursor));
    Branch last = cursor.branches().getLast();
    cursor.go(last, last.last());
    assertEquals(
        new Typed.Played(null, true), cursor.type("step"), "a branch that is there goes on");
  }

  /// With another seed only what must hold is asked.
  @Test
  void a_cursor_goes_through_the_run_that_it_is_given() {
    Scene scene = scene("scene s\ncluster 3\ncue a\n  expect leaders 3\n  must leaders 0\n");
    Cursor all = new Cursor(scene);
    assertInstanceOf(Moment.Failed.class, moments(all).get(1));
    Cursor lenient = new Cursor(new Player(scene.withSeed(7), Rules.PAPER, Claims.ALWAYS));
    assertInstanceOf(Moment.Held.class, moments(lenient).get(1));
    assertEquals(7, lenient.scene().config().seed());
  }

  /// All moments of the script.
  private static List<Moment> moments(Cursor cursor) {
    List<Moment> moments = new ArrayList<>();
    do {
      moments.add(cursor.stop().moment());
      moments.addAll(cursor.stop().asides());
    } while (cursor.forward());
    return moments;
  }

  @Test
  void there_is_no_stop_beyond_a_branch() {
    Cursor cursor = cursor();
    assertThrows(IllegalArgumentException.class, () -> cursor.go(cursor.script(), -1));
    int beyond = cursor.script().last() + 1;
    assertThrows(IllegalArgumentException.class, () -> cursor.go(cursor.script(), beyond));
  }
}
