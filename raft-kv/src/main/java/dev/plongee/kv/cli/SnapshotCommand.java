package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.SnapshotTaken;
import dev.plongee.kv.client.UnreachableException;
import dev.plongee.kv.net.Address;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    header = "Let nodes take a snapshot of their state now.",
    description =
        "A snapshot takes the place of the log before it. Nodes take them by themselves when their"
            + " log has grown by --snapshot-bytes; this is for when you want one earlier, such as"
            + " before a copy of the directory.",
    exitCodeList = {
      "0:Every node that was asked has one.",
      "1:A node could not take one; it says why.",
      "2:Usage, or the cluster has no such node.",
      "4:None of them was reached within the time-out."
    },
    footer = {
      "  ./raft snapshot        every node",
      "  ./raft snapshot S2     one node",
      "  ./raft snapshot --json"
    })
final class SnapshotCommand implements Callable<Integer> {
  private record Asked(String name, Address address, CompletableFuture<SnapshotTaken> answer) {}

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVER",
      converter = Arguments.ServerIdConverter.class,
      description = "The node to ask (default: every one).")
  private int only;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Integer call() {
    Set<Integer> outcomes = new HashSet<>();
    try (PlongeeClient client = new PlongeeClient(cluster.find())) {
      List<Asked> asked = new ArrayList<>();
      SequencedMap<Address, String> servers = cluster.named(client);
      servers.forEach((address, name) -> {
        if (only == 0 || name.equals(ServerId.name(only))) {
          asked.add(new Asked(name, address, client.snapshotAsync(address)));
        }
      });
      if (asked.isEmpty()) {
        throw CommandException.usage(
            "the cluster has no " + ServerId.name(only), "see its nodes: ./raft status");
      }
      for (Asked each : asked) {
        outcomes.add(tell(each));
      }
    }
    return outcomes.size() == 1 ? outcomes.iterator().next() : ExitCode.NO;
  }

  private int tell(Asked asked) {
    try {
      SnapshotTaken taken = asked.answer().join();
      console.emit(() ->
          Json.object("snapshot")
              .put("id", asked.name())
              .put("index", taken.index())
              .put("bytes", taken.bytes()));
      console.say(
          taken.bytes() == 0
              ? "%s  has a snapshot up to entry %d already".formatted(asked.name(), taken.index())
              : "%s  snapshot up to entry %d, %d bytes"
                  .formatted(asked.name(), taken.index(), taken.bytes()));
      return ExitCode.GOOD;
    } catch (CompletionException failed) {
      Throwable why = failed.getCause() == null ? failed : failed.getCause();
      String name = asked.name().isEmpty() ? "the server" : asked.name();
      console.error(
          name + " at " + asked.address() + " took no snapshot: " + why.getMessage(),
          "see how it is: ./raft status");
      return why instanceof UnreachableException ? ExitCode.UNREACHABLE : ExitCode.NO;
    }
  }
}
