package dev.plongee.kv.cli;

import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.ChangesGoneException;
import dev.plongee.kv.client.NoQuorumException;
import dev.plongee.kv.client.RefusedException;
import dev.plongee.kv.client.SessionExpiredException;
import dev.plongee.kv.client.UnknownOutcomeException;
import dev.plongee.kv.client.UnreachableException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/// Says what was wrong with a command line, or why a command failed, and gives its exit code.
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Supplier<Console> consoles;
  private final Function<CommandSpec, String> help;
  private final UnaryOperator<String> typed;

  /// @param consoles where errors go; with `--json` among the arguments, as JSON
  /// @param help what to type for the help of a command
  /// @param typed makes of what is typed as `./raft COMMAND` what is typed here
  ErrorReport(
      Supplier<Console> consoles, Function<CommandSpec, String> help, UnaryOperator<String> typed) {
    this.consoles = consoles;
    this.help = help;
    this.typed = typed;
  }

  static ErrorReport ofLauncher() {
    return new ErrorReport(
        Console::new,
        command -> "./" + command.qualifiedName() + " --help",
        UnaryOperator.identity());
  }

  void say(String[] args, String message, String hint) {
    consoles
        .get()
        .orJson(Arrays.asList(args).contains("--json"))
        .error(typed.apply(message), typed.apply(hint));
  }

  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] args) {
    List<String> suggestions =
        e instanceof CommandLine.UnmatchedArgumentException unmatched
            ? suggestions(unmatched)
            : List.of();
    String hint =
        suggestions.isEmpty()
            ? help.apply(e.getCommandLine().getCommandSpec())
            : "did you mean " + String.join(" or ", suggestions) + "?";
    say(args, sentence(e), hint);
    return ExitCode.USAGE;
  }

  /// To picocli `delete` is near to `clear`, for they share many letters: only what begins alike
  /// was meant.
  private static List<String> suggestions(CommandLine.UnmatchedArgumentException e) {
    String typed = beginning(e.getUnmatched().getFirst());
    return e.getSuggestions().stream().filter(it -> beginning(it).equals(typed)).toList();
  }

  /// The first letter, of an option too.
  private static String beginning(String word) {
    String letters = word.replaceFirst("^-+", "");
    return letters.isEmpty() ? "" : letters.substring(0, 1);
  }

  /// What picocli found wrong, said as we say it.
  static String sentence(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      String first = "'" + unmatched.getUnmatched().getFirst() + "'";
      if (unmatched.isUnknownOption()) {
        return "unknown option: " + first;
      }
      return e.getCommandLine().getSubcommands().isEmpty()
          ? first + " is one argument too many"
          : "there is no command " + first;
    }
    String message = String.valueOf(e.getMessage()).replaceFirst("^Error: ", "");
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    String[] args = parsed.originalArgs().toArray(String[]::new);
    return switch (e) {
      case CommandException refused -> {
        say(args, refused.text(), refused.hint());
        yield refused.exitCode();
      }
      case CallException refused -> {
        say(args, String.valueOf(refused.getMessage()), refused.hint());
        yield exitCodeOf(refused);
      }
      case FileSystemException refused -> {
        say(
            args,
            "cannot use " + refused.getFile() + ": " + reason(refused),
            "may this user write there, and is there space?");
        yield ExitCode.USAGE;
      }
      default -> {
        LoggerFactory.getLogger(ErrorReport.class).debug("internal error", e);
        say(
            args,
            "internal error: " + e,
            "report it with the command and the output of the same command with"
                + " JAVA_TOOL_OPTIONS=-Dplongee.log.level=DEBUG");
        yield ExitCode.NO;
      }
    };
  }

  private static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file or directory";
      case AccessDeniedException _ -> "access is denied";
      case FileAlreadyExistsException _ -> "it exists and is no directory";
      default -> e.getReason() == null ? String.valueOf(e.getMessage()) : e.getReason();
    };
  }

  private static int exitCodeOf(CallException refused) {
    return switch (refused) {
      case UnknownOutcomeException _ -> ExitCode.UNKNOWN;
      case NoQuorumException _, UnreachableException _, SessionExpiredException _ ->
          ExitCode.UNREACHABLE;
      case ChangesGoneException _ -> ExitCode.NO;
      case RefusedException _ -> ExitCode.USAGE;
    };
  }
}
