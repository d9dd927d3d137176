package dev.plongee.kv.cli;

import dev.plongee.kv.client.Appended;
import dev.plongee.kv.client.PlongeeClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "append",
    mixinStandardHelpOptions = true,
    header = "Add to the end of the value of a key.",
    description = {
      "",
      "An absent key counts as empty. Refused, with exit code 2, when the value would become"
          + " longer",
      "than 1 MiB. It is sent once, like 'put'.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./raft append greeting \" world\"",
      "  ./raft append journal \"one more line;\" --json"
    })
final class AppendCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "KEY", description = "At most 1 KiB.")
  private String key;

  @Parameters(index = "1", paramLabel = "SUFFIX", description = "What is added.")
  private String suffix;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Integer call() {
    try (PlongeeClient client = new PlongeeClient(cluster.find().withoutSessions())) {
      Appended appended = client.append(key, suffix);
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
