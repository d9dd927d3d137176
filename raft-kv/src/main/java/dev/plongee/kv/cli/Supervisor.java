package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Starts nodes of a local cluster, says when a leader serves, and stays until all of them have
/// ended. What `member` writes into `cluster.json` is done here: a node that appears there is
/// started, one that disappears is stopped.
final class Supervisor {
  /// How often to ask who leads, in milliseconds, while nobody does.
  private static final int POLL_MILLIS = 50;

  /// The same, after many questions in vain.
  private static final int SLOW_POLL_MILLIS = 1_000;

  private static final int QUICK_POLLS = 200;

  /// How often to look whether nodes were added or removed, in milliseconds, while all is well.
  private static final int WATCH_MILLIS = 200;

  /// After so many questions in vain whoever watches is told what the cluster lacks.
  private static final int POLLS_UNTIL_A_WORD = 60;

  /// How many questions long the others may take to hear of the first leader.
  private static final int POLLS_TO_FOLLOW = 20;

  /// How much later than a child that it ends Ctrl-C may reach us, in milliseconds.
  private static final int SIGNAL_MILLIS = 300;

  /// How long a node may take to say how it is.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Console console;
  private final Path directory;
  private final ClusterFileWatch watch;
  private final boolean single;
  private ClusterFile cluster;
  private final List<String> nodeArguments;
  private final List<NodeProcess> nodes = new CopyOnWriteArrayList<>();

  /// By process, complete when it is written down that the node has come so far.
  private final Map<Long, CompletableFuture<Void>> recorded = new ConcurrentHashMap<>();

  private final BlockingQueue<NodeProcess> ended = new LinkedBlockingQueue<>();
  private final List<NodeProcess> endedBeforeReady = new ArrayList<>();
  private final PlongeeClient client;
  private boolean ready;
  private int unfollowed;
  private long answering;
  private String leader = "";
  private final CountDownLatch stopping = new CountDownLatch(1);

  /// @param single whether it is about one node of a cluster that others may be keeping up
  /// @param nodeArguments for the command line of each node, beside those that name it
  Supervisor(
      Console console,
      Path directory,
      ClusterFile cluster,
      boolean single,
      List<String> nodeArguments) {
    this.console = console;
    this.directory = directory;
    this.cluster = cluster;
    this.single = single;
    this.watch = new ClusterFileWatch(directory);
    this.nodeArguments = List.copyOf(nodeArguments);
    this.client =
        new PlongeeClient(new ClientOptions(cluster.addresses(), cluster.cluster(), PATIENCE));
  }

  /// Starts these servers, one process each; no more of them when Ctrl-C comes meanwhile.
  void start(List<Integer> servers) throws IOException, InterruptedException {
    try {
      for (int server : servers) {
        start(server);
      }
    } catch (IOException e) {
      // Ctrl-C reaches a process that is being started too, and ends it before it is one.
      if (!stopping.await(SIGNAL_MILLIS, TimeUnit.MILLISECONDS)) {
        throw e;
      }
    }
  }

  private void start(int server) throws IOException {
    NodeProcess node = NodeProcess.start(directory, cluster, server, nodeArguments);
    nodes.add(node);
    node.onExit().thenAccept(ended::add);
    recorded.put(node.pid(), node.onListening().thenAccept(this::recordStarted));
    ClusterFile.recordPid(directory, server, node.pid());
  }

  private void recordStarted(NodeProcess node) {
    try {
      ClusterFile.recordStarted(directory, node.server());
    } catch (IOException e) {
      console.remark("cannot write " + directory.resolve(ClusterFile.NAME) + ": " + e.getMessage());
    }
  }

  /// Waits for a leader, reports, and stays as long as one of our nodes lives.
  ///
  /// @return the exit code of the command
  int run() throws IOException, InterruptedException {
    int polls = 0;
    boolean settled = false;
    while (true) {
      NodeProcess gone = poll(settled, polls);
      if (stopping.getCount() == 0) {
        // The shutdown hook ends the process.
        Thread.sleep(Long.MAX_VALUE);
      }
      follow();
      if (gone != null) {
        settled = false;
        polls = 0;
        boolean left = isGone(gone);
        if (left) {
          forget(gone);
        } else {
          sayEnded(gone);
        }
        if (alive() == 0 || hopeless()) {
          return left ? ExitCode.GOOD : giveUp(gone);
        }
      } else if (!settled) {
        polls++;
        settled = sayLeader();
        if (!settled && polls == POLLS_UNTIL_A_WORD) {
          sayWaiting();
        }
      }
    }
  }

