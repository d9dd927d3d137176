package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Output;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.TermAt;
import dev.plongee.core.Timer;
import dev.plongee.kv.codec.Scan;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.LogClock;
import dev.plongee.kv.store.Result;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One server and what belongs to it: the core, the state machine, the disk, and the calls it has
/// taken. Carries out what the core asks for, as the real driver does.
final class Host {
  private static final Timer[] TIMERS = Timer.values();

  /// After so long the sender of a snapshot is told what became of it: longer than an ordinary
  /// message takes.
  private static final long TRANSFER_US = 100_000;

  final int id;
  int incarnation;
  boolean up;
  boolean paused;

  /// Why it does not run; means nothing while it does.
  Down down = Down.CRASHED;

  /// Whether it found a write at its last start that was not whole, and cut it off.
  boolean foundTorn;

  /// Whether its disk has no room for more entries.
  boolean full;

  /// Whether it asks before it raises its term, from its next start on.
  boolean preVote;

  /// When the next timer fires, in time of the world; [EventQueue#NEVER] while the server is down
  /// or paused.
  long deadline = EventQueue.NEVER;

  private Clock clock = Clock.TRUE;
  private Raft raft;
  private RaftView view;
  private KvStore store;
  private LogClock logClock;
  private Disk disk;

  private final SnapshotFiles files;

  /// Messages this incarnation has sent, by receiver.
  private int[] sent = new int[World.MAX_SERVERS + 1];

  private final OpenCalls calls;

  private Standstill waiting = new Standstill();

  /// A server before its first start.
  Host(World world, int id, DurableState given) {
    this.id = id;
    preVote = world.config().features().preVote();
    DiskImage image = new DiskImage(id, given, world.scratch());
    disk = new Disk(world.config().disk(), image, OnDisk.of(given));
    raft = boot(world, given);
    view = raft.view();
    store = new KvStore(world.config().sessions().most());
    logClock = logClock(world);
    files = new SnapshotFiles();
    calls = new OpenCalls();
  }

  private Host(Host other) {
    id = other.id;
    incarnation = other.incarnation;
    up = other.up;
    paused = other.paused;
    down = other.down;
    foundTorn = other.foundTorn;
    full = other.full;
    preVote = other.preVote;
    deadline = other.deadline;
    clock = other.clock;
    raft = other.raft.copy();
    view = raft.view();
    store = other.store.copy();
    logClock = other.logClock.copy();
    disk = other.disk.copy();
    files = other.files.copy();
    sent = other.sent.clone();
    calls = other.calls.copy();
    waiting = other.waiting.copy();
  }

  Host copy() {
    return new Host(this);
  }

  RaftView view() {
    return view;
  }

  KvStore store() {
    return store;
  }

  Disk disk() {
    return disk;
  }

  /// What its own clock shows.
  long now(World world) {
    return clock.local(world.now());
  }

  /// From now on its clock is fast by so many millionths, or slow.
  ///
  /// @return whether that is something new
  boolean drift(World world, int ppm) {
    boolean changes = clock.ppm() != ppm;
    clock = clock.at(world.now(), ppm);
    deadline = runs() ? clock.world(raft.deadline()) : EventQueue.NEVER;
    return changes;
  }

  /// By how many millionths its clock is fast; negative when it is slow.
  int drift() {
    return clock.ppm();
  }

  boolean runs() {
    return up && !paused;
  }

  /// The armed timer that fires first.
  Timer firstTimer() {
    for (Timer timer : TIMERS) {
      if (view.deadline(timer) == raft.deadline()) {
        return timer;
      }
    }
    throw new IllegalStateException("no timer of " + ServerId.name(id) + " is armed");
  }

  /// Adds every armed timer.
  void timers(List<Event> events) {
    for (Timer timer : TIMERS) {
      long due = clock.world(view.deadline(timer));
      if (due != EventQueue.NEVER) {
        events.add(new Event.Fired(id, incarnation, timer, due));
      }
    }
  }

  /// What clients wait for here, and what waits until the process goes on.
  int open() {
    return calls.size() + waiting.size();
  }

  // --- starting and stopping

  /// Starts, if it may do so with what is on its disk.
  void start(World world) {
    Scan scan = disk.recover(world);
    DurableState found = scan.state();
    if (!HostRules.of(world.rules()).mayStart(scan.end())) {
      refuse(world, Down.DAMAGED, scan.end());
      return;
    }
    disk.startWith(scan);
    if (!files.has(found.snapshot())) {
      refuse(world, Down.SNAPSHOT_MISSING, scan.end());
      return;
    }
    foundTorn = scan.end() instanceof ScanEnd.TornTail;
    if (!(scan.end() instanceof ScanEnd.Clean)) {
      world.observer().cutOff(world, id, scan.end());
    }
    raft = boot(world, found);
    view = raft.view();
    store = files.load(found.snapshot(), world.config().sessions().most());
    logClock = logClock(world);
    incarnation++;
    up = true;
    deadline = clock.world(raft.deadline());
    world.observer().started(world, id, found);
  }

