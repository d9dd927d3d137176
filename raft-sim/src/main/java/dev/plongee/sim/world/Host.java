package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Output;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;
import dev.plongee.kv.store.KvStore;
import dev.plongee.sim.world.ClientEvent.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// One server and what belongs to it: the core, the state machine, the disk, and the calls it has
/// taken. Carries out what the core asks for, as the real driver does.
final class Host {
  private static final Timer[] TIMERS = Timer.values();

  /// A call this server has taken.
  ///
  /// @param term of the entry, 0 for a read
  private record Taken(int client, int number, Request request, long term) {}

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

  /// Messages this incarnation has sent, by receiver.
  private int[] sent = new int[World.MAX_SERVERS + 1];

  /// Writes by the index of their entry, reads by their id.
  private TreeMap<Long, Taken> writes = new TreeMap<>();

  private TreeMap<Long, Taken> reads = new TreeMap<>();
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
    store = new KvStore();
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
    sent = other.sent.clone();
    writes = new TreeMap<>(other.writes);
    reads = new TreeMap<>(other.reads);
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
    store = new KvStore();
    incarnation++;
    up = true;
    deadline = raft.deadline();
    world.observer().started(world, id, found);
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
    TreeMap<Long, Taken> lostWrites = writes;
    TreeMap<Long, Taken> lostReads = reads;
    writes = new TreeMap<>();
    reads = new TreeMap<>();
    lostWrites.values().forEach(call -> answer(world, call, Phase.INFO, Answer.NONE));
    lostReads.values().forEach(call -> answer(world, call, Phase.INFO, Answer.NONE));
    for (Event.Call call : backlog) {
      world.clients().answered(world, call.client(), call.number(), Phase.INFO, Answer.NONE);
    }
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
    if (!up) {
      world.observer().vanished(world, message);
    } else if (paused) {
      mailbox.add(message);
    } else {
      step(world, message, new Input.Receive(message.from(), message.message()));
    }
  }

  void synced(World world, Event.Synced synced) {
    disk.synced(world, this);
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
        world.clients().refused(world, call.client(), call.number(), ServerId.NONE);
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
      if (call.request().isWrite()) {
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
      if (!call.request().isWrite()) {
        lastRead++;
        reads.put(lastRead, new Taken(call.client(), call.number(), call.request(), 0));
        ids.add(lastRead);
      }
    }
    if (!ids.isEmpty() && up) {
      step(world, cause, new Input.Read(ids));
    }
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
    }
    for (Reply reply : output.replies()) {
      reply(world, reply);
    }
    if (!output.apply().isEmpty()) {
      apply(world, output.apply());
      step(world, cause, new Input.Applied(output.apply().getLast().index()));
    }
  }

  private void reply(World world, Reply reply) {
    switch (reply) {
      case Reply.Accepted(LogPosition first, int count) -> accepted(world, first, count);
      case Reply.Refused(int count, _, int leader) -> {
        int size = proposing.size();
        for (Event.Call call : proposing.subList(size - count, size)) {
          world.clients().refused(world, call.client(), call.number(), leader);
        }
      }
      case Reply.ReadReady(List<Long> ids, _) -> {
        for (long read : ids) {
          Taken taken = reads.remove(read);
          if (taken != null) {
            answer(world, taken, Phase.OK, Store.answer(store, taken.request()));
          }
        }
      }
      case Reply.ReadRefused(List<Long> ids, _, int leader) -> {
        for (long read : ids) {
          Taken taken = reads.remove(read);
          if (taken != null) {
            world.clients().refused(world, taken.client(), taken.number(), leader);
          }
        }
      }
    }
  }

  private void accepted(World world, LogPosition first, int count) {
    for (int i = 0; i < count; i++) {
      Event.Call call = proposing.get(i);
      Taken taken = new Taken(call.client(), call.number(), call.request(), first.term());
      Taken forgotten = writes.put(first.index() + i, taken);
      if (forgotten != null) {
        answer(world, forgotten, Phase.INFO, Answer.NONE);
      }
    }
  }

  private void apply(World world, List<Entry> entries) {
    for (Entry entry : entries) {
      world.observer().applied(world, id, entry, store.apply(entry));
      Taken taken = writes.isEmpty() ? null : writes.remove(entry.index());
      if (taken != null && taken.term() == entry.term()) {
        answer(world, taken, Phase.OK, new Answer.Done(entry.position()));
      } else if (taken != null) {
        answer(world, taken, Phase.FAIL, new Answer.Replaced(entry.position()));
      }
    }
  }

  private static void answer(World world, Taken call, Phase phase, Answer answer) {
    world.clients().answered(world, call.client(), call.number(), phase, answer);
  }
}
