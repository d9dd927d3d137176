package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Output;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.TermAt;
import dev.plongee.core.Timer;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One server and what belongs to it: the core, the state machine, the disk, and the calls it has
/// taken. Carries out what the core asks for, as the real driver does.
final class Host {
  private static final Timer[] TIMERS = Timer.values();

  /// After so long the sender of a snapshot is told what became of it: longer than an ordinary
  /// message takes.
  private static final long TRANSFER_US = 100_000;

  /// A command that is in the log of this server, or was.
  private record Appended(LogPosition at, Event.Call call) {}

  /// A read this server has taken.
  private record OpenRead(long id, Event.Call call) {}

  final int id;
  int incarnation;
  boolean up;
  boolean paused;

  /// Its structure broke: it never starts again.
  boolean broken;

  /// When the next timer fires, [EventQueue#NEVER] while the server is down or paused.
  long deadline = EventQueue.NEVER;

  private Raft raft;
  private RaftView view;
  private KvStore store;
  private Disk disk;

  /// Snapshots on its disk; one or two.
  private List<SnapshotFile> files = new ArrayList<>();

  /// Messages this incarnation has sent, by receiver.
  private int[] sent = new int[World.MAX_SERVERS + 1];

  /// By index.
  private ArrayDeque<Appended> writes = new ArrayDeque<>();

  /// By id; there are few.
  private List<OpenRead> reads = new ArrayList<>();

  private long lastRead;

  /// The calls of the proposal that is being answered.
  private List<Event.Call> proposing = List.of();

  // What waits while the process is paused.
  private List<Event.Delivery> mailbox = new ArrayList<>();
  private List<Event.Call> backlog = new ArrayList<>();
  private long unreportedWrite;

  /// A server before its first start.
  Host(World world, int id, DurableState given) {
    this.id = id;
    disk = new Disk(world.config().disk(), new DiskImage(id, given));
    raft = boot(world, given);
    view = raft.view();
    store = new KvStore(world.config().maxSessions());
  }

