package dev.plongee.kv.cli;

import dev.plongee.kv.client.Appended;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "append",
    mixinStandardHelpOptions = true,
    header = "Add to the end of the value of a key.",
    description =
        "An absent key counts as empty. Refused when the value would become longer than 1 MiB. It"
            + " is sent once, like 'put'.",
    exitCodeList = {
      ExitCode.ABOUT_GOOD,
      "2:Usage or bad input, or the value would be too long; nothing was done.",
      ExitCode.ABOUT_UNKNOWN,
      ExitCode.ABOUT_UNREACHABLE
    },
    footer = {
      "  ./raft append greeting \" world\"",
      "  ./raft append journal \"one more line;\" --json"
    })
final class AppendCommand implements Callable<Integer>, Script.Source {
  @Parameters(index = "0", paramLabel = "KEY", description = "At most 1 KiB.")
  private String key;

  @Parameters(index = "1", paramLabel = "SUFFIX", description = "What is added.")
  private String suffix;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Script.Request request() {
    return new Script.Append(key, suffix);
  }

  @Override
  public Integer call() {
    try (Connection connection = cluster.connect()) {
      Appended appended = connection.client().append(key, suffix);
      console.say("ok, " + appended.length() + " bytes (index " + appended.index() + ")");
      console.emit(() ->
          Json.object("result")
              .put("ok", true)
              .put("index", appended.index())
              .put("key", key)
              .put("length", appended.length()));
    }
    return ExitCode.GOOD;
  }
}
