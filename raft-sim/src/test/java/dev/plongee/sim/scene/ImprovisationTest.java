package dev.plongee.sim.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Prose;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImprovisationTest {
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
      """;

  private static Player endOf(String cue) {
    Player player = new Player(Runs.scene(SCENE));
    while (!(player.next() instanceof Moment.Ended(Cue ended) && ended.name().equals(cue))) {
      // The way there.
    }
    return player;
  }

  private static Statement typed(Run run, String line) {
    return ((SceneParser.Typed.Good) SceneParser.command(line, run.scope())).statement();
  }

  private static List<Moment> play(Run run) {
    List<Moment> moments = new ArrayList<>();
    while (!run.isOver()) {
      moments.add(run.next());
    }
    return moments;
  }

  private static List<Moment> improvise(Run run, String... lines) {
    List<Statement> statements = new ArrayList<>();
    for (String line : lines) {
      statements.add(typed(run, line));
    }
    return play(run.improvise(statements));
  }

  @Test
  void what_is_typed_happens_beside_the_script() {
    Player player = endOf("a");
    long before = player.world().now();
    Improvisation other =
        player.improvise(List.of(typed(player, "crash L"), typed(player, "until new leader")));
    List<Moment> moments = play(other);
    assertInstanceOf(Moment.Acted.class, moments.getFirst());
    assertInstanceOf(Moment.Reached.class, moments.getLast());
    assertTrue(other.world().now() > before);
    assertEquals("a", other.cue().name());
    assertEquals(before, player.world().now(), "the script stays where it was");
    assertEquals(List.of(), Runs.failures(player));
  }

  @Test
  void what_cannot_be_done_is_told_and_the_run_goes_on() {
    Player player = endOf("a");
    List<Moment> moments = improvise(player, "restart L", "expect leaders 2", "crash L");
    Moment.Failed failed = assertInstanceOf(Moment.Failed.class, moments.getFirst());
    assertEquals(
        "“restart L” would change nothing here.", FailurePhrases.typed(Language.EN, failed));
    Prose.check(Language.FR, FailurePhrases.typed(Language.FR, failed));
    assertInstanceOf(Moment.Failed.class, moments.get(1));
    assertInstanceOf(Moment.Acted.class, moments.get(2));
  }

  @Test
  void a_violation_ends_the_motion_and_not_the_run() {
    String blind =
        """
        scene blind
        cluster 3
        given S1 term 1 log 1 1
        given S2 term 1 log 1
        given S3 term 1 log 1 1
        cue a
          run 150ms
        """;
    Player player = new Player(Runs.scene(blind));
    play(player);
    List<Moment> moments =
        improvise(player, "break upToDate", "expire S2", "run 1s", "expect violated 7");
    int at = 0;
    while (!(moments.get(at) instanceof Moment.Failed)) {
      at++;
    }
    Moment.Failed failed = (Moment.Failed) moments.get(at);
    Failure.Broken broken = assertInstanceOf(Failure.Broken.class, failed.failure());
    assertEquals(Invariant.GRANTERS_WERE_BEHIND, broken.violation().invariant());
    assertEquals("run 1s", failed.statement().text());
    assertInstanceOf(Moment.Held.class, moments.get(at + 1), "the run did not go on to its end");
    assertEquals(at + 2, moments.size());
  }

  @Test
  void more_can_be_typed_later_and_a_copy_goes_on_alone() {
    Player player = endOf("a");
    List<Statement> typed = new ArrayList<>(List.of(typed(player, "step")));
    Improvisation run = player.improvise(typed);
    play(run);
    assertTrue(run.isOver());
    assertThrows(IllegalStateException.class, run::next);
    Improvisation copy = run.copy();
    typed.add(typed(run, "let M = follower 1"));
    typed.add(typed(run, "step 3"));
    assertFalse(run.isOver());
    play(run);
    assertTrue(run.world().events() > copy.world().events());
    assertEquals(List.of("L", "M"), run.scope().names());
    assertEquals(List.of("L"), copy.scope().names());
    play(copy);
    assertEquals(run.world().events(), copy.world().events());
  }

  @Test
  void an_improvisation_can_be_left_for_another() {
    Player player = endOf("a");
    Improvisation first = player.improvise(List.of(typed(player, "crash L")));
    play(first);
    assertEquals(1, improvise(first, "restart L").size());
    assertInstanceOf(Moment.Failed.class, improvise(player, "restart L").getFirst());
  }
}
