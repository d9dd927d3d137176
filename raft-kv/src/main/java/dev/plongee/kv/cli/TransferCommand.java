package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "transfer",
    mixinStandardHelpOptions = true,
    header = "Hand the leadership to another node.",
    description =
        "The leader takes no writes for a moment, brings the other node up to date and has it"
            + " campaign at once: nobody waits for an election timeout, and writes that come"
            + " meanwhile wait. When the node does not take over in time the old leader goes on.",
    exitCodeList = {
      "0:Done: the other node leads.",
      "1:Another node than the one that was named was elected.",
      "2:Usage or bad input.",
      "4:It did not take over in time, or no leader was reached."
    },
    footer = {
      "  ./raft transfer           to the node whose log is the most complete",
      "  ./raft transfer S2",
      "  ./raft transfer --json    {\"type\":\"result\",\"ok\":true,\"leader\":\"S2\"}"
    })
final class TransferCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SERVER",
      converter = Arguments.ServerIdConverter.class,
      description = "The node that is to lead, such as S2 (default: the leader chooses one).")
  private int target = ServerId.NONE;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Integer call() {
    int leader;
    try (Connection connection = cluster.connect()) {
      leader = connection.client().transfer(target);
    }
    if (target != ServerId.NONE && leader != target) {
      throw new CommandException(
          ExitCode.NO,
          ServerId.name(target) + " does not lead: " + ServerId.name(leader) + " was elected",
          "try again: ./raft transfer " + ServerId.name(target));
    }
    console.emit(() -> Json.object("result").put("ok", true).put("leader", ServerId.name(leader)));
    console.say(ServerId.name(leader) + " leads");
    return ExitCode.GOOD;
  }
}
