package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.ReadIndexReply;
import dev.plongee.core.Message.ReadIndexRequest;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.Message.TimeoutNow;
import java.util.ArrayList;
import java.util.List;

/// S1 of three at the mercy of whatever arrives, also of what no honest cluster would send, and a
/// witness of what one server alone must keep: its structure, and its word to the disk.
final class OneServer {
  private static final RaftConfig CONFIG =
      Given.config(3, new RaftConfig.Limits(3, 200, 3, 12, 1_000_000, 0, 5)).withTracing(false);

  private final Rules rules;

  /// Whether a broken word is a failure; under broken rules only the structure must hold.
  private final boolean judged;

  private final Disk disk;
  private Raft raft;
  private long now;
  private long handedOut;
  private long lastWriteId;
  private long nextRead;

  /// A server under the rules as they are written.
  OneServer() {
    this(Rules.PAPER, true);
  }

  OneServer(Rules rules, boolean judged) {
    this(rules, judged, new Disk(DurableState.EMPTY));
    raft = recover();
  }

  private OneServer(Rules rules, boolean judged, Disk disk) {
    this.rules = rules;
    this.judged = judged;
    this.disk = disk;
  }

  private Raft recover() {
    Timeouts timeouts = (term, attempt) -> 150_000 + 997 * ((term + 3L * attempt) % 100);
    return Raft.recover(CONFIG, rules, disk.state(), now, timeouts);
  }

  OneServer copy() {
    OneServer copy = new OneServer(rules, judged, disk.copy());
    copy.raft = raft.copy();
    copy.now = now;
    copy.handedOut = handedOut;
    copy.lastWriteId = lastWriteId;
    copy.nextRead = nextRead;
    return copy;
  }

  RaftView view() {
    return raft.view();
  }

  /// Lets each of these things happen.
  ///
  /// @return everything the server said
  List<Output> run(List<Move> moves) {
    List<Output> outputs = new ArrayList<>();
    moves.forEach(move -> make(move, outputs));
    return outputs;
  }

  private void make(Move move, List<Output> outputs) {
    switch (move) {
      case Move.Pass(int us) -> {
        now += us;
        step(Input.TICK, outputs);
        assertTrue(raft.deadline() > now, "no timer is overdue after a tick");
      }
      case Move.Expire(Timer timer) -> step(new Input.Expire(timer), outputs);
      case Move.Hear hear -> step(new Input.Receive(hear.from(), message(hear)), outputs);
      case Move.Propose(int count) -> step(new Input.Propose(commands(count)), outputs);
      case Move.Read(int count) -> step(new Input.Read(readIds(count)), outputs);
      case Move.ChangeMembers(int voters) ->
          step(
              new Input.ChangeMembers(new Configuration(new NodeSet((long) voters << 1))), outputs);
      case Move.ReadHere(int count) -> step(new Input.ReadHere(readIds(count)), outputs);
      case Move.Transfer(int target) -> step(new Input.TransferLeadership(target), outputs);
      case Move.Sync(int writes) -> {
        long id = 0;
        for (int i = 0; i < writes && disk.unfinished() > 0; i++) {
          id = disk.finishOne();
        }
        step(new Input.Persisted(id), outputs);
      }
      case Move.Apply(int entries) ->
          step(new Input.Applied(Math.min(handedOut, view().appliedIndex() + entries)), outputs);
      case Move.Win() -> {
        step(new Input.Expire(Timer.ELECTION), outputs);
        hear(Move.Kind.PRE_VOTE_GRANTED, outputs);
        make(new Move.Sync(Integer.MAX_VALUE), outputs);
        hear(Move.Kind.VOTE_GRANTED, outputs);
      }
      case Move.Snapshot() -> takeSnapshot(outputs);
      case Move.SnapshotSent(int peer, boolean arrived) ->
          step(new Input.SnapshotSent(peer, arrived), outputs);
      case Move.Space(boolean enough) -> step(new Input.Space(enough), outputs);
      case Move.Restart() -> {
        disk.loseUnfinished();
        handedOut = disk.state().snapshot().index();
        lastWriteId = 0;
        raft = recover();
      }
    }
  }

  private void takeSnapshot(List<Output> outputs) {
    long index = view().appliedIndex();
    if (view().termAt(index) instanceof TermAt.Known(long term)) {
      SnapshotMeta meta = new SnapshotMeta(index, term, view().configurationAt(index));
      step(new Input.SnapshotTaken(meta), outputs);
    }
  }

  /// The same message from S2 and from S3.
  private void hear(Move.Kind kind, List<Output> outputs) {
    for (int from = 2; from <= 3; from++) {
      make(new Move.Hear(from, kind, 0, 0, 0, 0), outputs);
    }
  }