  private @Nullable NodeProcess poll(boolean settled, int polls) throws InterruptedException {
    int millis = polls < QUICK_POLLS ? POLL_MILLIS : SLOW_POLL_MILLIS;
    return ended.poll(settled ? WATCH_MILLIS : millis, TimeUnit.MILLISECONDS);
  }

  // --- nodes that come and go

  /// Does what `cluster.json` says since it was last looked at.
  void follow() throws IOException, InterruptedException {
    Optional<ClusterFile> changed = watch.look();
    if (changed.isEmpty()) {
      return;
    }
    cluster = changed.get();
    for (NodeProcess node : nodes) {
      if (node.isAlive() && cluster.member(node.server()).isEmpty()) {
        Thread.ofVirtual().name("stop " + node.name()).start(node::stop);
      }
    }
    for (ClusterFile.Member node : cluster.nodes()) {
      // Not: who was not there at the last look. One that was removed and added since was.
      if (!single && hasNotRun(node)) {
        start(List.of(node.number()));
        NodeProcess started = nodes.getLast();
        console.emit(() ->
            Json.object("started")
                .put("id", node.id())
                .put("pid", started.pid())
                .put("address", node.address()));
        console.say(
            "%s is started at %s (pid %d)".formatted(node.id(), node.address(), started.pid()));
      }
    }
  }

  private static boolean hasNotRun(ClusterFile.Member node) {
    return node.pid() == 0;
  }

  /// Whether a node that has ended is not expected back: none of its number is, or another one.
  private boolean isGone(NodeProcess node) {
    return node.isRemoved()
        || cluster.member(node.server()).map(Supervisor::hasNotRun).orElse(true);
  }

  private void forget(NodeProcess node) throws IOException {
    nodes.remove(node);
    ClusterFile.update(
        directory, file -> isOf(file, node) ? file.without(Set.of(node.server())) : file);
    console.emit(() -> Json.object("removed").put("id", node.name()));
    console.say(node.name() + " was removed from the cluster, and has stopped");
  }

  /// Whether the file means this process, and not one that was started after it.
  private static boolean isOf(ClusterFile file, NodeProcess node) {
    return file.member(node.server()).map(it -> it.pid() == node.pid()).orElse(false);
  }

  // --- what is said

  /// @return whether a leader serves
  private boolean sayLeader() {
    ClusterStatus status = ClusterStatus.ask(client, cluster.named());
    answering = status.alive();
    Optional<ClusterStatus.Node> found = status.leader();
    if (found.isEmpty() || !ready && single && !answers(status)) {
      return false;
    }
    String name = found.get().id();
    if (!ready) {
      if (!isFollowed(status, name) && unfollowed++ < POLLS_TO_FOLLOW || !isRecorded(status)) {
        return false;
      }
      sayReady(status, name);
    } else if (!name.equals(leader)) {
      console.say(name + " leads now.");
      console.emit(() -> Json.object("leader").put("leader", name));
    }
    leader = name;
    return true;
  }

  /// Whether every node of ours that runs knows this leader: it would be shown as a candidate, or
  /// down, though it is only a moment behind.
  private boolean isFollowed(ClusterStatus status, String name) {
    Set<Long> following = new HashSet<>();
    for (ClusterStatus.Node node : status.nodes()) {
      node.status()
          .filter(it -> name.equals(ServerId.name(it.leader())))
          .ifPresent(it -> following.add(it.pid()));
    }
    return nodes.stream().allMatch(node -> !node.isAlive() || following.contains(node.pid()));
  }

  /// Whether it is written down of every node of ours that answers. Before that nobody is to rely
  /// on the cluster: a node whose directory is lost then would begin anew.
  private boolean isRecorded(ClusterStatus status) {
    return status.nodes().stream()
        .flatMap(node -> node.status().stream())
        .map(answer -> recorded.get(answer.pid()))
        .allMatch(record -> record == null || record.isDone());
  }

