package dev.plongee.kv.cli;

import dev.plongee.core.Bytes;
import dev.plongee.kv.client.Found;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.net.Address;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "get",
    mixinStandardHelpOptions = true,
    header = "Print the value of a key.",
    description =
        "The read is linearizable: it sees every write that was acknowledged before. The value is"
            + " printed byte by byte, and the end of a line after it.",
    exitCodeList = {
      "0:The key has a value.",
      "1:The key is absent.",
      "2:Usage or bad input.",
      ExitCode.ABOUT_NOT_READ
    },
    footer = {
      "  ./raft get greeting",
      "  ./raft get greeting --at S2     let a follower answer",
      "  ./raft get greeting --json"
    })
final class GetCommand implements Callable<Integer>, Script.Source {
  @Parameters(index = "0", paramLabel = "KEY", description = "The whole key.")
  private String key;

  @Mixin private AtOption at;
  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Script.Request request() {
    return new Script.Get(key);
  }

  @Override
  public Integer call() {
    Found found;
    try (Connection connection = cluster.connect()) {
      PlongeeClient client = connection.client();
      Bytes wanted = PlongeeClient.utf8(key);
      Optional<Address> server = at.address(cluster, client);
      found = server.isEmpty() ? client.get(wanted) : client.get(wanted, server.get());
    }
    String text = found.value().map(PlongeeClient::text).orElse(null);
    console.emit(
        () -> Json.object("result").put("key", key).put("value", text).put("index", found.index()));
    if (found.value().isEmpty()) {
      if (!console.isJson()) {
        console.remark("no value for '" + key + "'");
      }
      return ExitCode.NO;
    }
    console.sayRaw(found.value().orElse(Bytes.EMPTY));
    return ExitCode.GOOD;
  }
}
