package dev.plongee.kv.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// Completes names of commands, their options, keys, servers, and arguments of which all values are
/// known.
final class ShellCompleter implements Completer {
  private static final String HELP = "help";
  private static final String OPTIONS_END = "--";

  /// Arguments that keys begin with.
  private static final Set<String> KEYS = Set.of("KEY", "PREFIX");

  private static final String SERVER = "SERVER";

  /// Behind it stands a server that is no member yet, and behind `list` none at all.
  private static final Set<String> ABOUT_NO_MEMBER = Set.of("add", "list");

  private final Map<String, CommandLine> commands;
  private final Function<String, List<String>> keys;
  private final Supplier<List<String>> servers;

  /// @param keys known keys that begin with a prefix, a few of them
  /// @param servers the names of the members of the cluster, as far as known
  ShellCompleter(
      Map<String, CommandLine> commands,
      Function<String, List<String>> keys,
      Supplier<List<String>> servers) {
    this.commands = commands;
    this.keys = keys;
    this.servers = servers;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    List<String> before = line.words().subList(0, line.wordIndex());
    String typed = line.word().substring(0, line.wordCursor());
    if (before.isEmpty() || before.equals(List.of(HELP))) {
      commands.forEach((name, command) -> candidates.add(candidate(name, about(command))));
      return;
    }
    CommandLine command = commands.get(before.getFirst());
    if (command == null) {
      return;
    }
    CommandSpec spec = command.getCommandSpec();
    List<String> arguments = before.subList(1, before.size());
    boolean mayBeOption = !arguments.contains(OPTIONS_END);
    if (mayBeOption && typed.startsWith("-")) {
      addOptions(spec, candidates);
    } else if (isValueOfOption(spec, arguments)) {
      addValues(spec.findOption(arguments.getLast()), candidates);
    } else {
      boolean members = arguments.stream().noneMatch(ABOUT_NO_MEMBER::contains);
      addArguments(parametersAt(spec, positionAfter(spec, arguments)), typed, members, candidates);
    }
  }

  private void addValues(OptionSpec option, List<Candidate> candidates) {
    if (option.paramLabel().equals(SERVER)) {
      addServers(candidates);
    }
  }

  private void addServers(List<Candidate> candidates) {
    servers.get().forEach(it -> candidates.add(candidate(it, "")));
  }

  private void addArguments(
      List<PositionalParamSpec> parameters,
      String typed,
      boolean members,
      List<Candidate> candidates) {
    for (PositionalParamSpec parameter : parameters) {
      if (KEYS.contains(parameter.paramLabel())) {
        keys.apply(typed).forEach(key -> candidates.add(candidate(key, "")));
      } else if (parameter.paramLabel().equals(SERVER) && members) {
        addServers(candidates);
      } else if (parameter.completionCandidates() != null) {
        parameter.completionCandidates().forEach(it -> candidates.add(candidate(it, "")));
      }
    }
  }

  private static String about(CommandLine command) {
    String[] header = command.getCommandSpec().usageMessage().header();
    return header.length == 0 ? "" : header[0];
  }

  private static void addOptions(CommandSpec spec, List<Candidate> candidates) {
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        candidates.add(candidate(option.longestName(), String.join(" ", option.description())));
      }
    }
  }

  /// Whether the last argument is an option that wants a value.
  private static boolean isValueOfOption(CommandSpec spec, List<String> arguments) {
    return !arguments.isEmpty() && takesValue(spec, arguments.getLast());
  }

  private static boolean takesValue(CommandSpec spec, String argument) {
    return Optional.ofNullable(spec.findOption(argument))
        .map(option -> option.arity().max() > 0)
        .orElse(false);
  }

  /// How many arguments that are no options come before.
  private static int positionAfter(CommandSpec spec, List<String> arguments) {
    int position = 0;
    boolean options = true;
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean isOption = options && argument.startsWith("-");
      options &= !argument.equals(OPTIONS_END);
      boolean isValue = options && i > 0 && takesValue(spec, arguments.get(i - 1));
      position += isOption || isValue ? 0 : 1;
    }
    return position;
  }

  private static List<PositionalParamSpec> parametersAt(CommandSpec spec, int position) {
    return spec.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(position))
        .toList();
  }

  private static Candidate candidate(String word, String about) {
    return new Candidate(word, word, null, about.isEmpty() ? null : about, null, null, true);
  }
}
