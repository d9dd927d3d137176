package dev.plongee.sim.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The root command with the simulator's commands: what `./raft` starts.
public final class Main {
  @Command(
      name = "raft",
      mixinStandardHelpOptions = true,
      version = "Plongée 0.1.0",
      synopsisSubcommandLabel = "COMMAND",
      header = "The Raft you can step through.",
      subcommands = {PlayCommand.class, CheckCommand.class})
  private static final class Root {}

  private Main() {}

  public static void main(String... args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Root());
  }
}
