package dev.plongee.sim.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.plongee.core.Configuration;
import dev.plongee.core.ConflictHint;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Output;
import dev.plongee.core.Payload;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rule;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Timer;
import dev.plongee.core.TraceEvent;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.MemberChange;
import dev.plongee.sim.world.NetworkSettings;
import dev.plongee.sim.world.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Everything a world can do has words in both languages. The samples are held against the sealed
/// types, so that a new case without words makes a test red.
class WorldPhrasesTest {
  private static final List<Entry> ENTRIES = List.of(new Entry(2, 5, Payload.NOOP));

  private static final SnapshotMeta SNAPSHOT = new SnapshotMeta(4, 1, Configuration.of(1, 2, 3));

  private static final List<Message> MESSAGES =
      List.of(
          new Message.PreVote(2, new LogPosition(1, 4)),
          new Message.PreVoteReply(2, true),
          new Message.RequestVote(2, LogPosition.ZERO),
          new Message.RequestVoteReply(2, false),
          new Message.AppendEntries(2, new LogPosition(1, 4), ENTRIES, 4, 0),
          new Message.AppendEntries(2, new LogPosition(1, 4), List.of(), 4, 0),
          new Message.AppendAccepted(2, 5, 0),
          new Message.AppendRejected(2, 7, new ConflictHint(1, 3), 0),
          new Message.OutOfSpace(2, 5, 0),
          new Message.ReadIndexRequest(2, 5),
          new Message.ReadIndexReply(2, 5, 7),
          new Message.TimeoutNow(2),
          new Message.InstallSnapshot(2, SNAPSHOT),
          new Message.Stale(3));

  private static final List<Request> REQUESTS =
      List.of(
          new Request.Put("x", "5"),
          new Request.Delete("x"),
          new Request.Cas("x", Optional.of("4"), "5"),
          new Request.Cas("x", Optional.empty(), "5"),
          new Request.Append("x", "5"),
          new Request.Get("x"),
          new Request.List("x"),
          new Request.Register(),
          new Request.Close(3),
          new Request.InSession(3, 7, new Request.Put("x", "5")),
          new Request.InSession(3, 7, new Request.Append("x", "5")),
          new Request.PassTime(1_000, 61_000, 5_000_000));

  private static final LogPosition AT = new LogPosition(2, 5);

  private static final List<Result> RESULTS =
      List.of(
          new Result.Nothing(5),
          new Result.Stored(5),
          new Result.Stored(4),
          new Result.Deleted(5, true),
          new Result.Compared(5, true),
          new Result.Compared(5, false),
          new Result.Appended(5, 10),
          new Result.TooLong(5, 1L << 21),
          new Result.Registered(5),
          new Result.Closed(5),
          new Result.UnknownSession(5),
          new Result.TimePassed(5, 1),
          new Result.Outdated(5, 8),
          new Result.Malformed(5, "no command"));

  private static final List<Act> ACTS =
      List.of(
          new Act.Crash(2, 0),
          new Act.Crash(2, 1),
          new Act.Restart(2),
          new Act.Pause(2),
          new Act.SetPreVote(2, true),
          new Act.SetPreVote(2, false),
          new Act.Transfer(2),
          new Act.ChangeMembers(new MemberChange.Add(NodeSet.of(4, 5))),
          new Act.ChangeMembers(new MemberChange.Learn(NodeSet.of(4))),
          new Act.ChangeMembers(new MemberChange.Remove(NodeSet.of(1))),
          new Act.ChangeMembers(new MemberChange.Set(NodeSet.of(1, 4))),
          new Act.Snapshot(2),
          new Act.Resume(2),
          new Act.Cut(NodeSet.of(1, 2), NodeSet.of(3)),
          new Act.Mend(NodeSet.of(1, 2), NodeSet.of(3)),
          new Act.Heal(),
          new Act.SetNetwork(NetworkSettings.CALM),
          new Act.SetDisk(2, DiskSettings.DEFAULT),
          new Act.SetDisk(2, DiskSettings.DEFAULT.hanging()),
          new Act.SetSpace(2, false),
          new Act.SetSpace(2, true),
          new Act.SetFailing(2, true),
          new Act.SetFailing(2, false),
          new Act.Crash(2, 0, true),
          new Act.Damage(2, 77),
          new Act.DamageRecord(2, 0),
          new Act.DamageRecord(2, 7),
          new Act.Repair(2),
          new Act.SetClock(2, 5_000),
          new Act.SetClock(2, -200_000),
          new Act.SetClock(2, 0),
          new Act.Ask(1, 2, new Request.Get("x")),
          new Act.AskAgain(1, 2),
          new Act.LoseAnswer(1),
          new Act.GiveUp(1),
          new Act.Work(true),
          new Act.Work(false),
          new Act.Happen("S1.1>S2#1"),
          new Act.Drop("S1.1>S2#1"),
          new Act.DropAll(),
          new Act.Delay("S1.1>S2#1", 5_000),
          new Act.Duplicate("S1.1>S2#1"),
          new Act.Expire(2, Timer.ELECTION),
          new Act.Sync(2),
          new Act.Wait(5_000));

