package dev.plongee.kv.cli;

import dev.plongee.kv.client.Deleted;
import dev.plongee.kv.client.PlongeeClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    header = "Remove a key.",
    description = {"", "Also good when the key was absent. It is sent once, like 'put'.", ""},
    footer = {"", "Example:", "  ./raft delete greeting"})
final class DeleteCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "KEY", description = "The whole key.")
  private String key;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Integer call() {
    try (PlongeeClient client = new PlongeeClient(cluster.find().withoutSessions())) {
      Deleted deleted = client.delete(key);
      String was = deleted.existed() ? "ok" : "ok, it was absent";
      console.say(was + " (index " + deleted.index() + ")");
      console.emit(() ->
          Json.object("result")
              .put("ok", true)
              .put("index", deleted.index())
              .put("key", key)
              .put("existed", deleted.existed()));
    }
    return ExitCode.GOOD;
  }
}
