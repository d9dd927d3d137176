package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.fail;

import dev.plongee.core.Message.InstallSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A handful of servers on a workbench: messages wait on the table until a test delivers them,
/// disks finish when a test says so. No time passes but what the test lets pass. A test may also
/// play some of the servers itself: it reads what is on the table and answers with [#receive].
final class Cluster {
  /// More deliveries than any scenario needs: beyond it the servers talk in circles.
  private static final int MAX_DELIVERIES = 10_000;

  /// A message on the table.
  record InFlight(int from, int to, Message message) {}

  private final Rules rules;
  private final RaftConfig[] configs;
  private final Raft[] servers;
  private final List<Disk> disks = new ArrayList<>();
  private final List<List<Entry>> applied = new ArrayList<>();
  private final Map<SnapshotMeta, List<Entry>> snapshots = new HashMap<>();
  private final List<List<Reply>> replies = new ArrayList<>();
  private final List<List<TraceEvent>> trace = new ArrayList<>();
  private final List<InFlight> table = new ArrayList<>();
  private final long seed;
  private boolean disksAreFast = true;
  private int hangingDisk = ServerId.NONE;
  private boolean stateMachinesAreFast = true;
  private int restored;
  private long now;

  private Cluster(Rules rules, RaftConfig config, long seed, DurableState[] onDisk) {
    this.rules = rules;
    this.seed = seed;
    configs = new RaftConfig[onDisk.length + 1];
    servers = new Raft[onDisk.length + 1];
    for (int id = 0; id <= onDisk.length; id++) {
      disks.add(new Disk(id == 0 ? DurableState.EMPTY : onDisk[id - 1]));
      applied.add(new ArrayList<>());
      replies.add(new ArrayList<>());
      trace.add(new ArrayList<>());
    }
    for (int id = 1; id <= onDisk.length; id++) {
      configs[id] =
          new RaftConfig(
              id,
              config.configuration().isVoter(id) ? config.configuration() : Configuration.NONE,
              config.timing(),
              config.limits(),
              config.features(),
              config.tracing());
      recover(id);
    }
  }

  /// Servers that never ran, in a cluster of this size.
  static Cluster of(int count, Rules rules) {
    return of(rules, Given.config(count));
  }

  /// Servers that never ran.
  static Cluster of(Rules rules, RaftConfig config) {
    return withTimeouts(0, rules, config);
  }

  /// Servers that never ran, whose election timeouts differ with this seed, the term and the
  /// attempt. (Seed 0: a microsecond longer for each following server, always.)
  static Cluster withTimeouts(long seed, Rules rules, RaftConfig config) {
    DurableState[] disks = new DurableState[config.configuration().voters().size()];
    Arrays.fill(disks, DurableState.EMPTY);
    return new Cluster(rules, config, seed, disks);
  }

  /// Servers S1, S2, ... that start with what is on these disks.
  static Cluster of(Rules rules, DurableState... onDisk) {
    return new Cluster(rules, Given.config(onDisk.length), 0, onDisk);
  }

  /// Servers S1, S2, ... that start with what is on these disks. The servers of the configuration
  /// that have none are played by the test.
  static Cluster of(Rules rules, RaftConfig config, DurableState... onDisk) {
    return new Cluster(rules, config, 0, onDisk);
  }

  private void recover(int id) {
    RaftConfig.Timing timing = configs[id].timing();
    long spread = timing.electionMaxUs() - timing.electionMinUs();
    Timeouts timeouts =
        (term, attempt) ->
            timing.electionMinUs()
                + (seed == 0 ? id : Math.floorMod(mix(seed + id, 31 * term + attempt), spread));
    servers[id] = Raft.recover(configs[id], rules, disks.get(id).state(), now, timeouts);
  }

  private static long mix(long seed, long key) {
    long z = seed * 0x9E3779B97F4A7C15L + key * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 30) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  // --- looking

  RaftView view(int id) {
    return servers[id].view();
  }

  Raft raft(int id) {
    return servers[id];
  }

  RoleName role(int id) {
    return view(id).role();
  }

  /// What a crash would leave of this server.
  DurableState onDisk(int id) {
    return disks.get(id).state();
  }

  /// How many writes this server's disk has not finished.
  int unfinishedWrites(int id) {
    return disks.get(id).unfinished();
  }

  /// How often a state machine was replaced with a snapshot while its server ran.
  int restored() {
    return restored;
  }