  private static Event.Delivery delivery(Message message) {
    return new Event.Delivery(1, 1, 2, 1, 0, message, 0, 10, false);
  }

  private static List<Event> events() {
    List<Event> events = new ArrayList<>();
    MESSAGES.forEach(message -> events.add(delivery(message)));
    REQUESTS.forEach(request -> events.add(new Event.Call(1, 1, 1, 2, request, 10)));
    REQUESTS.forEach(
        request -> events.add(new Event.Late(new Event.Call(1, 1, 1, 2, request, 10), 20)));
    ACTS.forEach(act -> events.add(new Event.Acted(act, 10)));
    for (Timer timer : Timer.values()) {
      events.add(new Event.Fired(2, 1, timer, 10));
    }
    events.add(new Event.Synced(2, 1, 3, 10));
    events.add(new Event.GivenUp(1, 1, 1, 10));
    events.add(new Event.Transferred(2, 1, 3, SNAPSHOT, 4, 10));
    events.add(new Event.Backlog(2, 1, List.of(), 10));
    return events;
  }

  private static void assertComplete(Class<?> sealed, List<?> samples) {
    TreeSet<String> wanted = new TreeSet<>();
    addKinds(sealed, wanted);
    TreeSet<String> found = new TreeSet<>();
    samples.forEach(sample -> found.add(sample.getClass().getName()));
    assertEquals(wanted, found, "samples of " + sealed.getSimpleName());
  }

  private static void addKinds(Class<?> sealed, TreeSet<String> kinds) {
    for (Class<?> kind : sealed.getPermittedSubclasses()) {
      if (kind.isSealed()) {
        addKinds(kind, kinds);
      } else {
        kinds.add(kind.getName());
      }
    }
  }

  private static void assertSaid(String fr, String en) {
    Prose.check(Language.FR, fr);
    Prose.check(Language.EN, en);
    assertNotEquals(fr, en);
  }

  @Test
  void every_event_and_every_act_has_a_line() {
    assertComplete(Message.class, MESSAGES);
    assertComplete(Request.class, REQUESTS);
    assertComplete(Act.class, ACTS);
    assertComplete(Event.class, events());
    for (Event event : events()) {
      assertSaid(line(Language.FR, event), line(Language.EN, event));
    }
  }

  private static String line(Language language, Event event) {
    EventPhrases.Line line = EventPhrases.line(language, event);
    return line.who() + " · " + line.what();
  }

  private static Stepped stepped(Input input, RoleName role, TraceEvent event) {
    Write write = new Write(1, new HardState(2, 1), 0, ENTRIES);
    Output output =
        new Output(write, List.of(), SnapshotMeta.NONE, List.of(), List.of(), List.of(event));
    return new Stepped(2, input, output, role, 2, 5);
  }

