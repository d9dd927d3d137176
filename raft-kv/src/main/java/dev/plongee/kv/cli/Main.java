package dev.plongee.kv.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root command. It works without the simulator; the simulator takes the same root and adds its
/// own commands.
public final class Main {
  @Command(
      name = "raft",
      mixinStandardHelpOptions = true,
      version = "Plongée 0.1.0",
      synopsisSubcommandLabel = "COMMAND",
      header = "The Raft you can step through: a replicated key-value store.",
      description = {
        "Start a cluster, and use it from another terminal. './raft COMMAND --help' says more about"
            + " a command, './raft completion bash' teaches the names to your shell."
      },
      exitCodeList = {
        ExitCode.ABOUT_GOOD,
        "1:No: an absent key, a cas that compared unequal, a failed expectation.",
        ExitCode.ABOUT_USAGE,
        ExitCode.ABOUT_UNKNOWN,
        ExitCode.ABOUT_UNREACHABLE
      },
      footer = {
        "  ./raft up                     three nodes on this machine; Ctrl-C stops them",
        "  ./raft put greeting hello",
        "  ./raft get greeting",
        "  ./raft status                 who leads, and which processes they are",
        "  ./raft shell                  many commands over one connection"
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
        WatchCommand.class,
        StatusCommand.class,
        TransferCommand.class,
        SnapshotCommand.class,
        MemberCommand.class,
        ShellCommand.class,
        BenchCommand.class,
        CompletionCommand.class,
        HelpCommand.class
      })
  private static final class Root {}

  /// What the JVM puts in the place of bytes it cannot decode.
  private static final char UNDECODED = '\uFFFD';

  private Main() {}

  /// The root command, ready for more subcommands and for [#run].
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Root());
    prepare(line, ErrorReport.ofLauncher());
    return line;
  }

  public static void main(String... args) {
    start(Main::commandLine, args);
  }

  /// Makes a command line, runs it, and ends the process with its exit code.
  public static void start(Supplier<CommandLine> line, String... args) {
    // First: the commands speak to the stdout they were made with.
    Stdout stdout = Stdout.ofProcess();
    int code = run(line.get(), args);
    System.exit(stdout.judge(code, System.err));
  }

  /// Runs one command line.
  ///
  /// @return its exit code, one of [ExitCode]
  public static int run(CommandLine line, String... args) {
    ErrorReport errors = ErrorReport.ofLauncher();
    prepare(line, errors);
    if (args.length == 0) {
      line.usage(new PrintStream(System.out, true, StandardCharsets.UTF_8));
      return ExitCode.USAGE;
    }
    line.setOut(utf8(System.out));
    line.setErr(utf8(System.err));
    int code = isUnreadable(args) ? refuseLocale(errors, args) : line.execute(args);
    Ending.byItself();
    return code;
  }

  /// What all commands have in common, those that were added since too.
  static void prepare(CommandLine line, ErrorReport errors) {
    line.setParameterExceptionHandler(errors);
    line.setExecutionExceptionHandler(errors);
    // A value that begins with @ is a value.
    line.setExpandAtFiles(false);
    line.registerConverter(int.class, Arguments::wholeNumber);
    line.registerConverter(Integer.class, Arguments::wholeNumber);
    line.registerConverter(long.class, Arguments::longNumber);
    line.registerConverter(Long.class, Arguments::longNumber);
    line.registerConverter(Path.class, Arguments::path);
    Manual.arrange(line);
  }

  static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /// Whether the JVM could not decode an argument in the locale of this process: what it was is
  /// lost, and must not be taken for a key.
  private static boolean isUnreadable(String... args) {
    return Arrays.stream(args).anyMatch(arg -> arg.indexOf(UNDECODED) >= 0);
  }

  private static int refuseLocale(ErrorReport errors, String... args) {
    String encoding = String.valueOf(System.getProperty("sun.jnu.encoding"));
    errors.say(
        args,
        "the arguments hold letters that cannot be read in this locale (" + encoding + ")",
        encoding.equals("UTF-8")
            ? "write them in UTF-8; other bytes go in and out through the Java client"
            : "choose a locale of UTF-8, for example: LC_ALL=C.UTF-8 ./raft ...");
    return ExitCode.USAGE;
  }
}
