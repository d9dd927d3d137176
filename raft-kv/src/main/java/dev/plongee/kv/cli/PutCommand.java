package dev.plongee.kv.cli;

import dev.plongee.kv.client.Written;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    header = "Set the value of a key.",
    description = {
      "Returns when the write is on the disks of a majority. It is sent once: when its outcome is"
          + " unknown (exit code 3), read the key before you write it again. Inside 'raft shell'"
          + " it is sent again instead, and executed once all the same."
    },
    exitCodeList = {
      ExitCode.ABOUT_GOOD,
      ExitCode.ABOUT_USAGE,
      ExitCode.ABOUT_UNKNOWN,
      ExitCode.ABOUT_UNREACHABLE
    },
    footer = {
      "  ./raft put greeting hello",
      "  ./raft put greeting \"hello world\" --json",
      "  ./raft put greeting hello --connect 127.0.0.1:7001,127.0.0.1:7002",
      "  ./raft put -- balance -5      what begins with a dash comes behind --"
    })
final class PutCommand implements Callable<Integer>, Script.Source {
  @Parameters(index = "0", paramLabel = "KEY", description = "At most 1 KiB.")
  private String key;

  @Parameters(index = "1", paramLabel = "VALUE", description = "At most 1 MiB; may be empty.")
  private String value;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Script.Request request() {
    return new Script.Put(key, value);
  }

  @Override
  public Integer call() {
    try (Connection connection = cluster.connect()) {
      Written written = connection.client().put(key, value);
      console.say("ok (index " + written.index() + ")");
      console.emit(() ->
          Json.object("result").put("ok", true).put("index", written.index()).put("key", key));
    }
    return ExitCode.GOOD;
  }
}
