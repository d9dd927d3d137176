package dev.plongee.sim.cli;

import dev.plongee.kv.cli.CommandException;
import dev.plongee.kv.cli.Console;
import dev.plongee.kv.cli.ExitCode;
import dev.plongee.kv.cli.Json;
import dev.plongee.sim.check.history.Linearizability;
import dev.plongee.sim.check.history.Operation;
import dev.plongee.sim.check.history.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    header = "Judge a history: is it linearizable?",
    description =
        "A history says who called what, when, and what was answered, one JSON object a line;"
            + " docs/checking.md says how. It is linearizable when one order of all calls, each"
            + " between its beginning and its answer, explains every answer. Calls of unknown"
            + " outcome may have happened at any time after they began, or never.",
    exitCodeList = {
      "0:It is linearizable.",
      "1:It is not.",
      "2:Usage, or the file is no history.",
      "3:Unknown: the search ended, or the memory, before it knew."
    },
    footer = {
      "  ./raft verify history.jsonl",
      "  ./raft verify history.jsonl --budget 100000000 --json",
      "  zcat history.jsonl.gz | ./raft verify -",
      "  ./raft bench --seconds 3 --history calls.jsonl; ./raft verify calls.jsonl"
    })
final class VerifyCommand implements Callable<Integer> {
  private static final String STDIN = "-";

  /// Answers shown before the one that cannot be explained.
  private static final int SHOWN_BEFORE = 6;

  @Parameters(index = "0", paramLabel = "HISTORY", description = "A file, or - for stdin.")
  private String file;

  @Option(
      names = "--budget",
      paramLabel = "N",
      description =
          "How many states of the search to look at for each key before giving up (default:"
              + " ${DEFAULT-VALUE}). Each takes some 20 bytes of memory.")
  private long budget = Linearizability.DEFAULT_BUDGET;

  @Mixin private Console console;

  /// To run out of memory is no verdict, and must not look like one: a JVM that dies of it has the
  /// exit code of *not linearizable*.
  @Override
  public Integer call() throws IOException {
    try {
      return judge();
    } catch (OutOfMemoryError _) {
      throw new CommandException(
          ExitCode.UNKNOWN,
          file + " does not fit into the memory of this process, or its search does not",
          "JAVA_TOOL_OPTIONS=-Xmx8g gives it more; a smaller --budget makes the search smaller");
    }
  }

  private int judge() throws IOException {
    if (budget < 1) {
      throw new CommandException(
          ExitCode.USAGE, "--budget " + budget + " is out of range", "1 or more");
    }
    long began = System.nanoTime();
    List<Operation> history = read();
    if (Console.onTerminal()) {
      console.remark("judging %,d operations".formatted(history.size()));
    }
    Verdict verdict = Linearizability.check(history, budget);
    double seconds = (System.nanoTime() - began) / 1_000_000 / 1e3;
    console.emit(() -> json(verdict, history.size(), seconds));
    explain(verdict, history, seconds);
    return switch (verdict) {
      case Verdict.Linearizable _ -> ExitCode.GOOD;
      case Verdict.NotLinearizable _ -> ExitCode.NO;
      case Verdict.Undecided _ -> ExitCode.UNKNOWN;
    };
  }

  // --- in

  private List<Operation> read() throws IOException {
    List<Operation> history;
    try (BufferedReader lines = open()) {
      history = HistoryReader.read(lines);
    } catch (HistoryReader.Malformed e) {
      throw refused(file + ", " + e.getMessage());
    } catch (CharacterCodingException _) {
      throw refused(file + " is not a text in UTF-8");
    }
    if (history.isEmpty()) {
      throw refused(file + " holds no operation that says anything");
    }
    return history;
  }

  private BufferedReader open() throws IOException {
    if (file.equals(STDIN)) {
      return new BufferedReader(
          new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()));
    }
    Path path = Path.of(file);
    if (!Files.exists(path)) {
      throw refused("there is no file " + file);
    }
    if (Files.isDirectory(path)) {
      throw refused(file + " is a directory");
    }
    return Files.newBufferedReader(path, StandardCharsets.UTF_8);
  }

  private static CommandException refused(String why) {
    return new CommandException(
        ExitCode.USAGE, why, "a history in JSON Lines; docs/checking.md says how it is written");
  }

  // --- out

  private static ObjectNode json(Verdict verdict, int operations, double seconds) {
    ObjectNode result = Json.object("result");
    switch (verdict) {
      case Verdict.Linearizable _ -> result.put("verdict", "linearizable");
      case Verdict.NotLinearizable(String key, Operation first, _) ->
          result
              .put("verdict", "not-linearizable")
              .put("key", key)
              .put("invokeLine", first.invoked())
              .put("answerLine", first.completed());
      case Verdict.Undecided(String key, long explored) ->
          result.put("verdict", "unknown").put("key", key).put("explored", explored);
    }
    return result.put("operations", operations).put("seconds", seconds);
  }

  private void explain(Verdict verdict, List<Operation> history, double seconds) {
    String counts = String.format(Locale.ROOT, "%,d operations, %.1f s", history.size(), seconds);
    switch (verdict) {
      case Verdict.Linearizable _ -> console.say("linearizable: " + counts);
      case Verdict.Undecided(String key, long explored) -> {
        console.say("unknown: " + counts);
        console.say(
            String.format(
                Locale.ROOT,
                "  key \"%s\": not decided within %,d states; --budget allows more",
                key,
                explored));
      }
      case Verdict.NotLinearizable(String key, Operation first, int explained) -> {
        console.say("not linearizable: " + counts);
        console.say("  key \"" + key + "\": " + explained(explained) + " the one marked here:");
        around(history, first).forEach(console::say);
      }
    }
  }

  /// @param answers how many, from the first one on, have an order that explains them
  private static String explained(int answers) {
    return switch (answers) {
      case 0 -> "nothing can explain its first answer,";
      case 1 -> "its first answer can be explained, but not";
      default ->
          String.format(Locale.ROOT, "its first %,d answers can be explained, but not", answers);
    };
  }

  /// The operations of the key that were answered last before the contradiction, and all that were
  /// under way.
  private static List<String> around(List<Operation> history, Operation first) {
    List<Operation> known =
        history.stream()
            .filter(it -> it.key().equals(first.key()) && it.invoked() < first.completed())
            .toList();
    List<Long> answers =
        known.stream()
            .map(Operation::completed)
            .filter(completed -> completed < first.completed())
            .sorted()
            .toList();
    long from = answers.size() > SHOWN_BEFORE ? answers.get(answers.size() - SHOWN_BEFORE) : 0;
    return known.stream()
        .filter(it -> it.completed() >= from)
        .sorted((a, b) -> Long.compare(a.invoked(), b.invoked()))
        .map(it -> (it == first ? "  > " : "    ") + HistoryLine.of(it))
        .toList();
  }
}
