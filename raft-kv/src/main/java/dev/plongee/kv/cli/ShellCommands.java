package dev.plongee.kv.cli;

import dev.plongee.kv.client.RefusedException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/// What a shell understands: the commands of the launcher that talk to a cluster, over a connection
/// that is kept, and how to get help and to leave.
final class ShellCommands {
  /// The line held no command.
  static final int NOTHING = -1;

  /// What a process has as its exit code that Ctrl-C ended.
  static final int INTERRUPTED = 130;

  private final KeptConnection kept;
  private final Console console;
  private volatile boolean interrupted;
  private boolean over;

  /// @param console where the commands speak; they speak JSON if it does
  ShellCommands(KeptConnection kept, Console console) {
    this.kept = kept;
    this.console = console;
  }

  /// Whether somebody wanted to leave.
  boolean isOver() {
    return over;
  }

  /// Runs one line.
  ///
  /// @return its exit code, or [#NOTHING]
  int run(String line) {
    List<String> words;
    try {
      words = Words.of(line);
    } catch (IllegalArgumentException e) {
      console.error(String.valueOf(e.getMessage()), "quotes are closed, with a blank behind them");
      return ExitCode.USAGE;
    }
    if (words.isEmpty()) {
      return NOTHING;
    }
    interrupted = false;
    CommandLine commands = tree();
    commands.setOut(Main.utf8(console.out()));
    commands.setErr(Main.utf8(console.err()));
    try {
      return commands.execute(words.toArray(String[]::new));
    } finally {
      Ending.commandEnded();
    }
  }

  /// Ends the command that runs; for any thread. A write that was under way may have happened, and
  /// the command says so.
  void interrupt() {
    interrupted = true;
    if (!Ending.interruptCommand()) {
      kept.close();
    }
  }

  /// All commands, made anew for each line: no option of the last line is left over.
  CommandLine tree() {
    CommandLine tree = new CommandLine(new Root(this), this::create);
    ErrorReport errors =
        new ErrorReport(
            console::another,
            command -> ("help " + command.name()).strip(),
            text -> asTypedHere(tree, text));
    Main.prepare(tree, errors);
    for (CommandLine command : tree.getSubcommands().values()) {
      UsageMessageSpec usage = command.getCommandSpec().usageMessage();
      // The name of the root is empty, and a blank follows it.
      usage.synopsisHeading("%nUsage:");
      usage.footer(
          Stream.of(usage.footer()).map(line -> asTypedHere(tree, line)).toArray(String[]::new));
    }
    tree.setExecutionExceptionHandler((e, command, parsed) -> failed(errors, e, command, parsed));
    return tree;
  }

  /// What is said for `./raft`, as it is said in the shell: its commands are typed without.
  private static String asTypedHere(CommandLine tree, String text) {
    String said = text;
    for (String name : tree.getSubcommands().keySet()) {
      said = said.replace("./raft " + name, name);
    }
    return said;
  }

  /// The same commands only to understand lines; they cannot be run.
  static CommandLine grammar() {
    return new ShellCommands(new KeptConnection(new ClusterOptions(), 0), new Console()).tree();
  }

  private int failed(ErrorReport errors, Exception e, CommandLine command, ParseResult parsed) {
    if (interrupted && e instanceof RefusedException) {
      errors.say(parsed.originalArgs().toArray(String[]::new), "interrupted, nothing was done", "");
      return INTERRUPTED;
    }
    return errors.handleExecutionException(e, command, parsed);
  }

  private <T> T create(Class<T> type) throws Exception {
    if (type == ClusterOptions.class) {
      return type.cast(new ClusterOptions(kept));
    }
    return type == Console.class
        ? type.cast(console.another())
        : CommandLine.defaultFactory().create(type);
  }

  @Command(
      name = "",
      synopsisSubcommandLabel = "COMMAND",
      customSynopsis = "COMMAND [OPTIONS] [ARGUMENTS]",
      header = "Commands for this cluster, one a line.",
      description = "'help COMMAND' says more about one of them. Ctrl-D leaves.",
      footer = {"  put greeting \"hello world\"", "  get greeting"},
      subcommands = {
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
        BenchCommand.class,
        HelpCommand.class,
        Exit.class
      })
  private record Root(ShellCommands shell) {}

  @Command(
      name = "exit",
      aliases = "quit",
      header = "Leave the shell, as Ctrl-D does.",
      exitCodeList = ExitCode.ABOUT_GOOD,
      footer = {"  exit", "  quit"})
  private static final class Exit implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      ((Root) spec.root().userObject()).shell.over = true;
      return ExitCode.GOOD;
    }
  }
}
