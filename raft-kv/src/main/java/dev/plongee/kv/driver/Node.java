package dev.plongee.kv.driver;

import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.Message;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Output;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RaftView;
import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.TermAt;
import dev.plongee.core.Write;
import dev.plongee.kv.disk.SnapshotFiles;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.net.Inbound;
import dev.plongee.kv.net.LeaseTiming;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SnapshotPiece;
import dev.plongee.kv.net.SnapshotProgress;
import dev.plongee.kv.net.wire.Clients.NodeStatus;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.LogClock;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
final class Node implements Inbound, Snapshots.Host, Requests.Host {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);

  /// Entries after whose application a turn ends: a few milliseconds.
  private static final int MAX_APPLIED_AT_ONCE = 2_048;

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
  private final Network network;
  private final Roster roster;
  private final DiskThread disk;
  private final Snapshots snapshots;
  private final Alarm alarm;
  private final CurrentStatus status;
  private final News news;
  private final Requests requests;

  /// Bounded by what the event loop reads from its sockets before it runs the next drain.
  private final ArrayDeque<Received> inbox = new ArrayDeque<>();

  /// What became of snapshots; a few.
  private final ArrayDeque<Input> events = new ArrayDeque<>();

  private final List<Write> writes = new ArrayList<>();

  /// Writes that name a snapshot and are not durable yet.
  private final ArrayDeque<Write> switches = new ArrayDeque<>();

  private long durableWrite;
  private long reportedWrite;
  private boolean drainDue;

  /// Whether the core waits to hear what was applied in the turn before.
  private boolean appliedDue;

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
    this.broken = broken;
    long seed = ThreadLocalRandom.current().nextLong();
    ElectionDraws draws = new ElectionDraws(seed, config.timing());
    this.raft = Raft.recover(config, Rules.PAPER, found.onDisk(), clock.micros(), draws);
    this.view = raft.view();
    this.news = new News(view);
    this.roster = new Roster(view, clock.micros());
    this.network = new Network(loop, identity.with(LeaseTiming.of(config)), roster, this);
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
    this.requests = new Requests(view, store, logClock, network, this);
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

  /// Whether this server belongs to the cluster, as far as its log says; on the event loop, or
  /// before the start.
  boolean isMember() {
    return roster.members().contains(view.self());
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
      requests.skipped();
      happened(new Input.Applied(store.appliedIndex()));
    }
  }

  @Override
  public void request(Client from, Request request) {
    requests.add(from, request);
    wake();
  }

  @Override
  public NodeStatus status() {
    return status.now();
  }

  @Override
  public void snapshot(Client from, long id) {
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

  /// The next turn, when the sockets have had theirs. The loop runs dozens of tasks before it looks
  /// at them again, but what is scheduled, even for now, begins after that.
  private void goOn() {
    if (!drainDue && !stopped) {
      drainDue = true;
      loop.schedule(this::turn, 0, TimeUnit.NANOSECONDS);
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
    if (appliedDue) {
      appliedDue = false;
      step(now, new Input.Applied(store.appliedIndex()));
    }
    for (Input it = events.poll(); it != null; it = events.poll()) {
      step(now, it);
    }
    if (durableWrite > reportedWrite) {
      reportedWrite = durableWrite;
      step(now, new Input.Persisted(durableWrite));
    }
    requests.handOver(now, input -> step(now, input));
    if (snapshots.isDue()) {
      takeSnapshot();
    }
    if (raft.deadline() <= now) {
      step(now, Input.TICK);
    }
    requests.look();
    roster.tell(network);
    if (!writes.isEmpty()) {
      disk.hand(writes, view.commitIndex());
      writes.clear();
    }
    long nextLook = requests.lookAtWatches(now);
    network.flush();
    if (requests.isWaiting()) {
      goOn();
    }
    alarm.set(now, Math.min(raft.deadline(), nextLook));
    news.tell();
    if (roster.isRemoved(now)) {
      leave();
    }
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
    output.replies().forEach(requests::answer);
    if (!output.restore().isNone()) {
      snapshots.restore(output.restore());
    }
    if (!output.apply().isEmpty()) {
      for (Entry entry : output.apply()) {
        requests.applied(entry, store.apply(entry));
        snapshots.applied(entry.size());
      }
      logClock.look(store, now);
      applied(now, output.apply().size());
    }
  }

  /// A server that starts may have millions of entries to apply, of which the core hands out some
  /// thousands at a time. Between them others get their turn, or its peers would hear nothing of it
  /// for seconds, and vote.
  private void applied(long now, int count) {
    if (count < MAX_APPLIED_AT_ONCE) {
      step(now, new Input.Applied(store.appliedIndex()));
    } else {
      appliedDue = true;
      goOn();
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
    requests.stop();
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