  private void sayWaiting() {
    console.remark(
        "No leader serves: %d of %d nodes answer, and it takes a majority. Waiting."
            .formatted(answering, cluster.nodes().size()));
  }

  private void sayReady(ClusterStatus status, String name) {
    ready = true;
    console.emit(() -> readyLine(status, name));
    console.say(
        single
            ? nodes.getFirst().name() + " of the cluster in " + directory + " runs."
            : "A cluster of "
                + status.nodes().size()
                + (status.nodes().size() == 1 ? " node in " : " nodes in ")
                + directory);
    for (ClusterStatus.Node node : status.nodes()) {
      String pid = pidOf(node).map(it -> "pid " + it).orElse("");
      console.say("  %-4s %-22s %-12s %s".formatted(node.id(), node.address(), pid, node.role()));
    }
    console.say(name + " leads." + (single ? "" : " In another terminal:"));
    if (!single) {
      console.say("  ./raft put greeting hello");
      console.say("  ./raft get greeting");
      console.say("  ./raft status");
    }
    console.say(
        single
            ? "Ctrl-C stops this node. Its log is "
                + NodeProcess.logOf(directory, nodes.getFirst().server())
            : "Ctrl-C stops the nodes. Their logs are " + directory + "/S*/node.log");
    endedBeforeReady.forEach(this::sayEnded);
  }

  private boolean answers(ClusterStatus status) {
    long pid = nodes.getFirst().pid();
    return status.nodes().stream()
        .anyMatch(node -> node.status().map(it -> it.pid() == pid).orElse(false));
  }

  private ObjectNode readyLine(ClusterStatus status, String leader) {
    ObjectNode line = Json.object("ready").put("leader", leader);
    ArrayNode list = line.putArray("nodes");
    status.nodes().forEach(node -> list.add(node.brief(pidOf(node))));
    return line;
  }

  /// The process of a node: one of ours, or the one that answered.
  private Optional<Long> pidOf(ClusterStatus.Node node) {
    Optional<Long> ours =
        nodes.stream()
            .filter(it -> it.name().equals(node.id()) && it.isAlive())
            .map(NodeProcess::pid)
            .findFirst();
    return ours.or(() -> node.status().map(ServerStatus::pid));
  }

  private void sayEnded(NodeProcess node) {
    if (console.isJson() && !ready) {
      // The first line on stdout says that a leader serves.
      endedBeforeReady.add(node);
      return;
    }
    String words = node.lastWords();
    console.emit(() ->
        Json.object("down")
            .put("id", node.name())
            .put("exitCode", node.exitCode())
            .put("message", words)
            .put("hint", node.hint()));
    console.say(node.name() + " is down: " + words);
    console.say(
        node.hint().isEmpty()
            ? "  again: ./raft up --only " + node.name() + " --data " + directory
            : "  try: " + node.hint());
  }

  private long alive() {
    return nodes.stream().filter(NodeProcess::isAlive).count();
  }

  /// Before a leader was seen, too few of the nodes are left to elect one.
  private boolean hopeless() {
    int all = cluster.nodes().size();
    return !ready && nodes.size() == all && alive() <= all / 2;
  }

  private int giveUp(NodeProcess last) {
    NodeProcess first = endedBeforeReady.isEmpty() ? last : endedBeforeReady.getFirst();
    String words = first.name() + ": " + first.lastWords();
    String what =
        alive() > 0
            ? "only " + alive() + " of " + nodes.size() + " nodes could start; " + words
            : (nodes.size() == 1 ? "" : "all nodes have ended; ") + words;
    nodes.forEach(NodeProcess::stop);
    console.error(
        what,
        first.hint().isEmpty()
            ? "read " + NodeProcess.logOf(directory, first.server()) + ", then start again"
            : first.hint());
    return !ready && first.exitCode() == ExitCode.USAGE ? ExitCode.USAGE : ExitCode.UNREACHABLE;
  }

  /// Lets all nodes stop by themselves; called while the process ends.
  void stop() {
    stopping.countDown();
    nodes.forEach(NodeProcess::ask);
    nodes.forEach(NodeProcess::stop);
    console.say("stopped");
    console.emit(() -> Json.object("stopped"));
  }
}
