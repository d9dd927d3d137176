package dev.plongee.sim.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Configuration;
import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Rules;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Prose;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.phrase.Told;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayerTest {
  private static final String BEFORE =
      """
      scene test
      cue before
        until leader
        let L = leader
      cue here
      """;

  private static Scene here(String... lines) {
    return Runs.scene(BEFORE + "  " + String.join("\n  ", lines) + "\n");
  }

  private static void passes(String... lines) {
    assertEquals(List.of(), Runs.failures(here(lines)));
  }

  private static Moment.Failed failure(Scene scene) {
    return Runs.moments(scene).stream()
        .filter(Moment.Failed.class::isInstance)
        .map(Moment.Failed.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Moment.Failed failure(String... lines) {
    return failure(here(lines));
  }

  // --- the run

  @Test
  void a_run_is_a_sequence_of_moments() {
    Scene scene = here("put x 5", "until committed x", "expect value x 5 at L");
    List<Moment> moments = Runs.moments(scene);
    assertInstanceOf(Moment.Began.class, moments.getFirst());
    assertInstanceOf(Moment.Happened.class, moments.get(1));
    assertInstanceOf(Moment.Held.class, moments.get(moments.size() - 2));
    assertEquals(new Moment.Ended(scene.cues().getLast()), moments.getLast());
    assertEquals(1, moments.stream().filter(Moment.Acted.class::isInstance).count());
  }

  @Test
  void the_same_scene_runs_the_same_way_twice() {
    Scene scene = here("put x 5", "until value x 5", "crash L", "until new leader");
    assertEquals(Runs.moments(scene), Runs.moments(scene));
    assertNotEquals(Runs.moments(scene), Runs.moments(scene.withSeed(99)));
  }

  /// What stepping back needs: a copy of any moment goes on as the original would have.
  @Test
  void a_copy_at_any_moment_goes_on_alike_and_leaves_the_original_alone() {
    Scene scene = Runs.bundled("partition");
    List<Moment> whole = Runs.moments(scene);
    for (int cut = 0; cut < whole.size(); cut += 7) {
      Player player = new Player(scene);
      for (int i = 0; i < cut; i++) {
        player.next();
      }
      Player copy = player.copy();
      assertEquals(cut, copy.cursor());
      assertEquals(whole.subList(cut, whole.size()), Runs.moments(copy), "copied at " + cut);
      assertEquals(whole.subList(cut, whole.size()), Runs.moments(player), "the original");
    }
  }

  @Test
  void a_cue_forks_from_the_end_of_the_cue_it_names() {
    Scene scene =
        Runs.scene(
            """
            scene fork
            cue start
              until leader
              let L = leader
            cue crash
              crash L
              expect no leader
            cue pause from start
              expect leaders 1
              expect role L leader
              pause L
              put x 5 via follower 1
            cue on
              until new leader
              expect not role L follower
            """);
    assertEquals(List.of(), Runs.failures(scene));
    List<Long> starts = new ArrayList<>();
    Player player = new Player(scene);
    while (!player.isOver()) {
      if (player.next() instanceof Moment.Began) {
        starts.add(player.world().now());
      }
    }
    assertEquals(starts.get(1), starts.get(2), "both endings begin at the same time");
  }

  @Test
  void a_run_that_is_over_plays_nothing_more() {
    Player player = new Player(here());
    Runs.moments(player);
    assertThrows(IllegalStateException.class, player::next);
  }

  // --- members

  private static final String THREE_AND_TWO =
      """
      scene test
      cluster 3
      outside 2
      cue before
        until leader
        let L = leader
        until quiet
      cue here
      """;

  private static Scene growing(String... lines) {
    return Runs.scene(THREE_AND_TWO + "  " + String.join("\n  ", lines) + "\n");
  }

  @Test
  void newcomers_learn_then_vote_then_leave() {
    Scene scene =
        growing(
            "expect voters S1,S2,S3 at L",
            "expect not voters S1,S2,S3 at S4",
            "expect no learners",
            "member learn S4,S5",
            "until learners S4,S5 at S4",
            "expect not learners S4 at L",
            "expect voters S1,S2,S3 at L",
            "put x 5",
            "until value x 5 at S5",
            "member add S4,S5",
            "until joint at L",
            "expect not voters S1,S2,S3 at L",
            "expect not voters S1,S2,S3,S4,S5 at L",
            "until voters S1,S2,S3,S4,S5",
            "expect no learners",
            "expect not joint",
            "run 100ms",
            "member set S4,S5,L",
            "until voters S4,S5,L at L",
            "run 100ms",
            "member remove S4,L",
            "until voters S5 at S5",
            "until role L follower",
            "until leader in S5");
    assertEquals(List.of(), Runs.failures(scene));
  }

  @Test
  void a_change_that_nobody_begins_is_told() {
    assertEquals(new Failure.NoEffect(), failure(growing("member add S1")).failure());
    Moment.Failed second = failure(growing("member add S4", "member add S5"));
    assertEquals(new Failure.NoEffect(), second.failure());
    for (Language language : Language.values()) {
      Prose.check(language, FailurePhrases.sentence(language, second));
    }
    assertInstanceOf(Failure.Nobody.class, failure(growing("member add S4,follower 7")).failure());
  }

  // --- motion

  @Test
  void run_lasts_exactly_as_long_as_it_says() {
    Player player = new Player(Runs.scene("scene s\ncue a\n  run 37ms\n  run 1us"));
    Runs.moments(player);
    assertEquals(37_001, player.world().now());
  }

  @Test
  void step_lets_so_many_events_happen() {
    Player player = new Player(Runs.scene("scene s\ncue a\n  step 3\n  step"));
    long events = Runs.moments(player).stream().filter(Moment.Happened.class::isInstance).count();
    assertEquals(4, events);
  }

  @Test
  void until_ends_at_the_first_moment_that_fits() {
    Player player = new Player(here("put x 5", "until stored x 1", "expect not stored x 2"));
    assertEquals(List.of(), Runs.failures(player));
  }

  @Test
  void what_is_not_reached_fails_with_line_and_limits() {
    Moment.Failed failed = failure("until leaders 3 within 40ms");
    assertEquals(6, failed.statement().place().line());
    Failure.NotReached reason = assertInstanceOf(Failure.NotReached.class, failed.failure());
    assertEquals(40_000, reason.withinUs());
    assertTrue(reason.events() > 0);
    Moment.Failed late = failure("until leaders 3");
    assertEquals(10_000_000, ((Failure.NotReached) late.failure()).withinUs());
  }

  @Test
  void an_until_ends_after_twenty_thousand_events_too() {
    Scene scene =
        Runs.scene("scene s\nset heartbeat 1ms\ncue a\n  until leader\n  until leaders 3");
    Failure.NotReached reason =
        assertInstanceOf(Failure.NotReached.class, failure(scene).failure());
    assertEquals(20_000, reason.events());
  }

  @Test
  void a_manual_schedule_waits_for_names() {
    Scene scene =
        Runs.scene(
            """
            scene manual
            cluster 3
            schedule manual
            set prevote off
            set noop off
            cue a
              run 1s
              expect no leader
              expire S2
              expect role S2 candidate
              sync S2
              deliver RequestVote S2 -> S3
              sync S3
              deliver RequestVoteReply S3 -> S2
              expect role S2 leader
              put x 5
              sync S2
              deliver heartbeat S2 -> S1
              sync S1
              deliver AppendAccepted S1 -> S2
              deliver AppendEntries S2 -> S1
              sync S1
              deliver AppendAccepted S1 -> S2
              expect committed x
              expect acknowledged x
              until leaders 2
            """);
    List<String> failures = Runs.failures(scene);
    assertEquals(
        List.of(
            "Line 26: “until leaders 2” will not be reached: nothing happens by itself any more."),
        failures);
  }

  // --- disks, clocks and processes

  @Test
  void a_full_disk_takes_no_entries_until_it_is_freed() {
    passes(
        "until quiet within 40ms",
        "expect not full L",
        "fill disk L",
        "expect full L",
        "expect not full follower 1",
        "put x 5",
        "until failed c1",
        "expect absent x",
        "free disk L",
        "expect not full L",
        "expect failed c1",
        "put x 6",
        "until acknowledged x",
        "expect not failed c1",
        "fill disk follower 1",
        "expect full follower 1",
        "mend disk follower 1",
        "expect not full follower 1");
  }

  /// It looks up how far the logs agree, and says that; it does not say that they disagree.
  @Test
  void a_full_disk_is_not_told_as_a_disagreement() {
    Scene scene = here("run 60ms", "fill disk follower 1", "put x 5", "run 60ms");
    Storyteller english = new Storyteller(Language.EN);
    List<String> why = new ArrayList<>();
    boolean postponed = false;
    for (Moment moment : Runs.moments(scene)) {
      if (moment instanceof Moment.Happened(_, Happening happening)) {
        Told told = english.tell(happening);
        postponed |= told.changes().toString().contains("its disk is full");
        told.why().forEach(reason -> why.add(reason.sentence()));
      }
    }
    assertTrue(postponed);
    assertFalse(why.toString().contains("mismatch"), why.toString());
  }

  @Test
  void an_fsync_that_fails_stops_a_server_until_its_disk_is_mended() {
    passes(
        "fail disk L",
        "put x 5",
        "expect not down L",
        "until down L because fsync",
        "expect not down L because crash",
        "expect down L",
        "until new leader",
        "mend disk L",
        "restart L",
        "expect not down L",
        "run 1s",
        "expect agree S1,S2,S3,S4,S5");
  }

  /// Whoever shows a broken rule beside the obeyed one goes on after every violation.
  @Test
  void a_server_that_goes_on_after_a_failed_fsync_comes_to_an_end_of_its_own() {
    Scene scene =
        here(
            "break goesOn",
            "fail disk L",
            "put x 5",
            "run 20ms",
            "mend disk L",
            "put y 6 as c2 via L",
            "run 100ms",
            "crash L",
            "restart L",
            "run 1s");
    Player player = new Player(scene, Rules.PAPER, Claims.NONE);
    List<Moment> moments = Runs.moments(player);
    assertTrue(
        player.violations().stream().anyMatch(v -> v.invariant() == Invariant.STRUCTURE),
        player.violations().toString());
    assertInstanceOf(Moment.Ended.class, moments.getLast());
  }

  @Test
  void a_bit_that_flips_is_found_at_the_next_start_and_the_server_refuses_to() {
    passes(
        "put x 5",
        "until value x 5",
        "expect not damaged L",
        "flip bit L entry 1",
        "expect damaged L",
        "expect not down L",
        "crash L",
        "expect down L because crash",
        "restart L",
        "expect down L because damage",
        "restart L",
        "expect down L because damage",
        "mend disk L",
        "expect not damaged L",
        "restart L",
        "expect not down L",
        "expect not torn L",
        "expect not violated 28");
  }

  @Test
  void a_bit_that_flips_in_the_last_write_passes_for_a_crash() {
    passes(
        "put x 5",
        "until value x 5",
        "until quiet within 40ms",
        "flip bit L",
        "crash L",
        "restart L",
        "expect torn L",
        "expect log L 1",
        "expect violated 28");
  }

  @Test
  void a_torn_write_is_cut_off_and_nothing_that_was_promised_is_lost() {
    passes(
        "run 60ms",
        "put x 5",
        "put y 6 as c2",
        "crash L torn keeping 1",
        "restart L",
        "expect torn L",
        "expect log L 1 1",
        "expect not violated 28");
  }

  @Test
  void a_clock_runs_fast_or_slow_until_it_is_mended() {
    Player player =
        new Player(here("slow clock L", "fast clock follower 1 5", "mend clock L", "run 1ms"));
    Runs.moments(player);
    World world = player.world();
    assertEquals(0, world.drift(world.leader()));
    int drift = 0;
    for (int id = 1; id <= world.servers(); id++) {
      drift += world.drift(id);
    }
    assertEquals(50_000, drift);
    Player slow = new Player(here("slow clock L 50", "run 100ms"));
    Runs.moments(slow);
    assertEquals(slow.world().now() - 50_000, slow.world().clock(slow.world().leader()));
  }

  /// The clock of the leader of a lease runs slow beyond its bound, and it answers with a past.
  @Test
  void a_clock_beyond_its_bound_breaks_a_lease() {
    String text =
        """
        scene lease
        seed 3
        set lease on
        set drift DRIFT
        cue before
          until leader
          let L = leader
          put x 1
          until value x 1
          run 120ms
        cue slow
          slow clock L 80
          run 50ms
          cut L | rest
          until new leader
          put x 2
          until acknowledged x
          get x as c2 via L
        """;
    assertEquals(
        List.of(),
        Runs.failures(
            Runs.scene(
                text.replace("DRIFT", "1") + "  expect violated 44\n  expect violated 45\n")));
    assertEquals(
        List.of(),
        Runs.failures(
            Runs.scene(
                text.replace("DRIFT", "45")
                    + "  expect not violated 44\n  expect not violated 45\n")));
  }

  @Test
  void a_process_stands_still_and_goes_on() {
    passes("expect not paused L", "pause L", "expect paused L", "resume L", "expect not paused L");
  }

  @Test
  void what_cannot_be_done_to_a_disk_says_why() {
    Moment.Failed still = failure("until quiet within 40ms", "crash L torn");
    assertEquals(new Failure.NothingToTear(), still.failure());
    Moment.Failed missing = failure("flip bit L entry 7");
    assertEquals(new Failure.NoSuchWrite(), missing.failure());
    for (Language language : Language.values()) {
      Prose.check(language, FailurePhrases.sentence(language, still));
      Prose.check(language, FailurePhrases.sentence(language, missing));
    }
    for (String line :
        List.of("mend disk L", "free disk L", "mend clock L", "resume L", "restart L")) {
      assertEquals(new Failure.NoEffect(), failure(line).failure(), line);
    }
    assertInstanceOf(Failure.Nobody.class, failure("mend disk follower 9").failure());
  }

  // --- claims

  @Test
  void a_claim_that_fails_is_reported_and_the_run_goes_on() {
    Scene scene = here("expect leaders 2", "expect leaders 1", "expect no leader");
    assertEquals(
        List.of(
            "Line 6: “expect leaders 2” does not hold here.",
            "Line 8: “expect no leader” does not hold here."),
        Runs.failures(scene));
    Player player = new Player(scene);
    Runs.moments(player);
    assertTrue(player.hasFailed());
    assertEquals(scene.cues().getLast(), player.cue());
  }

  @Test
  void claims_of_one_seed_are_not_asked_with_another() {
    Scene scene = here("expect leaders 2", "must leaders 1");
    assertEquals(List.of(), Runs.failures(scene, 77, Rules.PAPER));
    Scene must = here("must leaders 2");
    assertEquals(1, Runs.failures(must, 77, Rules.PAPER).size());
  }

  @Test
  void conditions_follow_a_write_from_the_client_to_every_disk() {
    passes(
        "expect not committed x",
        "expect not acknowledged x",
        "expect not applied x",
        "expect absent x",
        "run 60ms",
        "slow disk follower 4 100ms",
        "put x 5",
        "expect unknown c1",
        "expect not stored x 1",
        "expect message AppendEntries L -> follower 1",
        "until stored x 3",
        "expect not quiet",
        "until acknowledged x",
        "expect committed x",
        "expect not unknown c1",
        "expect value x 5 at L",
        "expect not value x 5",
        "until applied x",
        "expect value x 5",
        "expect stored x 5",
        "expect agree S1,S2,S3,S4,S5",
        "expect not read c2 5",
        "get x as c2",
        "expect not read c2 5",
        "until read c2 5",
        "expect not read c2 6",
        "delete x",
        "expect not committed x",
        "until absent x",
        "get x",
        "until not unknown c1",
        "expect not violated 5");
  }

  @Test
  void conditions_speak_of_roles_terms_and_refusals() {
    passes(
        "expect role L leader",
        "expect not role L follower",
        "expect term L 1",
        "expect not new leader",
        "expect leader in S1,S2,S3,S4,S5",
        "crash L",
        "expect no leader",
        "until candidates 1",
        "until new leader",
        "let N = new leader",
        "expect not refused acceptsRequest",
        "restart L",
        "expect role L follower",
        "cut L -> N",
        "run 100ms",
        "expire L",
        "heal",
        "run 200ms",
        "expect refused preVoteNewer at N");
  }

  @Test
  void a_follower_too_far_behind_goes_on_from_a_snapshot() {
    String head = BEFORE.replaceFirst("cue", "set kept-entries 0\ncue");
    String acts =
        """
          let D = follower 1
          crash D
          put x 1
          until acknowledged x
          expect snapshot L 0
          snapshot L
          expect snapshot L 2
          put x 2
          until acknowledged x
          restart D
          until message InstallSnapshot L -> D
          expect snapshot D 0
          until value x 2 at D
          expect snapshot D 2
          expect agree L,D
        """;
    assertEquals(List.of(), Runs.failures(Runs.scene(head + acts)));
  }

  @Test
  void a_lost_leader_finds_its_write_overwritten() {
    passes(
        "cut L | rest",
        "put x 1",
        "until new leader",
        "expect not committed x",
        "expect unknown c1",
        "put y 2 as c2",
        "until acknowledged y",
        "heal",
        "until value y 2",
        "expect not committed x",
        "expect absent x");
  }

  @Test
  void paused_servers_hear_later_and_disks_hang_and_mend() {
    passes(
        "run 60ms",
        "let F = follower 1",
        "let G = follower 2",
        "pause F",
        "put x 5",
        "until committed x",
        "expect absent x at F",
        "hang disk G",
        "resume F",
        "until value x 5 at F",
        "put y 6",
        "run 50ms",
        "expect not stored y 5",
        "mend disk G",
        "until stored y 5");
  }

  @Test
  void messages_are_dropped_delayed_duplicated_and_delivered() {
    passes(
        "run 200ms",
        "until quiet",
        "let A = follower 1",
        "let B = follower 2",
        "put x 5",
        "drop AppendEntries L -> A",
        "delay AppendEntries L -> B 100ms",
        "duplicate AppendEntries L -> follower 3",
        "expect message AppendEntries L -> follower 3",
        "deliver AppendEntries L -> follower 4",
        "expect not message AppendEntries L -> follower 4",
        "expect log follower 4 1 1",
        "expect not log A 1 1",
        "until value x 5");
  }

  @Test
  void what_lies_on_the_disks_decides_who_can_win() {
    Scene scene =
        Runs.scene(
            """
            scene given
            cluster 3
            given S1 term 2 log 1 1 1 1
            given S2 term 2 log 1 1 2
            given S3 term 2 log 1 1
            cue a
              crash S3
              run 150ms
              expect log S1 1 1 1 1
              expire S1
              until leader
              expect role S2 leader
              expect refused upToDate at S2
            """);
    assertEquals(List.of(), Runs.failures(scene));
  }

  // --- what cannot be done

  @Test
  void a_target_that_means_nobody_ends_the_run_at_its_line() {
    Moment.Failed failed = failure("crash L", "crash leader", "expect leaders 9");
    assertEquals(7, failed.statement().place().line());
    assertEquals(new Failure.Nobody(Target.LEADER), failed.failure());
    assertEquals(1, Runs.failures(here("crash L", "crash leader", "expect leaders 9")).size());
    assertInstanceOf(Failure.Nobody.class, failure("let X = new leader").failure());
    assertInstanceOf(Failure.Nobody.class, failure("cut follower 7 | rest").failure());
  }

  @Test
  void an_act_that_changes_nothing_is_refused() {
    assertInstanceOf(Failure.NoEffect.class, failure("restart L").failure());
    assertInstanceOf(Failure.NoEffect.class, failure("crash L", "crash L").failure());
    assertInstanceOf(Failure.NoEffect.class, failure("resume L").failure());
    assertInstanceOf(Failure.NoEffect.class, failure("cut L | L").failure());
    assertInstanceOf(Failure.NoEffect.class, failure("cut rest | rest").failure());
    assertInstanceOf(Failure.NoEffect.class, failure("cut L -> L").failure());
    assertEquals(
        List.of("Line 7: “put y 6”: c1 still waits for an answer; take another client, with “as”."),
        Runs.failures(here("put x 5", "put y 6")));
  }

  @Test
  void a_message_that_is_not_there_lists_those_that_are() {
    Scene scene = here("run 30ms", "until quiet", "put x 5", "drop heartbeat S1 -> S2");
    Failure.NoSuchMessage reason =
        assertInstanceOf(Failure.NoSuchMessage.class, failure(scene).failure());
    assertEquals(4, reason.onTheirWay().size());
    assertTrue(reason.onTheirWay().getFirst().startsWith("AppendEntries S"));
    assertInstanceOf(
        Failure.NoSuchMessage.class, failure("put x 5", "drop AppendEntries L -> S1 #9").failure());
  }

  @Test
  void every_failure_is_a_sentence_in_both_languages() {
    for (Scene scene :
        List.of(
            here("expect leaders 2"),
            here("until leaders 2 within 1ms"),
            here("crash L", "crash leader"),
            here("restart L"),
            here("put x 5", "put y 6"),
            here("break upToDate", "break upToDate"),
            here("drop heartbeat S1 -> S1"))) {
      Moment.Failed failed = failure(scene);
      for (Language language : Language.values()) {
        Prose.check(language, FailurePhrases.sentence(language, failed));
      }
    }
  }

  // --- violations

  /// A voter that looks at no log.
  private static final Rules BLIND =
      new Rules() {
        @Override
        public boolean upToDate(LogPosition candidate, LogPosition ours) {
          return true;
        }
      };

  private static final String BLIND_ELECTION =
      """
      scene blind
      cluster 3
      given S1 term 1 log 1 1
      given S2 term 1 log 1
      given S3 term 1 log 1 1
      cue a
        run 150ms
        expire S2
        until leader
      """;

  @Test
  void a_violation_ends_the_run_after_the_event_that_did_it() {
    List<Moment> moments = Runs.moments(new Player(Runs.scene(BLIND_ELECTION), BLIND, Claims.ALL));
    Moment.Failed failed = (Moment.Failed) moments.getLast();
    Failure.Broken broken = assertInstanceOf(Failure.Broken.class, failed.failure());
    assertEquals(Invariant.GRANTERS_WERE_BEHIND, broken.violation().invariant());
    assertInstanceOf(Moment.Happened.class, moments.get(moments.size() - 2));
    String sentence = FailurePhrases.sentence(Language.FR, failed);
    assertTrue(
        sentence.startsWith("Ligne 9\u00a0: pendant «\u00a0until leader\u00a0», l’invariant"),
        sentence);
    Prose.check(Language.FR, sentence);
  }

  @Test
  void a_run_that_asks_for_nothing_goes_on_to_the_end_of_the_script() {
    Scene scene =
        Runs.scene(BLIND_ELECTION + "  must leaders 0\n  restart S2\n  crash S2\ncue b\n");
    List<Moment> moments = Runs.moments(new Player(scene, BLIND, Claims.NONE));
    assertEquals("b", ((Moment.Ended) moments.getLast()).cue().name());
    List<Moment> failed = moments.stream().filter(Moment.Failed.class::isInstance).toList();
    assertEquals(1, failed.size(), "a server that runs cannot be restarted, and nothing else");
    assertInstanceOf(Failure.NoEffect.class, ((Moment.Failed) failed.getFirst()).failure());
  }

  @Test
  void a_violation_that_the_cue_expects_lets_it_go_on() {
    Scene scene = Runs.scene(BLIND_ELECTION + "  expect violated 7\n  expect role S2 leader\n");
    assertEquals(List.of(), Runs.failures(new Player(scene, BLIND, Claims.ALL)));
    Scene other = Runs.scene(BLIND_ELECTION + "  expect violated 5\n");
    assertFalse(Runs.failures(new Player(other, BLIND, Claims.ALL)).isEmpty());
    assertEquals(
        List.of("Line 10: “expect violated 7” does not hold here."),
        Runs.failures(scene).subList(0, 1),
        "with the rules of the paper nothing is violated");
  }

  @Test
  void a_rule_is_broken_and_mended_on_the_way() {
    String scene =
        """
        scene blind
        cluster 3
        given S1 term 1 log 1 1
        given S2 term 1 log 1
        given S3 term 1 log 1 1
        cue a
          run 150ms
          break upToDate
          expire S2
          until leader
          mend upToDate
          expect violated 7
          expect role S2 leader
          run 100ms
        """;
    assertEquals(List.of(), Runs.failures(Runs.scene(scene)));
    assertEquals(
        List.of("Line 7: “break isQuorum”: a rule is broken already; mend it first, with “mend”."),
        Runs.failures(here("break upToDate", "break isQuorum")));
    assertInstanceOf(Failure.NoEffect.class, failure("mend upToDate").failure());
  }

  @Test
  void rules_can_be_replaced_for_a_run() {
    Rules alone =
        new Rules() {
          @Override
          public boolean isQuorum(Configuration configuration, NodeSet yes) {
            return !yes.isEmpty();
          }
        };
    assertFalse(Runs.failures(new Player(here("must leaders 1"), alone, Claims.ALL)).isEmpty());
  }
}
