package dev.plongee.kv.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// Client commands as text, one a line, in the language of the shell: its lines are split into
/// [Words] and understood by the same commands. Here only those are allowed that [#LANGUAGE] names,
/// which read and write keys, and none of the options that say where the cluster is or how to
/// print.
public record Script(List<Line> lines) {
  /// Every command that is allowed.
  public static final String LANGUAGE =
      "put KEY VALUE, get KEY, delete KEY, cas KEY FROM TO, cas KEY --absent TO,"
          + " append KEY SUFFIX or list [PREFIX]";

  /// The options that belong to what is asked.
  private static final Set<String> OPTIONS = Set.of("--absent");

  /// One command and the line it stands on, from 1 on.
  public record Line(int number, Request request) {}

  /// What a client is asked to do.
  public sealed interface Request {}

  /// A command of the launcher and of the shell that may stand in a script.
  interface Source {
    /// What its arguments ask for.
    ///
    /// @throws CommandException when they do not fit each other
    Request request();
  }

  public record Put(String key, String value) implements Request {}

  public record Get(String key) implements Request {}

  public record Delete(String key) implements Request {}

  /// @param expected nothing when the key must be absent
  public record Cas(String key, Optional<String> expected, String value) implements Request {}

  public record Append(String key, String suffix) implements Request {}

  /// @param prefix what the keys begin with, possibly empty
  public record ListKeys(String prefix) implements Request {}

  public Script {
    lines = List.copyOf(lines);
  }

  /// Reads a whole script.
  ///
  /// @param name what it is called in errors, for example the path of a file
  /// @throws CommandException with the place of the first line that is not understood
  public static Script parse(String name, String text) {
    CommandLine grammar = ShellCommands.grammar();
    List<Line> lines = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      try {
        List<String> words = Words.of(line);
        if (!words.isEmpty()) {
          lines.add(new Line(number, request(grammar, words)));
        }
      } catch (CommandLine.ParameterException e) {
        throw refused(name, number, ErrorReport.sentence(e));
      } catch (CommandException e) {
        throw refused(name, number, e.text());
      } catch (IllegalArgumentException e) {
        throw refused(name, number, String.valueOf(e.getMessage()));
      }
    }
    return new Script(lines);
  }

  private static CommandException refused(String name, int line, String why) {
    return CommandException.usage(
        name + ", line " + line + ": " + why, "one command a line: " + LANGUAGE);
  }

  private static Request request(CommandLine grammar, List<String> words) {
    ParseResult command = grammar.parseArgs(words.toArray(String[]::new)).subcommand();
    if (command == null || !(command.commandSpec().userObject() instanceof Source source)) {
      throw new IllegalArgumentException("'" + words.getFirst() + "' is not for scripts");
    }
    for (OptionSpec option : command.matchedOptions()) {
      if (!OPTIONS.contains(option.longestName())) {
        throw new IllegalArgumentException(option.longestName() + " is not for scripts");
      }
    }
    return source.request();
  }
}
