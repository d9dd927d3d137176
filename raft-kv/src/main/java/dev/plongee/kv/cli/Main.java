package dev.plongee.kv.cli;

import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.NoQuorumException;
import dev.plongee.kv.client.RefusedException;
import dev.plongee.kv.client.UnknownOutcomeException;
import dev.plongee.kv.client.UnreachableException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/// The root command. It works without the simulator; the simulator takes the same root and adds its
/// own commands.
public final class Main {
  @Command(
      name = "raft",
      mixinStandardHelpOptions = true,
      version = "Plongée 0.1.0",
      synopsisSubcommandLabel = "COMMAND",
      header = "The Raft you can step through: a replicated key-value store.",
      synopsisHeading = "%nUsage: ",
      optionListHeading = "%n",
      commandListHeading = "%nCommands:%n",
      footer = {
        "",
        "Start a cluster, and use it from another terminal:",
        "  ./raft up                     three nodes on this machine; Ctrl-C stops them",
        "  ./raft put greeting hello",
        "  ./raft get greeting",
        "  ./raft status                 who leads, and which processes they are",
        "",
        "Exit codes: 0 good; 1 no (an absent key, a cas that compared unequal); 2 usage or bad"
            + " input; 3 unknown outcome; 4 no quorum or unreachable, and definitely not done.",
        "'./raft COMMAND --help' says more about a command."
      },
      subcommands = {
        UpCommand.class,
        NodeCommand.class,
        PutCommand.class,
        GetCommand.class,
        DeleteCommand.class,
        CasCommand.class,
        AppendCommand.class,
        ListCommand.class,
        StatusCommand.class,
        TransferCommand.class,
        BenchCommand.class
      })
  private static final class Root {}

  /// What the JVM puts in the place of bytes it cannot decode.
  private static final char UNDECODED = '\uFFFD';

  private Main() {}

  /// The root command, ready for more subcommands and for [#run].
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Root());
    line.setParameterExceptionHandler(Main::misused);
    line.setExecutionExceptionHandler(Main::failed);
    return line;
  }

  public static void main(String... args) {
    System.exit(run(commandLine(), args));
  }

  /// Runs one command line.
  ///
  /// @return its exit code, one of [ExitCode]
  public static int run(CommandLine line, String... args) {
    // Of the commands that were added since, too.
    line.setUsageHelpAutoWidth(true);
    line.registerConverter(int.class, Arguments::wholeNumber);
    line.registerConverter(Integer.class, Arguments::wholeNumber);
    line.registerConverter(long.class, Arguments::longNumber);
    line.registerConverter(Long.class, Arguments::longNumber);
    if (args.length == 0) {
      line.usage(new PrintStream(System.out, true, StandardCharsets.UTF_8));
      return ExitCode.USAGE;
    }
    line.setOut(utf8(System.out));
    line.setErr(utf8(System.err));
    int code = isUnreadable(args) ? refuseLocale(line, args) : line.execute(args);
    Ending.byItself();
    return code;
  }

  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /// Whether the JVM could not decode an argument in the locale of this process: what it was is
  /// lost, and must not be taken for a key.
  private static boolean isUnreadable(String... args) {
    return Arrays.stream(args).anyMatch(arg -> arg.indexOf(UNDECODED) >= 0)
        && !"UTF-8".equals(System.getProperty("sun.jnu.encoding"));
  }

  private static int refuseLocale(CommandLine line, String... args) {
    console(Arrays.asList(args), line)
        .error(
            "the arguments hold letters that cannot be read in this locale ("
                + System.getProperty("sun.jnu.encoding")
                + ")",
            "choose a locale of UTF-8, for example: LC_ALL=C.UTF-8 ./raft ...");
    return ExitCode.USAGE;
  }

  private static int misused(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    List<String> suggestions =
        e instanceof CommandLine.UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    String hint =
        suggestions.isEmpty()
            ? "./" + command.getCommandSpec().qualifiedName() + " --help"
            : "did you mean " + String.join(" or ", suggestions) + "?";
    console(Arrays.asList(args), command).error(sentence(e), hint);
    return ExitCode.USAGE;
  }

  /// What picocli found wrong, said as we say it.
  private static String sentence(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()) {
      String first = "'" + unmatched.getUnmatched().getFirst() + "'";
      return e.getCommandLine().getSubcommands().isEmpty()
          ? first + " is one argument too many"
          : "there is no command " + first;
    }
    String message = String.valueOf(e.getMessage());
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static int failed(Exception e, CommandLine command, ParseResult parsed) {
    Console console = console(parsed.originalArgs(), command);
    return switch (e) {
      case CommandException refused -> {
        console.error(refused.text(), refused.hint());
        yield refused.exitCode();
      }
      case CallException refused -> {
        console.error(String.valueOf(refused.getMessage()), refused.hint());
        yield exitCodeOf(refused);
      }
      case FileSystemException refused -> {
        console.error(
            "cannot use " + refused.getFile() + ": " + reason(refused),
            "may this user write there, and is there space?");
        yield ExitCode.USAGE;
      }
      default -> {
        LoggerFactory.getLogger(Main.class).debug("internal error", e);
        console.error(
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
      case NoQuorumException _, UnreachableException _ -> ExitCode.UNREACHABLE;
      case RefusedException _ -> ExitCode.USAGE;
    };
  }

  private static Console console(List<String> args, CommandLine command) {
    return new Console(args.contains("--json"), command.getErr());
  }
}