  @Test
  void every_change_has_a_sentence() {
    List<TraceEvent> changes = new ArrayList<>();
    for (RoleName from : RoleName.values()) {
      for (RoleName to : RoleName.values()) {
        changes.add(new TraceEvent.RoleChanged(from, to));
      }
    }
    changes.add(new TraceEvent.TermChanged(1, 2));
    changes.add(new TraceEvent.Voted(2, 2));
    changes.add(new TraceEvent.Voted(2, 1));
    Configuration three = Configuration.of(1, 2, 3);
    Configuration joint = new Configuration(NodeSet.of(1, 2), NodeSet.of(1, 2, 3), NodeSet.of(4));
    changes.add(new TraceEvent.MembersChanged(joint, three));
    changes.add(new TraceEvent.MembersChanged(three, joint));
    changes.add(new TraceEvent.CatchingUp(three, true));
    changes.add(new TraceEvent.CatchingUp(three, false));
    changes.add(new TraceEvent.Transferring(2));
    changes.add(new TraceEvent.Transferring(0));
    changes.add(new TraceEvent.Appended(5, 5));
    changes.add(new TraceEvent.Truncated(5, 5));
    changes.add(new TraceEvent.Truncated(5, 7));
    changes.add(new TraceEvent.SnapshotTaken(SNAPSHOT, 3));
    changes.add(new TraceEvent.SnapshotInstalled(SNAPSHOT));
    changes.add(new TraceEvent.SpaceChanged(false));
    changes.add(new TraceEvent.SpaceChanged(true));
    changes.add(new TraceEvent.Postponed(4, 4));
    changes.add(new TraceEvent.Postponed(4, 6));
    changes.add(new TraceEvent.CommitAdvanced(4, 5));
    changes.add(new TraceEvent.CommitAdvanced(2, 5));
    List<TraceEvent> toldElsewhere =
        List.of(
            new TraceEvent.TimerFired(Timer.ELECTION),
            new TraceEvent.BecameDurable(3),
            new TraceEvent.Decided(Rule.ADOPTS_TERM, List.of(1L, 2L), true));
    List<TraceEvent> all = new ArrayList<>(changes);
    all.addAll(toldElsewhere);
    assertComplete(TraceEvent.class, all);
    for (RoleName role : RoleName.values()) {
      for (TraceEvent change : changes) {
        Stepped step = stepped(Input.TICK, role, change);
        assertSaid(
            TracePhrases.sentences(Language.FR, step, change).getFirst(),
            TracePhrases.sentences(Language.EN, step, change).getFirst());
      }
    }
  }

  @Test
  void every_answer_to_a_client_has_a_sentence() {
    List<Answer> answers = new ArrayList<>();
    RESULTS.forEach(result -> answers.add(new Answer.Done(AT, result)));
    answers.add(new Answer.Replaced(new LogPosition(3, 5)));
    answers.add(new Answer.Found("5"));
    answers.add(new Answer.Absent());
    answers.add(new Answer.Listed(List.of("x=5")));
    answers.add(new Answer.None());
    assertComplete(Result.class, RESULTS);
    assertComplete(Answer.class, answers);
    for (Answer answer : answers) {
      for (ClientEvent.Phase phase : ClientEvent.Phase.values()) {
        for (Request request : REQUESTS) {
          ClientEvent event = new ClientEvent(1, 1, 1, phase, request, answer, 10);
          List<String> fr = ClientPhrases.sentences(Language.FR, event);
          List<String> en = ClientPhrases.sentences(Language.EN, event);
          assertEquals(phase == ClientEvent.Phase.INVOKE ? 0 : 1, fr.size());
          for (int i = 0; i < fr.size(); i++) {
            assertSaid(fr.get(i), en.get(i));
          }
        }
      }
    }
  }

  @Test
  void every_refusal_and_every_loss_has_a_sentence() {
    List<Happening> happenings = new ArrayList<>();
    for (Reply.Refusal why : Reply.Refusal.values()) {
      for (int leader : new int[] {0, 3}) {
        for (Reply reply :
            List.of(
                new Reply.Refused(1, why, leader),
                new Reply.ReadRefused(List.of(1L), why, leader))) {
          Output output =
              new Output(
                  Write.NONE, List.of(), SnapshotMeta.NONE, List.of(), List.of(reply), List.of());
          happenings.add(
              happening(
                  new Event.Call(1, 1, 1, 2, REQUESTS.getFirst(), 10),
                  List.of(new Stepped(2, Input.TICK, output, RoleName.FOLLOWER, 1, 5)),
                  List.of()));
        }
      }
    }
    Event.Delivery message = delivery(MESSAGES.getFirst());
    for (Happening.Vanished.Reason reason : Happening.Vanished.Reason.values()) {
      happenings.add(
          happening(message, List.of(), List.of(new Happening.Vanished(message, reason))));
    }
    happenings.add(happening(message, List.of(), List.of()));
    for (Happening happening : happenings) {
      assertSaid(
          new Storyteller(Language.FR).tell(happening).changes().getFirst(),
          new Storyteller(Language.EN).tell(happening).changes().getFirst());
    }
  }