  private void refuse(World world, Down why, ScanEnd end) {
    down = why;
    world.observer().refusedToStart(world, id, why, end);
  }

  private LogClock logClock(World world) {
    return new LogClock(world.config().sessions().lifetimeUs(), store.time(), now(world));
  }

  /// The snapshot on its disk, null when it is not there.
  @Nullable SnapshotFile file(SnapshotMeta meta) {
    return files.find(meta);
  }

  private Raft boot(World world, DurableState found) {
    return Raft.recover(
        world.config().raftConfig(id, preVote),
        world.rules(),
        found,
        now(world),
        new ElectionTimeouts(world.dice(), world.config().timing(), id));
  }

  /// From now on this server obeys other rules.
  void obey(World world) {
    raft = raft.copy(world.rules());
    view = raft.view();
  }

  void stop(World world, Down why, int keep, boolean torn) {
    up = false;
    down = why;
    paused = false;
    deadline = EventQueue.NEVER;
    disk.crash(world, this, keep, torn);
    calls.lose(world);
    waiting.takeCalls().forEach(call -> world.clients().lost(world, call));
    waiting = new Standstill();
    sent = new int[World.MAX_SERVERS + 1];
  }

  /// Tells the core what its disk has room for, as soon as it can hear it.
  void tellSpace(World world, Event cause) {
    if (runs() && view.hasSpace() == full) {
      step(world, cause, new Input.Space(!full));
    }
  }

  void pause() {
    paused = true;
    deadline = EventQueue.NEVER;
  }

  /// Hears what waited: the messages first, then the calls.
  void resume(World world, Event cause) {
    paused = false;
    deadline = clock.world(raft.deadline());
    for (Event.Delivery message : waiting.takeMessages()) {
      world.queue().add(message.at(world.now()));
    }
    List<Event.Call> heard = waiting.takeCalls();
    if (!heard.isEmpty()) {
      world.queue().add(new Event.Backlog(id, incarnation, heard, world.now()));
    }
    long write = waiting.takeWrite();
    if (write > 0) {
      step(world, cause, new Input.Persisted(write));
    }
    tellSpace(world, cause);
  }

  // --- what reaches it

  void deliver(World world, Event.Delivery message) {
    if (!up || !paused && !arrives(world, message)) {
      world.observer().vanished(world, message);
    } else if (paused) {
      waiting.hear(message);
    } else {
      step(world, message, new Input.Receive(message.from(), message.message()));
    }
  }

  /// A snapshot arrives with its file, as long as the sender is there to send it; whoever has it
  /// already, or is beyond it, can do without. It gets the file all the same if there is one:
  /// whether it wants it is for its core to say.
  private boolean arrives(World world, Event.Delivery message) {
    if (!(message.message() instanceof InstallSnapshot(_, SnapshotMeta meta))
        || file(meta) != null) {
      return true;
    }
    Host sender = world.host(message.from());
    SnapshotFile file = sender.file(meta);
    if (!sender.runs() || sender.incarnation != message.incarnation() || file == null) {
      return view.commitIndex() >= meta.index();
    }
    files.add(file);
    return true;
  }

  /// The transfer of a snapshot that this server began has ended.
  void transferred(World world, Event.Transferred it) {
    if (paused) {
      world.queue().add(it.at(world.now() + TRANSFER_US));
      return;
    }
    Host peer = world.host(it.peer());
    boolean arrived =
        peer.file(it.snapshot()) != null || peer.view.commitIndex() >= it.snapshot().index();
    step(world, it, new Input.SnapshotSent(it.peer(), arrived));
  }

  /// Writes a snapshot of what is applied.
  ///
  /// @return whether there was anything new to write, and it is known who belongs to the cluster
  boolean takeSnapshot(World world, Event cause) {
    long index = store.appliedIndex();
    if (index <= view.snapshot().index()
        || view.configurationAt(index).equals(Configuration.NONE)
        || !(view.termAt(index) instanceof TermAt.Known(long term))) {
      return false;
    }
    SnapshotMeta meta = new SnapshotMeta(index, term, view.configurationAt(index));
    files.add(SnapshotFile.of(meta, store));
    files.tidy(HostRules.of(world.rules()), disk.durable().snapshot());
    step(world, cause, new Input.SnapshotTaken(meta));
    return true;
  }

  /// A flush group has ended, well or not.
  void synced(World world, Event.Synced synced) {
    boolean durable = !disk.isFailing();
    if (!durable) {
      world.observer().syncFailed(world, id);
    }
    if (!HostRules.of(world.rules()).goesOn(durable)) {
      world.stop(this, Down.SYNC_FAILED, disk.keptInSpite(world, this), false);
      return;
    }
    if (durable && disk.hasHole()) {
      world.broke(this, "the log on its disk does not go on where a write begins");
      return;
    }
    if (durable) {
      disk.synced(world, this);
      files.tidy(HostRules.of(world.rules()), disk.durable().snapshot());
      world.observer().synced(world, id, synced.write());
    } else {
      disk.loseGroup(world, this);
    }
    if (paused) {
      waiting.synced(synced.write());
    } else {
      step(world, synced, new Input.Persisted(synced.write()));
    }
  }

