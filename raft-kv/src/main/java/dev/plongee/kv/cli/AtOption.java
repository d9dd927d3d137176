package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.net.Address;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/// Which server is to answer a read.
final class AtOption {
  @Option(
      names = "--at",
      paramLabel = "SERVER",
      converter = Arguments.ServerIdConverter.class,
      description =
          "Let this node answer, whether it leads or not (default: the leader answers). It asks the"
              + " leader how far it must be, so what is read is as fresh as anywhere.")
  private int server;

  /// Where it is; nothing when the leader is to answer.
  ///
  /// @throws CommandException when the cluster has no such node
  Optional<Address> address(ClusterOptions cluster, PlongeeClient client) {
    if (server == 0) {
      return Optional.empty();
    }
    String name = ServerId.name(server);
    return Optional.of(
        cluster.named(client).entrySet().stream()
            .filter(node -> node.getValue().equals(name))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(() ->
                CommandException.usage(
                    "the cluster has no " + name, "see its nodes: ./raft status")));
  }
}
