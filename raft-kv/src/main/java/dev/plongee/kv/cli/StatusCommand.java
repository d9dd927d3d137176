package dev.plongee.kv.cli;

import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Print how each node is, and who leads.",
    description = {
      "Every node is asked itself. The columns: its role, its term, the last index of its log, the"
          + " index up to which it knows entries to be committed and has applied them, and its"
          + " process.",
      "",
      "With --watch it looks again and again until Ctrl-C, or until nobody reads it. On a terminal"
          + " the table is redrawn in its place; elsewhere it is printed when something changed;"
          + " with --json each look is one line, {\"type\":\"look\",...}."
    },
    exitCodeList = {
      "0:A leader serves; or a watch was ended by Ctrl-C.",
      "2:Usage or bad input.",
      "4:No leader serves."
    },
    footer = {
      "  ./raft status",
      "  ./raft status --json",
      "  ./raft status --watch --interval 200ms     an election as it happens"
    })
final class StatusCommand implements Callable<Integer> {
  private static final String ROW = "%-4s %-21s %-13s %5s %7s %7s %7s %7s";
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(50);

  /// Who has not answered a watch after this time counts as down until the next look.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  @Option(names = "--watch", description = "Look again and again, until Ctrl-C.")
  private boolean watch;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      converter = Arguments.DurationConverter.class,
      description = "From one look to the next with --watch: 50ms or more (default: 1s).")
  private @Nullable Duration interval;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Integer call() throws InterruptedException {
    if (interval != null && !watch) {
      throw CommandException.usage(
          "--interval says how often to look, but there is one look only", "add --watch");
    }
    if (interval != null && interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw CommandException.usage(
          "--interval " + interval.toMillis() + "ms is out of range", "50ms or more");
    }
    return watch ? watch(interval == null ? Duration.ofSeconds(1) : interval) : look();
  }

  private int look() {
    ClusterStatus status;
    try (Connection connection = cluster.connect()) {
      PlongeeClient client = connection.client();
      status = ClusterStatus.ask(client, cluster.named(client));
    }
    status.nodes().forEach(node -> console.emit(node::full));
    table(status).forEach(console::say);
    if (status.leader().isPresent()) {
      return ExitCode.GOOD;
    }
    console.error(noLeader(status), remedy(status));
    return ExitCode.UNREACHABLE;
  }

  /// Looks until a signal ends it, or nobody reads any more.
  private int watch(Duration pause) throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch said = new CountDownLatch(1);
    StatusScreen screen = new StatusScreen(console);
    try (KeptConnection kept = new KeptConnection(cluster, 0)) {
      kept.client();
      Ending.onSignal(() -> {
        stopped.countDown();
        Ending.await(said);
      });
      do {
        PlongeeClient client = kept.client();
        ClusterStatus status = ClusterStatus.ask(client, cluster.named(client), PATIENCE);
        console.emit(status::look);
        screen.show(withVerdict(status));
      } while (!console.isBroken() && !stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } finally {
      said.countDown();
    }
    return ExitCode.GOOD;
  }

  private static List<String> withVerdict(ClusterStatus status) {
    List<String> lines = new ArrayList<>(table(status));
    lines.add(
        status.leader().map(leader -> leader.id() + " leads").orElseGet(() -> noLeader(status)));
    return lines;
  }

  private static String remedy(ClusterStatus status) {
    return status.alive() == 0
        ? "start it: ./raft up"
        : "start those that are down (./raft up --only S2), or wait for an election to end";
  }

  private static String noLeader(ClusterStatus status) {
    return "no leader serves: %d of %d nodes answer"
        .formatted(status.alive(), status.nodes().size());
  }

  private static List<String> table(ClusterStatus status) {
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("node", "address", "role", "term", "last", "commit", "applied", "pid"));
    status.nodes().forEach(node -> lines.add(row(node)));
    status.nodes().stream()
        .filter(node -> node.status().map(ServerStatus::diskFull).orElse(false))
        .map(node -> "the disk of " + node.id() + " is full: it takes no entries until it has room")
        .forEach(lines::add);
    status
        .leader()
        .flatMap(ClusterStatus.Node::status)
        .flatMap(ClusterStatus::change)
        .ifPresent(lines::add);
    return lines;
  }

  private static String row(ClusterStatus.Node node) {
    return node.status()
        .map(it ->
            ROW.formatted(
                node.id(),
                node.address(),
                node.role(),
                it.term(),
                it.lastIndex(),
                it.commitIndex(),
                it.appliedIndex(),
                it.pid()))
        .orElseGet(() ->
            ROW.formatted(node.id(), node.address(), "down", "-", "-", "-", "-", "-").strip());
  }
}
