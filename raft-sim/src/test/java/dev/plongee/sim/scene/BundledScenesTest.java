package dev.plongee.sim.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Rules;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Prose;
import dev.plongee.sim.phrase.Reason;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.phrase.Told;
import dev.plongee.sim.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract of a scene that comes with the program.
class BundledScenesTest {
  private static final int OTHER_SEEDS = 50;

  /// A person watches an event for about a tenth of a second when nothing is explained.
  private static final int MOST_EVENTS_OF_A_CUE = 60;

  private static Stream<Scene> scenes() {
    return Runs.bundled().stream();
  }

  private static boolean isPrologue(Cue cue) {
    return cue.say().isEmpty() && cue.questions().isEmpty();
  }

  @Test
  void the_index_lists_the_files_and_their_numbers_are_their_names() throws IOException {
    Path directory = Path.of("src", "main", "resources", "scenes");
    List<String> files;
    try (Stream<Path> all = Files.list(directory)) {
      files =
          all.map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith(".scene"))
              .sorted()
              .toList();
    }
    assertEquals(files, Files.readAllLines(directory.resolve("index.txt")));
    List<String> named =
        scenes()
            .map(s -> (s.number() < 10 ? "0" : "") + s.number() + "-" + s.name() + ".scene")
            .toList();
    assertEquals(files, named);
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void every_claim_holds(Scene scene) {
    assertEquals(List.of(), Runs.failures(scene));
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void what_must_hold_holds_for_other_seeds(Scene scene) {
    List<String> failures = new ArrayList<>();
    for (int i = 1; i <= OTHER_SEEDS; i++) {
      long seed = scene.config().seed() + 1_000 * i;
      Runs.failures(scene, seed, Rules.PAPER).forEach(f -> failures.add("seed " + seed + ": " + f));
    }
    assertEquals(List.of(), failures);
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void every_cue_claims_something_that_must_hold(Scene scene) {
    for (Cue cue : scene.cues()) {
      assertTrue(
          cue.script().stream()
              .anyMatch(s -> s.command() instanceof Command.Expect(_, boolean must) && must),
          cue.name());
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void everything_is_said_in_both_languages(Scene scene) {
    List<Text> texts = new ArrayList<>(List.of(scene.title()));
    for (Cue cue : scene.cues()) {
      texts.addAll(cue.say());
      texts.addAll(cue.notes());
      texts.addAll(cue.remember());
      for (Question question : cue.questions()) {
        texts.add(question.text());
        question.answers().forEach(answer -> texts.add(answer.text()));
      }
    }
    for (Text text : texts) {
      for (Language language : Language.values()) {
        assertTrue(text.has(language), text.toString());
        Prose.check(language, text.in(language));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void a_scene_has_four_to_eight_cues_questions_and_sentences_to_remember(Scene scene) {
    List<Cue> told = scene.cues().stream().filter(cue -> !isPrologue(cue)).toList();
    assertTrue(told.size() >= 4 && told.size() <= 8, told.size() + " cues");
    assertTrue(told.stream().anyMatch(cue -> !cue.questions().isEmpty()), "a question");
    assertTrue(told.stream().anyMatch(cue -> !cue.remember().isEmpty()), "a sentence");
    assertTrue(told.stream().anyMatch(cue -> !cue.notes().isEmpty()), "a note");
    assertFalse(scene.tracks().isEmpty());
    assertFalse(scene.paper().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void no_cue_takes_longer_than_a_room_can_watch(Scene scene) {
    Player player = new Player(scene);
    int events = 0;
    while (!player.isOver()) {
      switch (player.next()) {
        case Moment.Began _ -> events = 0;
        case Moment.Happened _ -> events++;
        case Moment.Ended(Cue cue) ->
            assertTrue(
                isPrologue(cue) || events <= MOST_EVENTS_OF_A_CUE, cue.name() + ": " + events);
        case Moment.Acted _, Moment.Reached _, Moment.Named _, Moment.Held _, Moment.Failed _ -> {}
      }
    }
    assertTrue(player.world().now() < 20_000_000, "20 seconds of motion");
  }

  @ParameterizedTest
  @MethodSource("scenes")
  void every_sentence_that_is_told_is_set_as_it_must_be(Scene scene) {
    for (Language language : Language.values()) {
      Storyteller storyteller = new Storyteller(language);
      for (Moment moment : Runs.moments(scene)) {
        List<Happening> happenings =
            switch (moment) {
              case Moment.Happened(_, Happening happening) -> List.of(happening);
              case Moment.Acted(_, List<Happening> all) -> all;
              case Moment.Began _,
                  Moment.Reached _,
                  Moment.Named _,
                  Moment.Held _,
                  Moment.Failed _,
                  Moment.Ended _ ->
                  List.of();
            };
        happenings.forEach(happening -> check(language, storyteller.tell(happening)));
      }
    }
  }

  private static void check(Language language, Told told) {
    Prose.check(language, told.who());
    Prose.check(language, told.what());
    told.changes().forEach(change -> Prose.check(language, change));
    for (Reason reason : told.all()) {
      Prose.check(language, reason.sentence());
    }
    assertTrue(told.all().containsAll(told.why()));
    assertTrue(told.why().size() <= 3);
  }

  // --- each scene is about a rule: without it the story does not come true

  private static void needs(String scene, Rules broken) {
    int failed = 0;
    for (int seed = 1; seed <= 20; seed++) {
      failed += Runs.failures(Runs.bundled(scene), seed, broken).isEmpty() ? 0 : 1;
    }
    assertEquals(20, failed, "of 20 seeds");
  }

  private static void needs(String scene, String rule) {
    needs(scene, Zoo.find(rule).orElseThrow().rules());
  }

  @Test
  void three_copies_need_a_majority_to_be_one() {
    needs("three-copies", "isQuorum:any-one");
    needs("three-copies", "isQuorum:all");
  }

  @Test
  void the_election_needs_a_majority_and_heartbeats() {
    needs("election", "isQuorum:any-one");
    needs("election", "mayVoteFor:nobody");
    needs("election", "resetsElectionTimer:nothing");
  }

  @Test
  void the_split_vote_needs_one_vote_a_term_and_a_majority_of_all() {
    needs("split-vote", "mayVoteFor:anybody");
    needs("split-vote", "isQuorum:any-one");
    needs("split-vote", "isQuorum:one-less");
  }

  @Test
  void the_write_needs_a_majority_of_disks() {
    needs("write", "isQuorum:any-one");
    needs("write", "isQuorum:all");
    needs("write", "mayApply:uncommitted");
    needs("write", "waitsFor:success-for-nothing");
  }

  @Test
  void the_death_of_the_leader_needs_a_majority_of_disks_and_conflicts_that_are_cut() {
    needs("leader-dies", "isQuorum:any-one");
    needs("leader-dies", "isQuorum:all");
    needs("leader-dies", "conflicts:never");
    needs("leader-dies", "mayApply:uncommitted");
  }

  @Test
  void the_right_to_win_needs_the_last_term_first_and_the_length_second() {
    needs("who-may-win", "upToDate:any");
    needs("who-may-win", "upToDate:length-alone");
    needs("who-may-win", "upToDate:length-first");
    needs("who-may-win", "upToDate:term-alone");
    needs("who-may-win", "upToDate:newer-only");
    needs("who-may-win", "conflicts:never");
  }

  @Test
  void figure_8_needs_the_rule_that_counts_only_the_own_term() {
    needs("figure-8", "leaderMayCommit:older-terms");
    needs("figure-8", "leaderMayCommit:never");
    needs("figure-8", "upToDate:any");
    needs("figure-8", "mayVoteFor:anybody");
  }

  /// Nothing is forced: no message is delivered by hand, no log is given.
  @Test
  void figure_8_is_reached_by_faults_alone() {
    for (Cue cue : Runs.bundled("figure-8").cues()) {
      for (Statement statement : cue.script()) {
        assertFalse(
            statement.command() instanceof Command.Deliver
                || statement.command() instanceof Command.Sync,
            statement.text());
      }
    }
    assertTrue(Runs.bundled("figure-8").config().given().isEmpty());
  }

  @Test
  void the_repair_needs_the_check_of_the_log_and_cuts_at_conflicts_alone() {
    needs("repair", "logMatches:any-term");
    needs("repair", "logMatches:not-for-heartbeats");
    needs("repair", "conflicts:never");
  }

  @Test
  void voting_twice_needs_a_vote_that_waits_for_the_disk_and_counts_afterwards() {
    needs("vote-twice", "waitsFor:vote-for-nothing");
    needs("vote-twice", "mayVoteFor:anybody");
    needs("vote-twice", "isQuorum:any-one");
  }

  @Test
  void the_disturber_is_kept_away_by_pre_votes_and_deposes_by_its_term() {
    needs("disturber", "isQuorum:any-one");
    needs("disturber", "adoptsTerm:never");
  }

  @Test
  void the_snapshot_needs_to_be_installed_and_never_to_take_anybody_back() {
    needs("snapshot", "installs:any");
    needs("snapshot", "installs:none");
  }

  @Test
  void five_members_need_both_majorities_and_a_change_that_comes_to_an_end() {
    needs("from-3-to-5", "isQuorum:new-voters");
    needs("from-3-to-5", "isQuorum:any-one");
    needs("from-3-to-5", "mayChangeMembers:never");
    needs("from-3-to-5", "caughtUp:never");
  }

  @Test
  void the_stale_read_needs_a_round_and_its_answer() {
    needs("stale-read", "roundConfirms:no-round");
    needs("stale-read", "roundConfirms:never");
    needs("stale-read", "readMayStart:never");
  }

  @Test
  void the_retry_needs_a_state_machine_that_knows_what_it_has_executed() {
    needs("retry", "executes:every-attempt");
  }

  @Test
  void the_disks_need_a_driver_that_stops_at_an_error_and_cuts_nothing_that_was_durable() {
    needs("disks", "goesOn");
    needs("disks", "mayStart:with-what-is-left");
    needs("disks", "checksum");
    needs("disks", "isQuorum:all");
  }

  @Test
  void the_partition_needs_the_majority_of_the_configured_cluster() {
    needs(
        "partition",
        new Rules() {
          @Override
          public boolean isQuorum(Configuration configuration, NodeSet yes) {
            return yes.size() >= 2;
          }
        });
    needs("partition", "isQuorum:all");
  }

  @Test
  void the_partition_ends_well_only_if_conflicts_are_cut() {
    needs("partition", "conflicts:never");
  }
}
