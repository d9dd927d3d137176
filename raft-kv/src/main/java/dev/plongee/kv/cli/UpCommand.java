package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    header = "Start a local cluster of processes, and keep it until Ctrl-C.",
    description = {
      "Each node is a process of its own, listens on 127.0.0.1 only, and logs to DIR/S1/node.log."
          + " The nodes end when this command ends, however it ends. What they stored stays, and"
          + " the next 'up' of the same directory goes on with it. Nodes that 'member' adds are"
          + " started here too, and those that it removes are stopped.",
      "",
      "With --json the first line is {\"type\":\"ready\",...} when a leader serves; later lines say"
          + " which nodes are down and who leads."
    },
    exitCodeList = {
      "0:Stopped by Ctrl-C or SIGTERM.",
      "2:Usage, bad input, or a directory or port that it cannot use.",
      "4:All nodes have ended."
    },
    footer = {
      "  ./raft up                          three nodes",
      "  ./raft up --nodes 5 --data /tmp/c  five nodes in a directory of their own",
      "  ./raft up --only S2                runs S2 again after it was killed",
      "  ./raft up --fresh                  forgets everything stored, and starts anew"
    })
final class UpCommand implements Callable<Integer> {
  /// Processes on one machine; more would only compete for it.
  private static final int MAX_NODES = 9;

  private static final int MAX_PORT = 65_535;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "How many nodes, 1 to 9 (default: 3, or as many as the directory holds).")
  private @Nullable Integer nodes;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Where the cluster is (default: ~/.local/state/plongee/default; with --only that of the"
              + " last 'up').")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description =
          "The port of S1; the others follow (default: those of last time, or free ones from"
              + " 7001).")
  private @Nullable Integer port;

  @Option(names = "--fresh", description = "Empty the directory first, if it holds a cluster.")
  private boolean fresh;

  @Option(
      names = "--only",
      paramLabel = "SERVER",
      converter = Arguments.ServerIdConverter.class,
      description = "Run only this node of a cluster that was started before (default: all).")
  private int only;

  @Mixin private TimingOptions times;
  @Mixin private SnapshotOptions snapshots;
  @Mixin private SessionOptions sessions;
  @Mixin private LeaseOptions leases;
  @Mixin private Console console;

  @Override
  public Integer call() throws IOException, InterruptedException {
    validate();
    Path directory =
        (data != null ? data : only != 0 ? Places.lastStarted() : Places.defaultDirectory())
            .toAbsolutePath()
            .normalize();
    return only != 0 ? one(directory) : all(directory);
  }

  private void validate() {
    if (nodes != null && (nodes < 1 || nodes > MAX_NODES)) {
      throw CommandException.usage("--nodes " + nodes + " is out of range", "1 to " + MAX_NODES);
    }
    if (port != null && (port < 1 || port > MAX_PORT - MAX_NODES)) {
      throw CommandException.usage(
          "--port " + port + " is out of range", "1 to " + (MAX_PORT - MAX_NODES));
    }
    if (only != 0 && (nodes != null || port != null || fresh || times.isGiven())) {
      throw CommandException.usage(
          "--only runs a node of a cluster that exists already",
          "leave out --nodes, --port, --fresh, --heartbeat and --election");
    }
  }

  private int all(Path directory) throws IOException, InterruptedException {
    try (ClusterDirectory taken = ClusterDirectory.take(directory)) {
      taken.awaitNodes();
      if (fresh) {
        taken.empty();
      }
      ClusterFile cluster =
          taken.prepare(nodes == null ? 0 : nodes, port == null ? 0 : port, times);
      Places.rememberStarted(directory);
      List<Integer> servers = cluster.nodes().stream().map(ClusterFile.Member::number).toList();
      return supervise(directory, cluster, servers);
    }
  }

  private int one(Path directory) throws IOException, InterruptedException {
    Optional<ClusterFile> cluster = ClusterFile.read(directory);
    if (cluster.isEmpty()) {
      throw CommandException.usage(
          directory + " holds no cluster", "start one there first: ./raft up --data " + directory);
    }
    if (cluster.get().member(only).isEmpty()) {
      throw CommandException.usage(
          "the cluster in " + directory + " has no " + ServerId.name(only),
          "name one of "
              + cluster.get().nodes().stream()
                  .map(ClusterFile.Member::id)
                  .collect(Collectors.joining(", ")));
    }
    if (NodeLock.isHeld(ClusterFile.nodeDirectory(directory, only))) {
      throw CommandException.usage(
          ServerId.name(only) + " of the cluster in " + directory + " is running already",
          "see all nodes: ./raft status --data " + directory);
    }
    return supervise(directory, cluster.get(), List.of(only));
  }

  private int supervise(Path directory, ClusterFile cluster, List<Integer> servers)
      throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(snapshots.arguments());
    options.addAll(sessions.arguments());
    options.addAll(leases.arguments());
    Supervisor supervisor = new Supervisor(console, directory, cluster, only != 0, options);
    Ending.onSignal(supervisor::stop);
    supervisor.start(servers);
    return supervisor.run();
  }
}
