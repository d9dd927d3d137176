package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Output;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.TermAt;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.disk.SnapshotFiles;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.net.Inbound;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.SnapshotPiece;
import dev.plongee.kv.net.SnapshotProgress;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.LogClock;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One server at work: what the core asks for is done, in the order of [#drain]. Belongs to the
/// event loop; only the disk thread is elsewhere.
///
/// ```
///   peers ----messages--> inbox --+
///   clients ----calls--> queues --+--> drain: the core steps --> disk thread --force--+
///   clock ----alarm---------------+        |--> peers                                 |
///                                 |        |--> state machine --> answers             |
///                                 +---------------- Persisted <-----------------------+
/// ```
final class Node implements Inbound, Snapshots.Host {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  private record Received(int from, Message message) {}

  /// What a server starts with.
  ///
  /// @param store the state in the snapshot of `onDisk`
  /// @param settings what it was told
  record Found(DurableState onDisk, KvStore store, SnapshotFiles files, Server.Settings settings) {}

  private final EventLoop loop;
  private final Consumer<Throwable> broken;
  private final Consumer<RemovedException> gone;
  private final Clock clock = new Clock();
  private final Raft raft;
  private final RaftView view;
  private final KvStore store;
  private final LogClock logClock;
  private final Questions questions;
  private final Network network;
  private final Roster roster;
  private final MemberChanges changes;
  private final DiskThread disk;
  private final Snapshots snapshots;
  private final Alarm alarm;
  private final CurrentStatus status;
  private final News news;

  /// Bounded by what the event loop reads from its sockets before it runs the next drain.
  private final ArrayDeque<Received> inbox = new ArrayDeque<>();

  /// What became of snapshots; a few.
  private final ArrayDeque<Input> events = new ArrayDeque<>();

  private final Proposals proposals = new Proposals();

  /// Whether one of them begins a session.
  private boolean sessionBegins;

  private final Reads reads = new Reads();
  private final Transfers transfers = new Transfers();
  private final List<Write> writes = new ArrayList<>();

  /// Writes that name a snapshot and are not durable yet.
  private final ArrayDeque<Write> switches = new ArrayDeque<>();

  private long durableWrite;
  private long reportedWrite;
  private boolean drainDue;
  private boolean stopped;
  private boolean left;

  /// Made outside the event loop, before anything runs on it.
  ///
  /// @param broken told what ended this server, on the thread where it happened
  /// @param gone told once that the server was removed from its cluster, on the event loop
  Node(
      EventLoop loop,
      Identity identity,
      RaftConfig config,
      Found found,
      Disk disk,
      Consumer<Throwable> broken,
      Consumer<RemovedException> gone) {
    this.loop = loop;
    this.gone = gone;
    this.store = found.store();
    long lifetimeUs = found.settings().sessionLifetimeUs();
    this.logClock = new LogClock(lifetimeUs, store.time(), clock.micros());
    this.questions = new Questions(store);
    this.broken = broken;
    long seed = ThreadLocalRandom.current().nextLong();
    ElectionDraws draws = new ElectionDraws(seed, config.timing());
    this.raft = Raft.recover(config, Rules.PAPER, found.onDisk(), clock.micros(), draws);
    this.view = raft.view();
    this.news = new News(view);
    this.roster = new Roster(view, clock.micros());
    this.network = new Network(loop, identity, roster, this);
    this.changes = new MemberChanges(view, store, network, proposals);
    learnAddresses(identity, found);
    this.alarm = new Alarm(loop, this::wake);
    this.snapshots =
        new Snapshots(
            loop,
            network,
            "snapshots-" + ServerId.name(config.self()),
            found.files(),
            found.onDisk().snapshot(),
            found.settings().snapshotBytes(),
            this,
            broken);
    this.disk =
        new DiskThread(
            "disk-" + ServerId.name(config.self()),
            disk,
            id -> loop.execute(() -> persisted(id)),
            enough -> loop.execute(() -> space(enough)),
            broken);
    this.status = new CurrentStatus(view, network, this.disk);
  }

  /// What the log says counts also when it is not committed: nobody could be elected who needs the
  /// vote of a member whose address he may not read yet. What this server was told comes last, and
  /// so first.
  private void learnAddresses(Identity identity, Found found) {
    introduced(found.store());
    introduced(found.onDisk().entries());
    identity.members().forEach(network::learn);
  }

  private void introduced(KvStore state) {
    state
        .addresses()
        .forEach((server, address) ->
            Introduced.read(address).ifPresent(it -> network.learn(server, it)));
  }

  private void introduced(List<Entry> entries) {
    for (Entry entry : entries) {
      Introduced.in(entry).ifPresent(it -> network.learn(it.server(), it.address()));
    }
  }

  Network network() {
    return network;
  }

  /// Lets time begin; on the event loop.
  void start() {
    snapshots.start();
    wake();
  }

  // --- what comes in

  @Override
  public void message(int from, Message message) {
    if (message instanceof Message.AppendEntries) {
      roster.leaderHeard(clock.micros());
    }
    inbox.addLast(new Received(from, message));
    wake();
  }

  @Override
  public void notAMember(int peer, long settledTo) {
    roster.turnedAway(settledTo);
    wake();
  }

  @Override
  public void piece(int from, SnapshotPiece piece) {
    snapshots.piece(from, piece, view.commitIndex(), message -> message(from, message));
  }

  @Override
  public void progress(int from, SnapshotProgress progress) {
    snapshots.progress(from, progress);
  }

  @Override
  public void happened(Input input) {
    events.addLast(input);
    wake();
  }

  @Override
  public void restored(KvStore state) {
    if (state.appliedIndex() > store.appliedIndex()) {
      store.become(state);
      introduced(state);
      logClock.look(store, clock.micros());
      proposals.skipped(store.appliedIndex());
      happened(new Input.Applied(store.appliedIndex()));
    }
  }

  @Override
  public void request(Client from, Request request) {
    switch (request.getCallCase()) {
      case WRITE -> write(from, request);
      case GET, LIST -> reads.add(from, request);
      case TRANSFER -> transfers.add(from, request);
      case CHANGE_MEMBERS -> changes.add(from, request);
      case STATUS -> from.answer(status.answer(request.getId()));
      case SNAPSHOT -> snapshot(from, request.getId());
      case CALL_NOT_SET ->
          from.answer(Answers.invalid(request.getId(), "a request without a call"));
    }
    wake();
  }

  private void write(Client from, Request request) {
    Bytes command = SharedBytes.of(request.getWrite());
    try {
      sessionBegins |= CommandCodec.admit(command) instanceof Command.RegisterSession;
      proposals.add(from, request.getId(), command);
    } catch (CodecException e) {
      from.answer(Answers.invalid(request.getId(), String.valueOf(e.getMessage())));
    }
  }

  private void snapshot(Client from, long id) {
    if (store.appliedIndex() == 0) {
      from.answer(Answers.invalid(id, "nothing was applied yet: there is no state to keep"));
      return;
    }
    if (snapshots.wish(
        store.appliedIndex(), view.snapshot(), taken -> from.answer(Answers.snapshot(id, taken)))) {
      takeSnapshot();
    }
  }

  private void takeSnapshot() {
    long index = store.appliedIndex();
    if (view.configurationAt(index).equals(Configuration.NONE)) {
      snapshots.cannotTake("this server has not heard yet who belongs to its cluster");
    } else if (view.termAt(index) instanceof TermAt.Known(long term)) {
      snapshots.take(new SnapshotMeta(index, term, view.configurationAt(index)), store);
    } else {
      snapshots.cannotTake("the state is being replaced with a snapshot of the leader");
    }
  }

  private void persisted(long writeId) {
    durableWrite = writeId;
    while (!switches.isEmpty() && switches.getFirst().id() <= writeId) {
      snapshots.switchedTo(switches.removeFirst().snapshot());
    }
    wake();
  }

  private void space(boolean enough) {
    if (enough) {
      LOG.info("the disk has room again");
    } else {
      LOG.warn("the disk is full: no more entries until there is room; votes and reads go on");
    }
    happened(new Input.Space(enough));
  }

  private void wake() {
    if (!drainDue && !stopped) {
      drainDue = true;
      loop.execute(this::turn);
    }
  }

  // --- one turn

  private void turn() {
    drainDue = false;
    if (stopped) {
      return;
    }
    try {
      drain(clock.micros());
    } catch (RuntimeException | Error e) {
      broken.accept(e);
    }
  }

  /// What has come in since the last turn: peers and disk before clients, time last, so that a
  /// server that was paused hears the heartbeats that wait for it before it campaigns. Then
  /// everything that must become durable goes to the disk in one piece, and while the disk works
  /// everything that may leave goes to the sockets, one flush each.
  private void drain(long now) {
    for (Received it = inbox.poll(); it != null; it = inbox.poll()) {
      step(now, new Input.Receive(it.from(), it.message()));
    }
    for (Input it = events.poll(); it != null; it = events.poll()) {
      step(now, it);
    }
    if (durableWrite > reportedWrite) {
      reportedWrite = durableWrite;
      step(now, new Input.Persisted(durableWrite));
    }
    if (proposals.isWaiting()) {
      letTimePass(now);
      step(now, new Input.Propose(proposals.nextBatch()));
    }
    if (reads.isWaiting()) {
      step(now, new Input.Read(reads.nextBatch()));
    }
    while (transfers.isWaiting()) {
      step(now, new Input.TransferLeadership(transfers.next(view)));
    }
    changes.look(now).ifPresent(asked -> step(now, asked));
    if (snapshots.isDue()) {
      takeSnapshot();
    }
    if (raft.deadline() <= now) {
      step(now, Input.TICK);
    }
    transfers.look(view);
    roster.tell(network);
    if (!writes.isEmpty()) {
      disk.hand(writes, view.commitIndex());
      writes.clear();
    }
    network.flush();
    if (proposals.isWaiting()) {
      wake();
    }
    alarm.set(now, raft.deadline());
    news.tell();
    if (roster.isRemoved(now)) {
      leave();
    }
  }

  /// Sessions are used, or begin, at the time that it is now (diss. §6.3).
  private void letTimePass(long now) {
    if (view.role() == RoleName.LEADER && (sessionBegins || store.sessions() > 0)) {
      logClock
          .due(view.term(), now, view.last().index())
          .ifPresent(passTime -> proposals.addFirst(CommandCodec.encode(passTime)));
    }
    sessionBegins = false;
  }

  /// One step of the core, and what follows from it at once.
  private void step(long now, Input input) {
    Output output = raft.step(now, input);
    if (!output.write().isNone()) {
      writes.add(output.write());
      introduced(output.write().entries());
      if (!output.write().snapshot().isNone()) {
        switches.addLast(output.write());
      }
    }
    for (Envelope envelope : output.send()) {
      if (envelope.message() instanceof InstallSnapshot install) {
        snapshots.send(envelope.to(), install);
      } else {
        network.send(envelope.to(), envelope.message());
      }
    }
    for (Reply reply : output.replies()) {
      answer(reply);
    }
    if (!output.restore().isNone()) {
      snapshots.restore(output.restore());
    }
    if (!output.apply().isEmpty()) {
      for (Entry entry : output.apply()) {
        proposals.applied(entry, store.apply(entry));
        snapshots.applied(entry.size());
      }
      logClock.look(store, now);
      step(now, new Input.Applied(store.appliedIndex()));
    }
  }

  private void answer(Reply reply) {
    switch (reply) {
      case Reply.Accepted(LogPosition first, int count) -> proposals.accepted(first, count);
      case Reply.Refused(int count, Reply.Refusal why, int leader) ->
          proposals.refused(count, why, leader);
      case Reply.ReadReady(List<Long> ids, _) -> reads.ready(ids, questions::answer);
      case Reply.ReadRefused(List<Long> ids, Reply.Refusal why, int leader) ->
          reads.refused(ids, why, leader);
      case Reply.TransferRefused(Reply.Refusal why, int leader) -> transfers.refused(why, leader);
      case Reply.MembersRefused(Reply.Refusal why, int leader) -> changes.refused(why, leader);
    }
  }

  // --- the end

  /// The cluster goes on without this server. Whoever owns it is told once, and stops it.
  private void leave() {
    if (!left) {
      left = true;
      RemovedException removed = new RemovedException(view.self(), roster.knownTo());
      LOG.info("{}", removed.getMessage());
      gone.accept(removed);
    }
  }

  /// Answers what can be answered, and closes all connections; on the event loop.
  void stop() {
    stopped = true;
    proposals.stop();
    reads.stop();
    transfers.stop();
    changes.stop();
    network.close();
  }

  /// Nothing is sent or answered any more: what this server would say could be wrong; on the event
  /// loop.
  void fallSilent() {
    stopped = true;
    network.abort();
  }

  /// Lets the disk finish; outside the event loop.
  void stopDisk() {
    snapshots.stop();
    disk.stop();
  }
}
