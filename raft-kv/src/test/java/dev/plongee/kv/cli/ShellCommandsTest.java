package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

class ShellCommandsTest {
  private final Map<String, CommandLine> launcher = Main.commandLine().getSubcommands();
  private final Map<String, CommandLine> shell = ShellCommands.grammar().getSubcommands();

  /// Every command of the launcher that is given a cluster, but the shell itself.
  @Test
  void theShellHasTheCommandsOfTheLauncherThatTalkToACluster() {
    Set<String> expected = new TreeSet<>();
    launcher.forEach((name, command) -> {
      boolean talks =
          command.getCommandSpec().mixins().values().stream()
              .anyMatch(mixin -> mixin.userObject() instanceof ClusterOptions);
      if (talks && !name.equals("shell")) {
        expected.add(name);
      }
    });
    assertTrue(expected.contains("put"), expected::toString);
    Set<String> found = new TreeSet<>(shell.keySet());
    found.removeAll(Set.of("help", "exit", "quit"));
    assertEquals(expected, found);
  }

  @Test
  void theyTakeTheSameArguments() {
    shell.forEach((name, command) -> {
      if (launcher.containsKey(name)) {
        assertEquals(arguments(launcher.get(name)), arguments(command), name);
      }
    });
  }

  /// What is no command of the shell is still called as the launcher calls it.
  @Test
  void theHelpOfACommandShowsHowItIsTypedInTheShell() {
    String get = shell.get("get").getUsageMessage();
    assertTrue(get.contains("\n  get greeting --at S2 "), get);
    assertFalse(get.contains("./raft"), get);
    String bench = shell.get("bench").getUsageMessage();
    assertTrue(bench.contains("\n  bench --seconds 3 --history calls.jsonl\n"), bench);
    assertTrue(bench.contains("\n  ./raft verify calls.jsonl "), bench);
    assertTrue(launcher.get("get").getUsageMessage().contains("\n  ./raft get greeting"));
  }

  @Test
  void theHelpOfTheShellHasNoHeadingWithNothingBelow() {
    String help = ShellCommands.grammar().getUsageMessage();
    assertTrue(help.contains("Commands:"), help);
    assertFalse(help.contains("Exit codes:"), help);
    assertTrue(shell.get("get").getUsageMessage().contains("Exit codes:"), help);
  }

  private static List<String> arguments(CommandLine command) {
    return command.getCommandSpec().args().stream()
        .map(ArgSpec::toString)
        .sorted()
        .collect(Collectors.toList());
  }
}
