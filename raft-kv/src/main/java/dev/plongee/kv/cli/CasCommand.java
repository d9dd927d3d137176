package dev.plongee.kv.cli;

import dev.plongee.kv.client.Compared;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "cas",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "${COMMAND-FULL-NAME} [OPTIONS] KEY FROM TO",
      "       ${COMMAND-FULL-NAME} [OPTIONS] KEY --absent TO"
    },
    header = "Compare and set: change the value of a key if it is the expected one.",
    description = "It is sent once, like 'put'. A value that begins with a dash comes behind '--'.",
    exitCodeList = {
      "0:Done: the key had the expected value, and has the new one now.",
      "1:The key has another value; nothing changed.",
      ExitCode.ABOUT_USAGE,
      ExitCode.ABOUT_UNKNOWN,
      ExitCode.ABOUT_UNREACHABLE
    },
    footer = {
      "  ./raft cas greeting hello bonjour",
      "  ./raft cas lock --absent mine     only if the key has no value",
      "  ./raft cas -- balance -5 0"
    })
final class CasCommand implements Callable<Integer>, Script.Source {
  @Option(names = "--absent", description = "Expect the key to have no value.")
  private boolean absent;

  @Parameters(index = "0", paramLabel = "KEY", description = "At most 1 KiB.")
  private String key;

  @Parameters(
      index = "1..*",
      arity = "1..2",
      paramLabel = "FROM TO",
      description =
          "The value that is expected, and the one to set. With --absent only the latter.")
  private List<String> values;

  @Mixin private ClusterOptions cluster;
  @Mixin private Console console;

  @Override
  public Script.Cas request() {
    if (values.size() != (absent ? 1 : 2)) {
      throw CommandException.usage(
          absent
              ? "with --absent there is one value, the one to set"
              : "the value that is expected and the one to set, or only the latter with --absent",
          "cas KEY FROM TO or cas KEY --absent TO");
    }
    Optional<String> expected = absent ? Optional.empty() : Optional.of(values.getFirst());
    return new Script.Cas(key, expected, values.getLast());
  }

  @Override
  public Integer call() {
    Script.Cas wanted = request();
    Compared compared;
    try (Connection connection = cluster.connect()) {
      compared = connection.client().cas(key, wanted.expected(), wanted.value());
    }
    console.emit(() ->
        Json.object("result")
            .put("ok", compared.swapped())
            .put("index", compared.index())
            .put("key", key));
    if (compared.swapped()) {
      console.say("ok (index " + compared.index() + ")");
      return ExitCode.GOOD;
    }
    if (!console.isJson()) {
      String not = absent ? "'" + key + "' has a value" : "'" + key + "' has another value";
      console.remark(not + ", nothing changed (index " + compared.index() + ")");
    }
    return ExitCode.NO;
  }
}
