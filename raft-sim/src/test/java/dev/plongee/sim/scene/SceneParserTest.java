package dev.plongee.sim.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.DurableState;
import dev.plongee.core.HardState;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rule;
import dev.plongee.core.Timer;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Typography;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.WorldConfig;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneParserTest {
  private static Scene good(String text) {
    return switch (SceneParser.parse(text)) {
      case Parsed.Good(Scene scene) -> scene;
      case Parsed.Bad(List<SceneError> errors) ->
          throw new AssertionError(errors.getFirst().message(Language.EN));
    };
  }

  private static List<SceneError> errors(String text) {
    return assertInstanceOf(Parsed.Bad.class, SceneParser.parse(text)).errors();
  }

  private static String error(String text) {
    return errors(text).getFirst().message(Language.EN);
  }

  /// The commands of one cue.
  private static List<Command> commands(String... lines) {
    Scene scene = good("scene s\ncue a\n  let L = leader\n" + String.join("\n", lines));
    List<Statement> script = scene.cues().getFirst().script();
    return script.subList(1, script.size()).stream().map(Statement::command).toList();
  }

  private static Command command(String line) {
    return commands(line).getFirst();
  }

  private static Condition condition(String words) {
    return ((Command.Expect) command("expect " + words)).condition();
  }

  private static final Target S1 = new Target.Fixed(1);
  private static final Target S2 = new Target.Fixed(2);
  private static final Target L = new Target.Named("L");

  // --- what is read

  @Test
  void the_head_says_what_the_scene_is_and_where_it_begins() {
    Scene scene =
        good(
            """
            # a comment
            scene leader-dies
            number 5
            title fr "Le leader meurt"
            title en "The leader dies"
            paper "§5.3"
            track 10 25
            cluster 3
            seed 7
            schedule manual
            set prevote off
            set election 200ms..400ms
            set heartbeat 20ms
            set latency 1ms..2ms
            set max-entries 1
            set kept-entries 0
            set patience 500ms
            cue a   # and another
            """);
    assertEquals("leader-dies", scene.name());
    assertEquals(5, scene.number());
    assertEquals("Le leader meurt", scene.title().in(Language.FR));
    assertEquals("The leader dies", scene.title().in(Language.EN));
    assertEquals("§5.3", scene.paper());
    assertEquals(List.of(10, 25), scene.tracks());
    assertFalse(scene.timed());
    WorldConfig config = scene.config();
    assertEquals(3, config.servers());
    assertEquals(7, config.seed());
    assertEquals(new RaftConfig.Timing(200_000, 400_000, 20_000), config.timing());
    assertEquals(new RaftConfig.Features(false, true, true), config.features());
    assertEquals(1, config.limits().maxEntriesPerMessage());
    assertEquals(0, config.limits().keptEntries());
    assertEquals(2_000, config.network().latencyMaxUs());
    assertEquals(500_000, config.callTimeoutUs());
    assertTrue(config.tracing());
  }

  @Test
  void servers_outside_the_cluster_run_and_belong_to_nothing() {
    WorldConfig config = good("scene s\noutside 2\ncluster 3\ngiven S5 term 1\ncue a").config();
    assertEquals(5, config.servers());
    assertEquals(3, config.voters());
    assertEquals(5, config.given().size());
  }

  @Test
  void a_scene_can_wait_for_a_question() {
    assertEquals(List.of(Scene.FOR_QUESTIONS), good("scene s\ntrack questions\ncue a").tracks());
  }

  @Test
  void a_file_of_a_user_needs_only_a_name_and_a_cue() {
    Scene scene = good("scene mine\ntitle en \"Mine\"\ncue only");
    assertEquals(0, scene.number());
    assertEquals(List.of(), scene.tracks());
    assertEquals("Mine", scene.title().in(Language.FR), "one language serves for both");
    assertEquals(5, scene.config().servers());
    assertTrue(scene.timed());
  }

  @Test
  void given_disks_are_there_at_the_start() {
    Scene scene = good("scene s\ncluster 3\ngiven S2 term 3 vote S1 log 1 1 3\ncue a");
    List<DurableState> given = scene.config().given();
    assertEquals(DurableState.EMPTY, given.get(0));
    assertEquals(new HardState(3, 1), given.get(1).hardState());
    assertEquals(List.of(1L, 1L, 3L), given.get(1).entries().stream().map(e -> e.term()).toList());
  }

  @Test
  void texts_of_the_two_languages_belong_together_in_their_order() {
    Cue cue =
        good("""
        scene s
        cue a
          say fr "un"
          say fr "deux"
          say en "one"
          say en "two"
          note fr "pour moi"
          ask fr "Qui ?"
          ask en "Who?"
          answer fr "S1"
          answer fr "S2" right
          answer en "S1"
          answer en "S2" right
          remember en "\\"quoted\\" \\\\"
        """)
            .cues()
            .getFirst();
    assertEquals("deux", cue.say().get(1).fr());
    assertEquals("two", cue.say().get(1).en());
    assertEquals("pour moi", cue.notes().getFirst().fr());
    Question question = cue.questions().getFirst();
    assertEquals("Qui\u202f?", question.text().fr(), "set as it is printed");
    assertEquals("S2", question.answers().get(1).text().en());
    assertTrue(question.answers().get(1).right());
    assertFalse(question.answers().get(0).right());
    assertEquals("\"quoted\" \\", cue.remember().getFirst().en());
  }

  @Test
  void disks_and_clocks_have_words_of_their_own() {
    assertEquals(new Command.Crash(L, 0, true), command("crash L torn"));
    assertEquals(new Command.Crash(L, 2, true), command("crash L torn keeping 2"));
    assertEquals(new Command.FillDisk(L, true), command("fill disk L"));
    assertEquals(new Command.FillDisk(L, false), command("free disk L"));
    assertEquals(new Command.FailDisk(S2), command("fail disk S2"));
    assertEquals(new Command.FlipBit(S2, 0), command("flip bit S2"));
    assertEquals(new Command.FlipBit(S2, 7), command("flip bit S2 entry 7"));
    assertEquals(new Command.Drift(L, 200_000), command("fast clock L"));
    assertEquals(new Command.Drift(L, -50_000), command("slow clock L 5"));
    assertEquals(new Command.Drift(L, 0), command("mend clock L"));
    assertEquals(
        new Command.Expect(new Condition.IsDownBecause(L, Down.DAMAGED), false),
        command("expect down L because damage"));
  }

  @Test
  void what_is_wrong_about_a_disk_or_a_clock_is_said_with_what_would_be_right() {
    assertEquals(
        "3:17: found '95', expected how far a clock is out; write a whole number from 1 to 90",
        error("scene s\ncue a\n  slow clock S2 95"));
    assertEquals(
        "3:26: found 'fire', expected why a server is down (crash, fsync, damage, snapshot,"
            + " structure)",
        error("scene s\ncue a\n  expect down S2 because fire"));
    assertEquals(
        "3:21: found '0', expected a number; write a whole number from 1 to 1000000",
        error("scene s\ncue a\n  flip bit S2 entry 0"));
  }

  @Test
  void servers_are_named_in_many_ways() {
    assertEquals(new Command.Restart(S2, Optional.empty()), command("restart S2"));
    assertEquals(new Command.Restart(S2, Optional.of(false)), command("restart S2 prevote off"));
    assertEquals(new Command.Crash(Target.LEADER, 0, false), command("crash leader"));
    assertEquals(
        new Command.Crash(Target.NEW_LEADER, 2, false), command("crash new leader keeping 2"));
    assertEquals(new Command.Pause(new Target.Follower(2)), command("pause follower 2"));
    assertEquals(new Command.Resume(L), command("resume L"));
    assertEquals(
        new Command.Let("M", new Target.LeaderIn(List.of(S1, L))),
        command("let M = leader in S1,L"));
  }

  @Test
  void cuts_have_two_sides_or_one_direction() {
    assertEquals(
        new Command.Cut(List.of(L, new Target.Follower(1)), List.of(Target.REST)),
        command("cut L,follower 1 | rest"));
    assertEquals(new Command.Cut(List.of(S1), List.of(S2)), command("cut S1|S2"));
    assertEquals(new Command.CutOneWay(S1, S2), command("cut S1->S2"));
    assertEquals(new Command.Heal(), command("heal"));
  }

  @Test
  void messages_are_named_by_kind_and_link_and_number() {
    MessageRef second = new MessageRef(MessageKind.APPEND_ENTRIES, L, S2, 2);
    assertEquals(new Command.Deliver(second), command("deliver AppendEntries L->S2 #2"));
    assertEquals(
        new Command.Delay(new MessageRef(MessageKind.HEARTBEAT, S1, S2, 1), 50_000),
        command("delay heartbeat S1 -> S2 50ms  # a comment"));
    assertEquals(new Command.Drop(second), command("drop AppendEntries L -> S2 #2"));
    assertEquals(new Command.Duplicate(second), command("duplicate AppendEntries L -> S2 #2"));
  }

  @Test
  void clients_call_as_somebody_via_somebody() {
    assertEquals(new Command.Ask(new Request.Put("x", "5"), 1, Target.UNSAID), command("put x 5"));
    assertEquals(
        new Command.Ask(new Request.Put("a key", "#1"), 2, S2),
        command("put \"a key\" \"#1\" as c2 via S2"));
    assertEquals(
        new Command.Ask(new Request.Get("x"), 1, new Target.Follower(1)),
        command("get x via follower 1"));
    assertEquals(
        new Command.Ask(new Request.Delete("x"), 64, Target.UNSAID), command("delete x as c64"));
  }

  @Test
  void timers_and_disks_are_acted_upon() {
    assertEquals(new Command.Expire(S1, Timer.ELECTION), command("expire S1"));
    assertEquals(new Command.Expire(S1, Timer.QUORUM_CHECK), command("expire S1 quorum-check"));
    assertEquals(new Command.Sync(S1), command("sync S1"));
    assertEquals(new Command.SlowDisk(S1, 60_000, 60_000), command("slow disk S1 60ms"));
    assertEquals(new Command.SlowDisk(S1, 80_000, 100_000), command("slow disk S1"));
    assertEquals(new Command.HangDisk(S1), command("hang disk S1"));
    assertEquals(new Command.MendDisk(S1), command("mend disk S1"));
    assertEquals(new Command.DropAnswer(2), command("drop answer c2"));
    assertEquals(new Command.Mend("executes"), command("mend executes"));
  }

  @Test
  void motion_has_bounds() {
    Condition leader = new Condition.Exists(Target.LEADER);
    assertEquals(new Command.Until(leader, 10_000_000), command("until leader"));
    assertEquals(new Command.Until(leader, 500), command("until leader within 500us"));
    assertEquals(new Command.Run(2_000_000), command("run 2s"));
    assertEquals(new Command.Step(1), command("step"));
    assertEquals(new Command.Step(3), command("step 3"));
  }

  @Test
  void conditions_say_what_is_claimed() {
    assertEquals(new Condition.Exists(Target.NEW_LEADER), condition("new leader"));
    assertEquals(new Condition.NoLeader(), condition("no leader"));
    assertEquals(new Condition.Leaders(0), condition("leaders 0"));
    assertEquals(
        new Condition.InRole(S2, RoleName.PRE_CANDIDATE), condition("role S2 pre-candidate"));
    assertEquals(
        new Condition.InRole(Target.LEADER, RoleName.LEADER), condition("role leader leader"));
    assertEquals(new Condition.InTerm(S2, 4), condition("term S2 4"));
    assertEquals(new Condition.Applied("x", Target.UNSAID), condition("applied x"));
    assertEquals(new Condition.Applied("x", L), condition("applied x at L"));
    assertEquals(new Condition.SnapshotIs(L, 4), condition("snapshot L 4"));
    assertEquals(new Condition.WasRead(2, "5"), condition("read c2 5"));
    assertEquals(new Condition.HasValue("x", "5", S1), condition("value x 5 at S1"));
    assertEquals(new Condition.LogIs(S2, List.of(1L, 1L, 2L)), condition("log S2 1 1 2"));
    assertEquals(new Condition.LogIs(S2, List.of()), condition("log S2"));
    assertEquals(new Condition.Refused(Rule.UP_TO_DATE, S1), condition("refused upToDate at S1"));
    assertEquals(new Condition.Violated(Invariant.ONE_LEADER_A_TERM), condition("violated 5"));
    assertEquals(new Condition.Not(new Condition.Unknown(3)), condition("not unknown c3"));
    assertEquals(new Command.Expect(new Condition.Quiet(), true), command("must quiet"));
  }

  @Test
  void cues_follow_each_other_or_fork() {
    List<Cue> cues = good("scene s\ncue a\ncue b\ncue c from a\ncue d").cues();
    assertEquals(List.of("", "a", "a", "c"), cues.stream().map(Cue::from).toList());
    assertEquals(List.of(false, false, true, false), cues.stream().map(Cue::forks).toList());
  }

  @Test
  void statements_know_their_place_and_words() {
    Statement statement =
        good("scene s\ncue a\n   crash   S1 # now").cues().getFirst().script().getFirst();
    assertEquals(new Place(3, 4), statement.place());
    assertEquals("crash   S1", statement.text());
  }

  @Test
  void a_typed_line_is_a_command_with_the_names_of_the_run() {
    Scope scope = new Scope(3, List.of("L"));
    SceneParser.Typed typed = SceneParser.command("crash L", scope);
    assertEquals(
        new Command.Crash(L, 0, false),
        assertInstanceOf(SceneParser.Typed.Good.class, typed).statement().command());
    SceneParser.Typed wrong = SceneParser.command("crash S4", scope);
    assertEquals(
        "1:7: found 'S4', expected a server (S1 to S3, leader, new leader, leader in SERVERS,"
            + " follower COUNT, L); this cluster has S1 to S3",
        assertInstanceOf(SceneParser.Typed.Bad.class, wrong).error().message(Language.EN));
  }

  // --- what is refused, and how it is said

  /// Each line stands in a cue, as line 5.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "flie x; 5:3: found 'flie', expected a command (until, run, step",
        "crsh S1; did you mean 'crash'?",
        "crash; 5:8: found the end of the line, expected a server",
        "crash S9; 5:9: found 'S9'",
        "crash S9; this cluster has S1 to S5",
        "crash M; did you mean 'L'?",
        "crash S1 now; 5:12: found 'now', expected 'keeping' or the end of the line",
        "pause S1 now; 5:12: found 'now', expected the end of the line",
        "until leader wihtin 3s; expected 'within' or the end of the line; did you mean 'within'?",
        "until applied x on S1; expected 'at' or 'within' or the end of the line",
        "crash S1 keeping; 5:19: found the end of the line, expected a number",
        "crash S1 keeping some; 5:20: found 'some', expected a number; write a whole number from 0",
        "run fast; 5:7: found 'fast', expected a time; write a time such as",
        "run 0ms; expected a time",
        "run 2h; expected a time",
        "until leader within; 5:22: found the end of the line, expected a time",
        "until ledaer; 5:9: found 'ledaer', expected a condition (leader, new",
        "until ledaer; did you mean 'leader'?",
        "expect role S1 boss; 5:18: found 'boss', expected a role (follower, pre-candidate",
        "expect refused uptodate; expected a rule",
        "expect refused uptodate; did you mean 'upToDate'?",
        "expect violated 999; 5:19: found '999', expected an invariant",
        "let = leader; 5:7: found '=', expected a name",
        "let 9 = leader; 5:7: found '9', expected a name; write letters",
        "let leader = S1; 5:7: found 'leader', expected a name; 'leader' means a server already",
        "let follower = S1; 5:7: found 'follower', expected a name",
        "let S2 = S1; 5:7: found 'S2', expected a name; 'S2' means a server already",
        "let rest = S1; 5:7: found 'rest', expected a name",
        "let M leader; 5:9: found 'leader', expected '='",
        "cut S1; 5:9: found the end of the line, expected '|' or '->'",
        "cut S1 |; 5:11: found the end of the line, expected a server",
        "deliver Append S1 -> S2; 5:11: found 'Append', expected a kind of message",
        "deliver AppendEntries S1; 5:27: found the end of the line, expected '->'",
        "expire S1 heart; expected a timer (election, heartbeat, quorum-check, transfer)",
        "put x; 5:8: found the end of the line, expected a value",
        "put x 5 as bob; 5:14: found 'bob', expected a client",
        "put x 5 as c65; expected a client",
        "slow disk S1 15ms..5ms; expected a range of times; write the shorter time first",
        "slow disc S1; 5:8: found 'disc', expected 'disk'",
        "seed 3; 5:3: found 'seed', expected a command; it belongs before the first cue",
        "say de \"nein\"; expected a language (fr, en)",
        "say fr nothing; 5:10: found 'nothing', expected a text in quotation marks",
        "say fr \"open; 5:15: found the end of the line, expected a quotation mark",
        "answer fr \"what?\"; expected 'ask' before its answers",
        "watch x; 5:3: found 'watch', expected a command",
        "break uptodate; 5:9: found 'uptodate', expected a rule to break; did you mean 'upToDate'?",
        "break foo; 5:9: found 'foo', expected a rule to break (adoptsTerm, acceptsRequest,",
        "break upToDate:sometimes; expected a rule to break (upToDate:",
        "mend upToDate:length; expected a rule",
        "twin break upToDate; 5:3: found 'twin', expected a command",
        "depose S1; 5:3: found 'depose', expected a command",
      })
  void a_wrong_line_says_where_and_what_was_expected(String line, String message) {
    String text = "scene s\ncue a\n  until leader\n  let L = leader\n  " + line + "\n";
    if (line.startsWith("say") || line.startsWith("answer")) {
      text = "scene s\n\n\ncue a\n  " + line + "\n";
    }
    String error = error(text);
    assertTrue(error.contains(message), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "crash S1; 2:1: found 'crash', expected a line of the head",
        "crash S1; it belongs in a cue; begin one with 'cue NAME'",
        "clutser 5; did you mean 'cluster'?",
        "scene again; 2:1: found 'scene', expected only one 'scene'; remove one of the two",
        "cluster 0; 2:9: found '0', expected a number",
        "set; 2:4: found the end of the line, expected 'prevote' or 'checkquorum'",
        "set colour red; 2:5: found 'colour', expected 'prevote'",
        "set prevote maybe; 2:13: found 'maybe', expected on or off (on, off)",
        "set carrots on; 2:5: found 'carrots', expected 'prevote'",
        "set latency 5..15; 2:13: found '5', expected a range of times",
        "set loss 101; expected a percentage",
        "given S1 term 1 log 1 2; expected a current term of at least 2",
        "given S1 term 2 log 2 1; expected terms that never fall along the log",
        "given S6 term 1; 2:7: found 'S6'",
        "given S1 term 0 vote S1; expected a term of at least 1: nobody votes in term 0",
        "schedule later; 2:10: found 'later', expected 'timed' or 'manual'",
        "cue a from b; expected an earlier cue behind 'from'",
        "clusters 3 of 1; 2:1: found 'clusters', expected a line of the head",
      })
  void a_wrong_head_says_where_and_what_was_expected(String line, String message) {
    String error = error("scene s\n" + line + "\ncue a\n");
    assertTrue(error.contains(message), error);
  }

  @Test
  void logs_that_could_not_have_come_about_are_refused() {
    String text =
        """
        scene s
        given S1 term 2 log 1 1 2
        given S2 term 2 log 2 2 2
        cue a
        """;
    assertEquals(
        "3:1: found 'given', expected logs that match (§5.3): index 3 has term 2 here and at S1, so"
            + " everything before must be equal",
        error(text));
    String moved = "scene s\ngiven S1 term 2 log 1 2\n  given S2 term 2 log 1 1 2\ncue a";
    assertEquals(
        "3:3: found 'given', expected terms that begin at one index (§5.2): the first entry of term"
            + " 2 is at index 3 here and at index 2 at S1",
        error(moved));
    String twice = "scene s\ngiven S1 term 1\ngiven S1 term 1\ncue a";
    assertTrue(error(twice).contains("one 'given' a server"), error(twice));
  }

  @Test
  void options_must_fit_each_other() {
    String text = "scene s\nset election 60ms..300ms\nset heartbeat 50ms\ncue a";
    assertEquals(
        "3:1: found options that do not fit each other, expected others; electionMinUs is 60000,"
            + " less than twice heartbeatUs (50000): raise the election timeout or lower the"
            + " heartbeat interval",
        error(text));
    String large = "scene s\ncluster 10\ncue a";
    assertTrue(error(large).contains("at most 9 servers"), error(large));
  }

  @Test
  void every_wrong_line_is_reported() {
    List<SceneError> errors = errors("scene s\nsed 4\ncue a\n  crsh S1\n  run\n  heal\n  cue a");
    assertEquals(List.of(2, 4, 5, 7), errors.stream().map(e -> e.place().line()).toList());
  }

  @Test
  void a_file_that_is_no_scene_does_not_flood_its_reader() {
    assertEquals(20, errors("what\n".repeat(1_000)).size());
    assertTrue(error("scene s\n" + "\n".repeat(6_000)).contains("at most 5000 lines"));
    assertTrue(error("x".repeat(3_000)).contains("at most 2000 characters"));
  }

  @Test
  void a_scene_has_a_name_and_a_cue() {
    assertTrue(error("cue a").contains("'scene NAME' before the first cue"));
    assertTrue(error("scene s").contains("begin one with 'cue NAME'"));
    assertTrue(error("").contains("'scene NAME'"));
  }

  @Test
  void names_are_known_only_where_they_were_given() {
    String fork =
        "scene s\ncue a\n  until leader\ncue b\n  let L = leader\ncue c from a\n  crash L";
    assertTrue(error(fork).startsWith("7:9: found 'L', expected a server"), error(fork));
    good("scene s\ncue a\n  let L = leader\ncue b\ncue c from a\n  crash L");
  }

  @Test
  void questions_come_first_and_have_a_right_answer() {
    String late = "scene s\ncue a\n  heal\n  ask fr \"?\"";
    assertTrue(error(late).startsWith("4:3: found 'ask'"), error(late));
    String none = "scene s\ncue a\n  ask fr \"?\"\n  answer fr \"!\"";
    assertTrue(error(none).contains("write 'right' behind it"), error(none));
    String differ =
        "scene s\ncue a\n  ask fr \"?\"\n  answer fr \"1\" right\n  answer fr \"2\"\n"
            + "  answer en \"1\"\n  answer en \"2\" right";
    assertTrue(error(differ).contains("same right answers in both languages"), error(differ));
    String two = "scene s\ncue a\n  ask fr \"?\"\n  ask fr \"!\"";
    assertTrue(error(two).startsWith("4:3: found 'ask', expected one question a cue"), error(two));
  }

  // --- in French

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cluster none | lu : 'none' ; attendu : un nombre ; écrivez un nombre entier de 1 à"
            + " 1000000",
        "name x 5 | ; attendu : une ligne d'en-tête (",
        "scene a\\ncue one\\n  crash S9 | lu : 'S9' ; attendu : un serveur (S1 à S5, leader",
        "scene a\\ncue one\\n  crahs S1 | ; vouliez-vous dire 'crash' ?",
        "scene a\\ncue one\\n"
            + "  crash S1 S2 | lu : 'S2' ; attendu : 'keeping' ou la fin de la ligne ou 'torn'",
        "scene a | lu : aucun tableau ; attendu : au moins un ; commencez-en un par 'cue"
            + " NAME'",
        "given S1 term 1 log 2 | un mandat courant d'au moins 2, celui de la dernière entrée",
        "scene a\\ncue one\\n"
            + "  slow disk S1 9ms..1ms | un intervalle de durées ; écrivez d'abord la plus courte",
        "scene a\\ncue one\\n  put x | la fin de la ligne ; attendu : une valeur"
      })
  void errorsAreToldInFrenchToo(String text, String part) {
    String message = errors(text.replace("\\n", "\n")).getFirst().message(Language.FR);
    assertTrue(message.contains(Typography.set(Language.FR, part)), message);
  }
}