  private Host(Host other) {
    id = other.id;
    incarnation = other.incarnation;
    up = other.up;
    paused = other.paused;
    broken = other.broken;
    deadline = other.deadline;
    raft = other.raft.copy();
    view = raft.view();
    store = other.store.copy();
    disk = other.disk.copy();
    files = new ArrayList<>(other.files);
    sent = other.sent.clone();
    writes = new ArrayDeque<>(other.writes);
    reads = new ArrayList<>(other.reads);
    lastRead = other.lastRead;
    mailbox = new ArrayList<>(other.mailbox);
    backlog = new ArrayList<>(other.backlog);
    unreportedWrite = other.unreportedWrite;
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

  boolean runs() {
    return up && !paused;
  }

  /// The armed timer that fires first.
  Timer firstTimer() {
    for (Timer timer : TIMERS) {
      if (view.deadline(timer) == deadline) {
        return timer;
      }
    }
    throw new IllegalStateException("no timer of " + ServerId.name(id) + " is armed");
  }

  /// Adds every armed timer.
  void timers(List<Event> events) {
    for (Timer timer : TIMERS) {
      long due = view.deadline(timer);
      if (due != EventQueue.NEVER) {
        events.add(new Event.Fired(id, incarnation, timer, due));
      }
    }
  }

  // --- starting and stopping

  void start(World world) {
    DurableState found = disk.recover(world);
    raft = boot(world, found);
    view = raft.view();
    store = load(world, found.snapshot());
    incarnation++;
    up = true;
    deadline = raft.deadline();
    world.observer().started(world, id, found);
  }

  private KvStore load(World world, SnapshotMeta meta) {
    SnapshotFile file = file(meta);
    int maxSessions = world.config().maxSessions();
    Check.that(meta.isNone() || file != null, "the snapshot that the log names");
    return file == null ? new KvStore(maxSessions) : file.read(maxSessions);
  }

  /// The snapshot on its disk, null when it is not there.
  @Nullable SnapshotFile file(SnapshotMeta meta) {
    for (SnapshotFile file : files) {
      if (file.meta().equals(meta)) {
        return file;
      }
    }
    return null;
  }

  private Raft boot(World world, DurableState found) {
    return Raft.recover(
        world.config().raftConfig(id),
        world.rules(),
        found,
        world.now(),
        new ElectionTimeouts(world.dice(), world.config().timing(), id));
  }

  /// From now on this server obeys other rules.
  void obey(World world) {
    raft = raft.copy(world.rules());
    view = raft.view();
  }

  void stop(World world, int keep) {
    up = false;
    paused = false;
    deadline = EventQueue.NEVER;
    disk.crash(world, this, keep);
    loseCalls(world);
    mailbox = new ArrayList<>();
    backlog = new ArrayList<>();
    unreportedWrite = 0;
    sent = new int[World.MAX_SERVERS + 1];
  }

  /// The connections of all clients break: what they asked may have happened or not.
  private void loseCalls(World world) {
    ArrayDeque<Appended> lostWrites = writes;
    List<OpenRead> lostReads = reads;
    writes = new ArrayDeque<>();
    reads = new ArrayList<>();
    lostWrites.forEach(write -> world.clients().lost(world, write.call()));
    lostReads.forEach(read -> world.clients().lost(world, read.call()));
    backlog.forEach(call -> world.clients().lost(world, call));
  }

  void pause() {
    paused = true;
    deadline = EventQueue.NEVER;
  }

  /// Hears what waited: the messages first, then the calls.
  void resume(World world, Event cause) {
    paused = false;
    deadline = raft.deadline();
    for (Event.Delivery message : mailbox) {
      world.queue().add(message.at(world.now()));
    }
    mailbox = new ArrayList<>();
    if (!backlog.isEmpty()) {
      world.queue().add(new Event.Backlog(id, incarnation, backlog, world.now()));
      backlog = new ArrayList<>();
    }
    if (unreportedWrite > 0) {
      long write = unreportedWrite;
      unreportedWrite = 0;
      step(world, cause, new Input.Persisted(write));
    }
  }

  // --- what reaches it

  void deliver(World world, Event.Delivery message) {
    if (!up || !paused && !arrives(world, message)) {
      world.observer().vanished(world, message);
    } else if (paused) {
      mailbox.add(message);
    } else {
      step(world, message, new Input.Receive(message.from(), message.message()));
    }
  }

  /// A snapshot arrives with its file, as long as the sender is there to send it; whoever has it
  /// already, or is beyond it, needs no file.
  private boolean arrives(World world, Event.Delivery message) {
    if (!(message.message() instanceof InstallSnapshot(_, SnapshotMeta meta))
        || file(meta) != null
        || view.commitIndex() >= meta.index()) {
      return true;
    }
    Host sender = world.host(message.from());
    SnapshotFile file = sender.file(meta);
    if (!sender.runs() || sender.incarnation != message.incarnation() || file == null) {
      return false;
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
  /// @return whether there was anything new to write
  boolean takeSnapshot(World world, Event cause) {
    long index = store.appliedIndex();
    if (index <= view.snapshot().index()
        || !(view.termAt(index) instanceof TermAt.Known(long term))) {
      return false;
    }
    SnapshotMeta meta = new SnapshotMeta(index, term, view.configurationAt(index));
    files.add(SnapshotFile.of(meta, store));
    step(world, cause, new Input.SnapshotTaken(meta));
    return true;
  }

  void synced(World world, Event.Synced synced) {
    disk.synced(world, this);
    long named = disk.snapshot().index();
    files.removeIf(file -> file.meta().index() < named);
    world.observer().synced(world, id, synced.write());
    if (paused) {
      unreportedWrite = synced.write();
    } else {
      step(world, synced, new Input.Persisted(synced.write()));
    }
  }

  /// Takes calls, all writes in one proposal and all reads in one round.
  void hear(World world, Event cause, List<Event.Call> calls) {
    if (!up) {
      for (Event.Call call : calls) {
        world.clients().refused(world, call, ServerId.NONE);
      }
    } else if (paused) {
      backlog.addAll(calls);
    } else {
      propose(world, cause, calls);
      read(world, cause, calls);
    }
  }

  private void propose(World world, Event cause, List<Event.Call> calls) {
    List<Event.Call> proposed = new ArrayList<>();
    List<Bytes> commands = new ArrayList<>();
    for (Event.Call call : calls) {
      if (call.request().isLogged()) {
        proposed.add(call);
        commands.add(Store.command(call.request()));
      }
    }
    if (!proposed.isEmpty()) {
      proposing = proposed;
      step(world, cause, new Input.Propose(commands));
      proposing = List.of();
    }
  }

  private void read(World world, Event cause, List<Event.Call> calls) {
    List<Long> ids = new ArrayList<>();
    for (Event.Call call : calls) {
      if (!call.request().isLogged()) {
        lastRead++;
        reads.add(new OpenRead(lastRead, call));
        ids.add(lastRead);
      }
    }
    if (!ids.isEmpty() && up) {
      step(world, cause, new Input.Read(ids));
    }
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
    boolean due = view.deadline(timer) <= world.now();
    step(world, cause, due ? Input.TICK : new Input.Expire(timer));
  }

  // --- one step, and what the core asks for

  private void step(World world, Event cause, Input input) {
    Output output;
    try {
      output = raft.step(world.now(), input);
    } catch (IllegalStateException broken) {
      world.broke(this, String.valueOf(broken.getMessage()));
      return;
    }
    deadline = raft.deadline();
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
      reply(world, reply);
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
    store = load(world, meta);
    // What became of commands at places that the snapshot replaced is not told any more.
    while (!writes.isEmpty() && writes.getFirst().at().index() <= meta.index()) {
      world.clients().lost(world, writes.removeFirst().call());
    }
    world.observer().restored(world, id, meta);
  }

  private void reply(World world, Reply reply) {
    switch (reply) {
      case Reply.Accepted(LogPosition first, int count) -> accepted(world, first, count);
      case Reply.Refused(int count, _, int leader) -> {
        int size = proposing.size();
        for (Event.Call call : proposing.subList(size - count, size)) {
          world.clients().refused(world, call, leader);
        }
      }
      case Reply.ReadReady(List<Long> ids, _) -> {
        for (long id : ids) {
          Event.Call read = take(id);
          if (read != null) {
            world.clients().answered(world, read, Store.answer(store, read.request()));
          }
        }
      }
      case Reply.TransferRefused _,
          Reply.MembersRefused _ -> {} // Who asked sees that nothing begins.
      case Reply.ReadRefused(List<Long> ids, _, int leader) -> {
        for (long id : ids) {
          Event.Call read = take(id);
          if (read != null) {
            world.clients().refused(world, read, leader);
          }
        }
      }
    }
  }

  /// The open read of this id, which is open no longer; null when there is none.
  private Event.@Nullable Call take(long read) {
    for (int i = 0; i < reads.size(); i++) {
      if (reads.get(i).id() == read) {
        return reads.remove(i).call();
      }
    }
    return null;
  }

  private void accepted(World world, LogPosition first, int count) {
    // What an earlier leadership left at these places is in no log of ours any more, and its place
    // here is needed: whether it will be committed can no longer be told.
    while (!writes.isEmpty() && writes.getLast().at().index() >= first.index()) {
      world.clients().lost(world, writes.removeLast().call());
    }
    for (int i = 0; i < count; i++) {
      Event.Call call = proposing.get(i);
      LogPosition at = new LogPosition(first.term(), first.index() + i);
      writes.addLast(new Appended(at, call));
      world.observer().appended(world, id, call, at);
    }
  }

  private void apply(World world, List<Entry> entries) {
    for (Entry entry : entries) {
      Result result = store.apply(entry);
      world.observer().applied(world, id, entry, result);
      Appended write = writes.peekFirst();
      if (write != null && write.at().index() == entry.index()) {
        writes.removeFirst();
        boolean ours = write.at().term() == entry.term();
        LogPosition at = entry.position();
        Answer answer = ours ? new Answer.Done(at, result) : new Answer.Replaced(at);
        world.clients().answered(world, write.call(), answer);
      }
    }
  }
}
