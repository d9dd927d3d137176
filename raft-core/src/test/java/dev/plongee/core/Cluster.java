package dev.plongee.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// A handful of servers on a workbench: messages wait on the table until a test delivers them,
/// disks finish when a test says so. No time passes but what the test lets pass.
final class Cluster {
  /// A message on the table.
  record InFlight(int from, int to, Message message) {}

  private final Raft[] servers;
  private final List<ArrayDeque<Write>> disks = new ArrayList<>();
  private final List<List<Entry>> applied = new ArrayList<>();
  private final List<List<Reply>> replies = new ArrayList<>();
  private final List<List<TraceEvent>> trace = new ArrayList<>();
  private final List<InFlight> table = new ArrayList<>();
  private boolean disksAreFast = true;
  private long now;

  private Cluster(Raft[] servers) {
    this.servers = servers;
    for (int id = 0; id < servers.length; id++) {
      disks.add(new ArrayDeque<>());
      applied.add(new ArrayList<>());
      replies.add(new ArrayList<>());
      trace.add(new ArrayList<>());
    }
  }

  static Cluster of(int count) {
    return of(count, Rules.PAPER);
  }

  static Cluster of(int count, Rules rules) {
    return of(rules, config(count), new DurableState[count]);
  }

  /// Servers that start with these logs; `null` stands for an empty disk. The term on disk is that
  /// of the last entry.
  static Cluster withLogs(Rules rules, RaftConfig config, long[]... terms) {
    DurableState[] disks = new DurableState[terms.length];
    for (int i = 0; i < terms.length; i++) {
      List<Entry> entries = new ArrayList<>();
      for (int at = 0; at < terms[i].length; at++) {
        entries.add(new Entry(terms[i][at], at + 1, Payload.NOOP));
      }
      long term = entries.isEmpty() ? 0 : entries.getLast().term();
      disks[i] = new DurableState(new HardState(term, ServerId.NONE), entries);
    }
    return of(rules, config, disks);
  }

  /// The configuration of S1 in a cluster of this size, with tracing on.
  static RaftConfig config(int count) {
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = i + 1;
    }
    return RaftConfig.of(1, Configuration.of(ids)).with(RaftConfig.Timing.PAPER).withTracing(true);
  }

  static Cluster of(Rules rules, RaftConfig config, DurableState[] onDisk) {
    Raft[] servers = new Raft[onDisk.length + 1];
    for (int id = 1; id <= onDisk.length; id++) {
      RaftConfig own =
          new RaftConfig(
              id,
              config.configuration(),
              config.timing(),
              config.limits(),
              config.features(),
              config.tracing());
      DurableState state = onDisk[id - 1] == null ? DurableState.EMPTY : onDisk[id - 1];
      long timeout = config.timing().electionMinUs() + id;
      servers[id] = Raft.recover(own, rules, state, 0, (_, _) -> timeout);
    }
    return new Cluster(servers);
  }

  // --- looking

  RaftView view(int id) {
    return servers[id].view();
  }

  Raft raft(int id) {
    return servers[id];
  }

  List<Entry> applied(int id) {
    return applied.get(id);
  }

  List<Reply> replies(int id) {
    return replies.get(id);
  }

  /// What was traced at this server since the last call.
  List<TraceEvent> takeTrace(int id) {
    List<TraceEvent> taken = List.copyOf(trace.get(id));
    trace.get(id).clear();
    return taken;
  }

  /// The terms of the entries in a server's log.
  List<Long> terms(int id) {
    List<Long> terms = new ArrayList<>();
    for (long index = 1; index <= view(id).last().index(); index++) {
      terms.add(view(id).entry(index).term());
    }
    return terms;
  }

  /// The messages on their way between two servers, oldest first.
  List<Message> between(int from, int to) {
    return table.stream()
        .filter(m -> m.from() == from && m.to() == to)
        .map(InFlight::message)
        .toList();
  }

  // --- acting

  void disksAreFast(boolean fast) {
    disksAreFast = fast;
  }

  /// Lets time pass without anything else.
  void pass(long us) {
    now += us;
  }

  long now() {
    return now;
  }

  Output step(int id, Input input) {
    Output output = servers[id].step(now, input);
    trace.get(id).addAll(output.trace());
    replies.get(id).addAll(output.replies());
    output.send().forEach(e -> table.add(new InFlight(id, e.to(), e.message())));
    if (!output.apply().isEmpty()) {
      applied.get(id).addAll(output.apply());
      step(id, new Input.Applied(output.apply().getLast().index()));
    }
    if (!output.write().isNone()) {
      disks.get(id).addLast(output.write());
      if (disksAreFast) {
        sync(id);
      }
    }
    return output;
  }

  /// The oldest write of this server's disk is done.
  void sync(int id) {
    step(id, new Input.Persisted(disks.get(id).removeFirst().id()));
  }

  void expire(int id, Timer timer) {
    step(id, new Input.Expire(timer));
  }

  void propose(int id, String... commands) {
    List<Bytes> bytes = new ArrayList<>();
    for (String command : commands) {
      bytes.add(Bytes.wrap(command.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
    step(id, new Input.Propose(bytes));
  }

  void receive(int to, int from, Message message) {
    step(to, new Input.Receive(from, message));
  }

  /// Delivers everything between servers of this set until the table holds nothing more for them.
  void deliverAmong(Integer... ids) {
    List<Integer> among = List.of(ids);
    deliverWhile(m -> among.contains(m.from()) && among.contains(m.to()));
  }

  void deliverAll() {
    deliverWhile(_ -> true);
  }

  private void deliverWhile(Predicate<InFlight> chosen) {
    for (int i = 0; i < 100_000; i++) {
      InFlight next = table.stream().filter(chosen).findFirst().orElse(null);
      if (next == null) {
        return;
      }
      table.remove(next);
      receive(next.to(), next.from(), next.message());
    }
    throw new IllegalStateException("messages without end");
  }

  /// Delivers the oldest message between two servers.
  Message deliver(int from, int to) {
    InFlight next =
        table.stream().filter(m -> m.from() == from && m.to() == to).findFirst().orElseThrow();
    table.remove(next);
    receive(to, from, next.message());
    return next.message();
  }

  void loseEverything() {
    table.clear();
  }

  /// Makes a server leader: the others have heard no leader for long enough.
  void elect(int id, Integer... among) {
    pass(300_000);
    expire(id, Timer.ELECTION);
    Integer[] all = new Integer[servers.length - 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = i + 1;
    }
    deliverAmong(among.length == 0 ? all : among);
  }
}