  /// What the state machine of this server consists of.
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
    for (long index = view(id).base().index() + 1; index <= view(id).last().index(); index++) {
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

  /// The newest message on its way between two servers.
  Message last(int from, int to) {
    List<Message> messages = between(from, to);
    return messages.isEmpty() ? fail(nothingFrom(from, to)) : messages.getLast();
  }

  private static String nothingFrom(int from, int to) {
    return "no message from S" + from + " to S" + to + " is on its way";
  }

  /// The messages on their way between two servers, taken off the table.
  List<Message> take(int from, int to) {
    List<Message> taken = between(from, to);
    table.removeIf(m -> m.from() == from && m.to() == to);
    return taken;
  }

  boolean nothingIsOnItsWay() {
    return table.isEmpty();
  }

  // --- acting

  /// Whether each write is durable at once; otherwise [#sync] finishes them one by one.
  void disksAreFast(boolean fast) {
    disksAreFast = fast;
  }

  /// The disk of this server finishes nothing any more.
  void diskHangs(int id) {
    hangingDisk = id;
  }

  /// Whether entries are applied at once; otherwise a test reports it with [Input.Applied].
  void stateMachinesAreFast(boolean fast) {
    stateMachinesAreFast = fast;
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
    if (!output.restore().isNone()) {
      restored++;
      restore(id, output.restore());
      if (stateMachinesAreFast) {
        step(id, new Input.Applied(output.restore().index()));
      }
    }
    if (!output.apply().isEmpty()) {
      applied.get(id).addAll(output.apply());
      if (stateMachinesAreFast) {
        step(id, new Input.Applied(output.apply().getLast().index()));
      }
    }
    disks.get(id).submit(output.write());
    if (disksAreFast && id != hangingDisk && !output.write().isNone()) {
      sync(id);
    }
    return output;
  }

  /// The oldest write of this server's disk is done.
  void sync(int id) {
    step(id, new Input.Persisted(disks.get(id).finishOne()));
  }

  /// Every write of this server's disk is done, in one flush.
  void syncAll(int id) {
    while (disks.get(id).unfinished() > 1) {
      disks.get(id).finishOne();
    }
    sync(id);
  }

  /// The server loses everything but what is durable, and starts again.
  void restart(int id) {
    disks.get(id).loseUnfinished();
    restore(id, onDisk(id).snapshot());
    recover(id);
  }

  /// The state machine becomes what this snapshot holds.
  private void restore(int id, SnapshotMeta snapshot) {
    applied.set(id, new ArrayList<>(snapshots.getOrDefault(snapshot, List.of())));
  }

  /// The state machine of this server writes a snapshot of all it has applied.
  SnapshotMeta snapshot(int id) {
    RaftView view = view(id);
    long index = view.appliedIndex();
    long term = view.termAt(index) instanceof TermAt.Known(long known) ? known : 0;
    SnapshotMeta meta = new SnapshotMeta(index, term, view.configurationAt(index));
    snapshots.put(meta, List.copyOf(applied.get(id)));
    step(id, new Input.SnapshotTaken(meta));
    return meta;
  }

  void tick(int id) {
    step(id, Input.TICK);
  }

  void expire(int id, Timer timer) {
    step(id, new Input.Expire(timer));
  }

  void propose(int id, String... commands) {
    step(id, new Input.Propose(Given.commands(commands)));
  }

  void read(int id, Long... ids) {
    step(id, new Input.Read(List.of(ids)));
  }

  void receive(int to, int from, Message message) {
    step(to, new Input.Receive(from, message));
  }

  /// Delivers the oldest message between two servers.
  Message deliver(int from, int to) {
    InFlight next =
        table.stream().filter(m -> m.from() == from && m.to() == to).findFirst().orElse(null);
    if (next == null) {
      return fail(nothingFrom(from, to));
    }
    table.remove(next);
    arrive(next);
    return next.message();
  }

  /// A snapshot that arrives or is lost ends its transfer, which its sender is told.
  private void arrive(InFlight message) {
    receive(message.to(), message.from(), message.message());
    transferEnded(message, true);
  }

  private void transferEnded(InFlight message, boolean arrived) {
    if (message.message() instanceof InstallSnapshot && message.from() < servers.length) {
      step(message.from(), new Input.SnapshotSent(message.to(), arrived));
    }
  }

  /// Delivers everything between servers of this set until the table holds nothing more for them.
  void deliverAmong(Integer... ids) {
    List<Integer> among = List.of(ids);
    deliverWhile(m -> among.contains(m.from()) && among.contains(m.to()));
  }

  /// Delivers everything until the table holds nothing more, but for servers the test plays.
  void deliverAll() {
    deliverWhile(_ -> true);
  }

  private void deliverWhile(Predicate<InFlight> chosen) {
    for (int i = 0; i < MAX_DELIVERIES; i++) {
      InFlight next =
          table.stream()
              .filter(m -> m.to() < servers.length)
              .filter(chosen)
              .findFirst()
              .orElse(null);
      if (next == null) {
        return;
      }
      table.remove(next);
      arrive(next);
    }
    fail("messages without end");
  }

  int messagesOnTheTable() {
    return table.size();
  }

  /// Delivers the message at this place of the table, from 0 on; loses it, or leaves it there to
  /// come again.
  void deliverAt(int place, boolean again) {
    arrive(again ? table.get(place) : table.remove(place));
  }

  void loseAt(int place) {
    transferEnded(table.remove(place), false);
  }

  void loseEverything() {
    while (!table.isEmpty()) {
      loseAt(0);
    }
  }

  /// Makes a server leader, with the help of these servers or of all: the others have heard no
  /// leader for long enough.
  void elect(int id, Integer... among) {
    pass(configs[id].timing().electionMaxUs());
    expire(id, Timer.ELECTION);
    if (among.length == 0) {
      deliverAll();
    } else {
      deliverAmong(among);
    }
  }
}
