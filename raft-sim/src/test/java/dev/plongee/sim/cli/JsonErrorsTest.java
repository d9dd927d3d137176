package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.plongee.kv.cli.ClusterOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every command there is with `--json`, when it is misused and when it finds nobody: the last line
/// of stdout is an error with a hint, and no other line is anything but JSON. None of them needs a
/// process of its own for that.
@ResourceLock(Resources.SYSTEM_OUT)
class JsonErrorsTest {
  /// The arguments of those commands that want some.
  private static final Map<String, List<String>> ARGUMENTS =
      Map.of(
          "put", List.of("k", "v"),
          "get", List.of("k"),
          "delete", List.of("k"),
          "cas", List.of("--absent", "k", "v"),
          "append", List.of("k", "v"),
          "member", List.of("list"),
          "bench", List.of("--warmup=0", "--seconds=1", "--keys=20"));

  private record Ended(int exitCode, List<JsonNode> lines) {
    /// The last line, which says what went wrong.
    JsonNode error() {
      JsonNode last = lines.getLast();
      assertEquals("error", last.path("type").asString(), last::toString);
      assertFalse(last.path("message").asString().isEmpty(), last::toString);
      assertFalse(last.path("hint").asString().isEmpty(), last::toString);
      return last;
    }
  }

  private static Ended run(String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--json"));
    all.addAll(arguments);
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code = dev.plongee.kv.cli.Main.run(Main.commandLine(), all.toArray(String[]::new));
      return new Ended(
          code,
          out.toString(StandardCharsets.UTF_8)
              .lines()
              .map(line -> JsonMapper.shared().readTree(line))
              .toList());
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void everyCommandThatIsMisusedSaysSo() {
    for (String command : Main.commandLine().getSubcommands().keySet()) {
      Ended ended = run(command, List.of("--no-such-option"));
      assertEquals(2, ended.exitCode(), command);
      assertEquals(1, ended.lines().size(), command);
      ended.error();
    }
  }

  @Test
  void everyCommandThatFindsNobodySaysSo() {
    Set<String> needACluster = new TreeSet<>();
    Main.commandLine()
        .getSubcommands()
        .forEach((name, command) -> {
          if (talksToACluster(command)) {
            needACluster.add(name);
          }
        });
    // The shell runs the others, and stdin is not ours.
    needACluster.remove("shell");
    assertFalse(needACluster.size() < 11, needACluster::toString);
    for (String command : needACluster) {
      List<String> arguments = new ArrayList<>(List.of("--connect=127.0.0.1:1", "--timeout=300ms"));
      arguments.addAll(ARGUMENTS.getOrDefault(command, List.of()));
      Ended ended = run(command, arguments);
      assertEquals(4, ended.exitCode(), () -> command + ": " + ended.lines());
      ended.error();
    }
  }

  private static boolean talksToACluster(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .anyMatch(mixin -> mixin.userObject() instanceof ClusterOptions);
  }
}