  private static final List<Happening.Mishap> MISHAPS =
      List.of(
          new Happening.SyncFailed(2, true),
          new Happening.SyncFailed(2, false),
          new Happening.Torn(2),
          new Happening.CutOff(2, new ScanEnd.TornTail(1, 512, 600, "why")),
          new Happening.Refused(2, Down.DAMAGED, new ScanEnd.Damage(1, 512, 3, "why")),
          new Happening.CutOff(2, new ScanEnd.Damage(1, 512, 3, "why")),
          new Happening.Refused(2, Down.DAMAGED, ScanEnd.CLEAN),
          new Happening.Refused(2, Down.SNAPSHOT_MISSING, ScanEnd.CLEAN));

  @Test
  void every_mishap_of_a_disk_has_a_sentence() {
    assertComplete(Happening.Mishap.class, MISHAPS);
    for (Happening.Mishap mishap : MISHAPS) {
      assertSaid(
          DiskPhrases.sentence(Language.FR, mishap), DiskPhrases.sentence(Language.EN, mishap));
    }
    assertEquals(
        "S2 refuses to start: its log is damaged from entry 3 on (segment 1, byte 512), and what"
            + " follows was durable once. It erases nothing.",
        DiskPhrases.sentence(Language.EN, MISHAPS.get(4)));
  }

  /// "The disk has finished writing" and "restarts" would say the opposite of what happened.
  @Test
  void an_event_is_told_as_what_became_of_it() {
    Event synced = new Event.Synced(2, 1, 3, 10);
    Event restarted = new Event.Acted(new Act.Restart(2), 10);
    Storyteller english = new Storyteller(Language.EN);
    assertEquals("the fsync fails", english.tell(ill(synced, MISHAPS.getFirst())).what());
    assertEquals("tries to restart", english.tell(ill(restarted, MISHAPS.get(4))).what());
    assertEquals("restarts with its disk", english.tell(ill(restarted, MISHAPS.get(3))).what());
  }

  private static Happening ill(Event event, Happening.Mishap mishap) {
    return new Happening(
        1, 10, event, List.of(), List.of(), List.of(), List.of(), List.of(mishap), List.of());
  }

  private static Happening happening(
      Event event, List<Stepped> steps, List<Happening.Vanished> vanished) {
    return new Happening(1, 10, event, steps, List.of(), List.of(), vanished, List.of(), List.of());
  }

  @Test
  void what_becomes_durable_is_told_in_parts() {
    Write write = new Write(3, new HardState(2, 1), 5, ENTRIES);
    Happening.Written all = new Happening.Written(2, write, new HardState(1, 3));
    assertEquals(
        "On the disk of S2: term 2, vote for S1, log cut at entry 5, entry 5 (empty entry).",
        WritePhrases.sentences(Language.EN, all).getFirst());
    assertSaid(
        WritePhrases.sentences(Language.FR, all).getFirst(),
        WritePhrases.sentences(Language.EN, all).getFirst());
    SnapshotMeta snapshot = new SnapshotMeta(7, 2, Configuration.of(1, 2, 3));
    Write installed =
        new Write(4, new HardState(2, 1), 1, snapshot, new LogPosition(2, 7), List.of());
    Happening.Written replaced = new Happening.Written(2, installed, new HardState(2, 1));
    assertEquals(
        "On the disk of S2: snapshot up to entry 7.",
        WritePhrases.sentences(Language.EN, replaced).getFirst());
    Write nothing = new Write(3, new HardState(2, 1), 0, List.of());
    assertEquals(
        List.of(),
        WritePhrases.sentences(
            Language.FR, new Happening.Written(2, nothing, new HardState(2, 1))));
  }

  @Test
  void every_invariant_has_a_sentence() {
    for (Invariant invariant : Invariant.values()) {
      assertSaid(
          InvariantPhrases.sentence(Language.FR, invariant),
          InvariantPhrases.sentence(Language.EN, invariant));
    }
  }
}
