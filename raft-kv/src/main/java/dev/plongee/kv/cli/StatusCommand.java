package dev.plongee.kv.cli;

import dev.plongee.kv.client.PlongeeClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    header = "Print how each node is, and who leads.",
    description = {"", "Every node is asked itself. The exit code is 4 when no leader serves.", ""},
    footer = {"", "Examples:", "  ./raft status", "  ./raft status --json"})
final class StatusCommand implements Callable<Integer> {
  private static final String ROW = "%-4s %-22s %-13s %6s %8s %8s %8s %8s";

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Integer call() {
    ClusterStatus status;
    try (PlongeeClient client = new PlongeeClient(cluster.find())) {
      status = ClusterStatus.ask(client, cluster.named(client));
    }
    console.say(
        ROW.formatted("node", "address", "role", "term", "last", "commit", "applied", "pid"));
    for (ClusterStatus.Node node : status.nodes()) {
      console.emit(node::full);
      console.say(row(node));
    }
    if (status.leader().isPresent()) {
      return ExitCode.GOOD;
    }
    console.error(
        "no leader serves: %d of %d nodes answer".formatted(status.alive(), status.nodes().size()),
        "start those that are down (./raft up --only S2), or wait for an election to end");
    return ExitCode.UNREACHABLE;
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
