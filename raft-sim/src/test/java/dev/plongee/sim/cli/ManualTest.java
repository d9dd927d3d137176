package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The help of every command there is, as a page of a manual.
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ManualTest {
  private static final int WIDTH = 80;

  /// How a terminal shows it.
  private static String help(String... command) {
    String[] args = Arrays.copyOf(command, command.length + 1);
    args[command.length] = "--help";
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertEquals(0, dev.plongee.kv.cli.Main.run(Main.commandLine(), args));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
    // A per cent sign that is not doubled, for example; others may write to stderr meanwhile.
    String complaints = err.toString(StandardCharsets.UTF_8);
    assertFalse(complaints.contains("picocli"), complaints);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static List<String[]> all() {
    List<String[]> all = new ArrayList<>();
    all.add(new String[0]);
    Main.commandLine().getSubcommands().keySet().forEach(name -> all.add(new String[] {name}));
    return all;
  }

  @Test
  void everyPageHasItsParts() {
    for (String[] command : all()) {
      String page = help(command);
      for (String part : List.of("\nUsage: raft", "\nOptions:\n", "\nExit codes:\n  0   ")) {
        assertTrue(page.contains(part), () -> part + " is missing in\n" + page);
      }
      assertTrue(page.contains("\n  2   "), page);
      String description = page.substring(page.indexOf("Usage: "), page.indexOf("Options:"));
      assertTrue(description.split("\n\n").length > 1, page);
    }
  }

  @Test
  void everyPageHasTwoExamplesOfItsCommand() {
    for (String[] command : all()) {
      String page = help(command);
      String examples = page.substring(page.indexOf("\nExamples:\n"));
      String call = command.length == 0 ? "./raft " : "./raft " + command[0];
      long found = examples.lines().filter(line -> line.contains(call)).count();
      assertTrue(found >= 2, page);
      // A line as it was written, not one that was broken.
      assertEquals(
          List.of(footer(command)),
          examples.lines().filter(line -> !line.isBlank()).skip(1).toList());
    }
  }

  private static String[] footer(String... command) {
    CommandLine root = Main.commandLine();
    CommandLine line = command.length == 0 ? root : root.getSubcommands().get(command[0]);
    return line.getCommandSpec().usageMessage().footer();
  }

  @Test
  void noLineIsWiderThanATerminal() {
    for (String[] command : all()) {
      help(command)
          .lines()
          .forEach(line -> assertTrue(line.length() <= WIDTH, () -> line.length() + ": " + line));
    }
  }

  /// A flag is off unless it is given; whatever else may be left out says what is then.
  @Test
  void everyArgumentIsDescribedWithWhatHoldsWithoutIt() {
    int seen = 0;
    for (CommandLine command : Main.commandLine().getSubcommands().values()) {
      CommandSpec spec = command.getCommandSpec();
      for (ArgSpec argument : spec.args()) {
        seen++;
        String where = spec.name() + " " + argument;
        String about = String.join(" ", argument.description());
        assertTrue(argument.hidden() || about.length() > 3 && about.endsWith("."), where + about);
        boolean flag = argument instanceof OptionSpec option && option.arity().max() == 0;
        boolean needed =
            argument.required() || argument.arity().min() > 0 && isPositional(argument);
        boolean mayBeMissing = !flag && !needed && !argument.hidden();
        assertTrue(!mayBeMissing || about.contains("(default: "), where + ": " + about);
      }
    }
    assertTrue(seen > 100, "arguments seen: " + seen);
  }

  private static boolean isPositional(ArgSpec argument) {
    return argument instanceof PositionalParamSpec;
  }
}