  private List<Bytes> commands(int count) {
    List<Bytes> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(Given.command("command " + i));
    }
    return commands;
  }

  private List<Long> readIds(int count) {
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(nextRead++);
    }
    return ids;
  }

  // --- what it may hear

  private Message message(Move.Hear hear) {
    long term = Math.max(0, view().term() + hear.termDelta());
    LogPosition place = new LogPosition(Math.max(0, term - hear.b() % 3), hear.a());
    return switch (hear.kind()) {
      case PRE_VOTE -> new PreVote(term + 1, place);
      case PRE_VOTE_GRANTED -> new PreVoteReply(term + 1, true);
      case PRE_VOTE_REFUSED -> new PreVoteReply(term, false);
      // Most candidates ask for a term that is new to others, and some were told to by a leader.
      case REQUEST_VOTE ->
          new RequestVote(hear.c() < 6 ? term + 1 : term, place, hear.c() % 3 == 0);
      // Nobody answers a request that has not left: it waits for the disk, as the own vote does.
      case VOTE_GRANTED -> new RequestVoteReply(term, view().votes().contains(1));
      case VOTE_REFUSED -> new RequestVoteReply(term, false);
      case APPEND_ENTRIES -> appendEntries(hear, term);
      case ACCEPTED -> new AppendAccepted(term, nearTheEnd(hear), nearTheRound(hear));
      case REJECTED ->
          new AppendRejected(
              term, nearTheEnd(hear), new ConflictHint(hear.b() % 3, hear.c()), nearTheRound(hear));
      case OUT_OF_SPACE -> new OutOfSpace(term, nearTheEnd(hear), nearTheRound(hear));
      case INSTALL_SNAPSHOT -> new InstallSnapshot(term, snapshot(hear, term));
      case READ_INDEX_ASKED -> new ReadIndexRequest(term, hear.a());
      case READ_INDEX -> new ReadIndexReply(term, Math.max(0, nextRead - hear.a()), hear.b());
      case STALE -> new Stale(term);
      case TIMEOUT_NOW -> new TimeoutNow(term);
    };
  }

  private long nearTheEnd(Move.Hear hear) {
    return Math.max(0, view().last().index() + 1 - hear.a() / 2);
  }

  private long nearTheRound(Move.Hear hear) {
    return Math.max(0, view().round() + 1 - hear.c() / 3);
  }

  private SnapshotMeta snapshot(Move.Hear hear, long term) {
    long index = Math.max(1, view().last().index() + hear.a() - hear.b());
    long wrong = hear.c() % 3 == 0 ? 1 : 0;
    long there = view().termAt(index) instanceof TermAt.Known(long known) ? known + wrong : term;
    return Given.snapshot(index, Math.max(1, there));
  }

  private AppendEntries appendEntries(Move.Hear hear, long term) {
    long index = nearTheEnd(hear);
    long wrong = hear.c() % 4 == 0 ? 1 : 0;
    long prevTerm = view().termAt(index) instanceof TermAt.Known(long known) ? known + wrong : term;
    long[] terms = new long[hear.b() % 4];
    for (int i = 0; i < terms.length; i++) {
      terms[i] = Math.max(1, term - (hear.c() >> i & 1));
    }
    LogPosition prev = new LogPosition(prevTerm, index);
    return new AppendEntries(
        term, prev, Given.entries(index + 1, terms), index + hear.c() - 4, hear.c());
  }

  // --- what it must keep

  private void step(Input input, List<Output> outputs) {
    long term = view().term();
    long commit = view().commitIndex();
    int vote = view().votedFor();
    LogPosition last = view().last();
    Output output = raft.step(now, input);
    outputs.add(output);
    if (!judged) {
      handedOut = output.restore().isNone() ? handedOut : output.restore().index();
      output.apply().forEach(entry -> handedOut = entry.index());
      disk.submit(output.write());
      return;
    }
    assertTrue(view().term() >= term, "the term never falls");
    assertTrue(view().commitIndex() >= commit, "commitIndex never falls");
    assertTrue(
        view().term() > term || vote == ServerId.NONE || view().votedFor() == vote,
        "one vote a term");
    assertTrue(
        view().hasSpace() || !fillsTheDisk(input) || view().last().equals(last),
        "nothing is appended or cut where there is no room");
    output.send().forEach(envelope -> checkSent(envelope.to(), envelope.message()));
    checkRestored(output.restore());
    checkApplied(output.apply());
    checkWrite(output.write());
    disk.submit(output.write());
    checkDisk();
    checkTimers();
  }

  private static boolean fillsTheDisk(Input input) {
    return switch (input) {
      case Input.Propose _, Input.ChangeMembers _ -> true;
      case Input.Receive(_, Message message) -> message instanceof AppendEntries;
      default -> false;
    };
  }

  private void checkSent(int to, Message message) {
    HardState durable = disk.state().hardState();
    boolean question = message instanceof PreVote || message instanceof PreVoteReply;
    assertTrue(question || message.term() <= durable.term(), "a term leaves when it is durable");
    switch (message) {
      case RequestVoteReply(long term, boolean granted) when granted ->
          assertEquals(new HardState(term, to), durable, "a vote leaves when it is durable");
      case RequestVote(long term, LogPosition last, _) -> {
        assertEquals(new HardState(term, 1), durable);
        assertEquals(last, lastOnDisk(), "a request describes a durable log");
      }
      case AppendAccepted(_, long match, _) ->
          assertTrue(match <= view().durableIndex(), "only durable entries are acknowledged");
      case OutOfSpace(_, long match, _) ->
          assertTrue(match <= view().durableIndex(), "only durable entries are acknowledged");
      case AppendEntries(long term, _, _, _, _) -> {
        assertEquals(RoleName.LEADER, view().role());
        assertEquals(view().term(), term);
      }
      case TimeoutNow(long term) -> {
        assertEquals(RoleName.LEADER, view().role());
        assertEquals(view().term(), term);
        assertEquals(to, view().transferTarget());
        assertEquals(view().last().index(), view().peer(to).matchIndex(), "it could win");
      }
      case InstallSnapshot(long term, SnapshotMeta snapshot) -> {
        assertEquals(RoleName.LEADER, view().role());
        assertEquals(view().term(), term);
        assertEquals(view().snapshot(), snapshot);
      }
      case ReadIndexRequest(long term, _) -> assertEquals(view().term(), term);
      case ReadIndexReply(long term, _, long index) -> {
        assertEquals(RoleName.LEADER, view().role());
        assertEquals(view().term(), term);
        assertTrue(index <= view().commitIndex());
      }
      case RequestVoteReply _, AppendRejected _, Stale _, PreVote _, PreVoteReply _ -> {}
    }
  }

  private LogPosition lastOnDisk() {
    List<Entry> entries = disk.state().entries();
    return entries.isEmpty() ? disk.state().base() : entries.getLast().position();
  }

  private Entry onDisk(long index) {
    return disk.state().entries().get((int) (index - disk.state().base().index() - 1));
  }

  private void checkRestored(SnapshotMeta snapshot) {
    if (!snapshot.isNone()) {
      assertEquals(snapshot, disk.state().snapshot(), "restored when the disk says so");
      handedOut = snapshot.index();
      assertTrue(handedOut <= view().commitIndex());
    }
  }

  private void checkApplied(List<Entry> entries) {
    for (Entry entry : entries) {
      assertEquals(++handedOut, entry.index(), "entries are applied in their order");
      assertTrue(handedOut <= view().commitIndex());
      assertEquals(entry, onDisk(handedOut));
    }
  }

  private void checkWrite(Write write) {
    if (!write.isNone()) {
      assertEquals(++lastWriteId, write.id());
      assertEquals(new HardState(view().term(), view().votedFor()), write.hardState());
    }
  }

  private void checkDisk() {
    long durable = view().durableIndex();
    assertTrue(durable <= lastOnDisk().index() && durable <= view().last().index());
    assertTrue(view().base().index() <= view().snapshot().index(), "no gap");
    for (long index = view().base().index() + 1; index <= durable; index++) {
      assertEquals(onDisk(index), view().entry(index), "what is durable is on disk");
    }
    if (disk.unfinished() == 0) {
      assertEquals(view().last().index(), durable);
      assertEquals(List.of(), view().held(), "nothing waits for an idle disk");
      assertTrue(view().hardStateDurable());
    }
  }

  private void checkTimers() {
    boolean leads = view().role() == RoleName.LEADER;
    assertEquals(leads, view().deadline(Timer.HEARTBEAT) != Long.MAX_VALUE);
    assertEquals(leads, view().deadline(Timer.QUORUM_CHECK) != Long.MAX_VALUE);
    boolean transfers = view().transferTarget() != ServerId.NONE;
    assertEquals(transfers, view().deadline(Timer.TRANSFER) != Long.MAX_VALUE);
    boolean waitsForItsVote = view().role() == RoleName.CANDIDATE && !view().votes().contains(1);
    assertEquals(!leads && !waitsForItsVote, view().deadline(Timer.ELECTION) != Long.MAX_VALUE);
  }
}