  /// Takes calls, all writes in one proposal and all reads in one round.
  void hear(World world, Event cause, List<Event.Call> heard) {
    if (!up) {
      for (Event.Call call : heard) {
        world.clients().refused(world, call, ServerId.NONE);
      }
    } else if (paused) {
      waiting.hear(heard);
    } else {
      take(world, cause, heard);
    }
  }

  private void take(World world, Event cause, List<Event.Call> heard) {
    List<Bytes> commands = calls.propose(heard, passTime(world, heard));
    if (!commands.isEmpty()) {
      step(world, cause, new Input.Propose(commands));
    }
    calls.proposed();
    List<Long> ids = calls.read(heard);
    if (!ids.isEmpty() && up) {
      boolean here = world.config().followerReads();
      step(world, cause, here ? new Input.ReadHere(ids) : new Input.Read(ids));
    }
    calls.asked();
  }

  /// Sessions are used, or begin, at the time that it is now (diss. §6.3).
  private Optional<Command.PassTime> passTime(World world, List<Event.Call> heard) {
    boolean begins = false;
    boolean writes = false;
    for (Event.Call call : heard) {
      begins |= call.request() instanceof Request.Register;
      writes |= call.request().isLogged();
    }
    return writes && view.role() == RoleName.LEADER && (begins || store.sessions() > 0)
        ? logClock.due(view.term(), now(world), view.last().index())
        : Optional.empty();
  }

  /// Somebody wants this leader to change who belongs to the cluster.
  ///
  /// @return whether it begins to
  boolean changeMembers(World world, Event cause, Configuration target) {
    boolean changing = view.isChangingMembers();
    long before = view.configurationIndex();
    step(world, cause, new Input.ChangeMembers(target));
    boolean begins = !changing && view.isChangingMembers();
    return up && (begins || view.configurationIndex() > before);
  }

  /// Somebody wants this leader to hand its leadership over.
  ///
  /// @return whether it begins to
  boolean transfer(World world, Event cause, int target) {
    if (view.transferTarget() != ServerId.NONE) {
      return false;
    }
    step(world, cause, new Input.TransferLeadership(target));
    return up && view.transferTarget() != ServerId.NONE;
  }

  /// A timer fires: by itself when it is due, else because somebody wants it to.
  void fire(World world, Event cause, Timer timer) {
    boolean due = view.deadline(timer) <= now(world);
    step(world, cause, due ? Input.TICK : new Input.Expire(timer));
  }

  // --- one step, and what the core asks for

  private void step(World world, Event cause, Input input) {
    Output output;
    try {
      output = raft.step(now(world), input);
    } catch (IllegalStateException broken) {
      world.broke(this, String.valueOf(broken.getMessage()));
      return;
    }
    deadline = clock.world(raft.deadline());
    world.observer().stepped(world, cause, id, input, output);
    if (output == Output.NOTHING) {
      return;
    }
    if (!output.write().isNone()) {
      disk.submit(world, this, output.write());
    }
    for (Envelope envelope : output.send()) {
      int to = envelope.to();
      world.send(this, to, ++sent[to], envelope.message());
      if (envelope.message() instanceof InstallSnapshot(_, SnapshotMeta meta)) {
        long due = world.now() + TRANSFER_US;
        world.queue().add(new Event.Transferred(id, incarnation, to, meta, sent[to], due));
      }
    }
    for (Reply reply : output.replies()) {
      calls.reply(world, id, store, reply);
    }
    if (!files.has(output.restore())) {
      world.broke(this, "the snapshot that is to be installed is not there");
      return;
    }
    if (!output.restore().isNone()) {
      restore(world, output.restore());
      step(world, cause, new Input.Applied(output.restore().index()));
    }
    if (!output.apply().isEmpty()) {
      apply(world, output.apply());
      step(world, cause, new Input.Applied(output.apply().getLast().index()));
      long every = world.config().snapshotEvery();
      if (up && every > 0 && store.appliedIndex() - view.snapshot().index() >= every) {
        takeSnapshot(world, cause);
      }
    }
  }

  private void restore(World world, SnapshotMeta meta) {
    store = files.load(meta, world.config().sessions().most());
    logClock.look(store, now(world));
    calls.replaced(world, meta.index());
    world.observer().restored(world, id, meta);
  }

  private void apply(World world, List<Entry> entries) {
    HostRules rules = HostRules.of(world.rules());
    for (Entry entry : entries) {
      Result result = store.apply(rules.executes(entry, store.time(), now(world)));
      world.observer().applied(world, id, entry, result);
      calls.applied(world, entry, result);
    }
    logClock.look(store, now(world));
  }
}
