package dev.plongee.kv.cli;

import dev.plongee.kv.client.Deleted;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "delete",
    mixinStandardHelpOptions = true,
    header = "Remove a key.",
    description = "Also good when the key was absent. It is sent once, like 'put'.",
    exitCodeList = {
      "0:Done: the key is absent now.",
      ExitCode.ABOUT_USAGE,
      ExitCode.ABOUT_UNKNOWN,
      ExitCode.ABOUT_UNREACHABLE
    },
    footer = {
      "  ./raft delete greeting",
      "  ./raft delete greeting --json       \"existed\" says whether it was there"
    })
final class DeleteCommand implements Callable<Integer>, Script.Source {
  @Parameters(index = "0", paramLabel = "KEY", description = "The whole key.")
  private String key;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Script.Request request() {
    return new Script.Delete(key);
  }

  @Override
  public Integer call() {
    try (Connection connection = cluster.connect()) {
      Deleted deleted = connection.client().delete(key);
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
