package dev.plongee.sim.cli;

import picocli.CommandLine;

/// What `./raft` starts: the root command of the store, with the simulator's commands added.
public final class Main {
  private Main() {}

  /// The root command with every subcommand.
  static CommandLine commandLine() {
    return dev.plongee.kv.cli.Main.commandLine()
        .addSubcommand(new TourCommand())
        .addSubcommand(new TalkCommand())
        .addSubcommand(new PlayCommand())
        .addSubcommand(new CheckCommand())
        .addSubcommand(new VerifyCommand());
  }

  public static void main(String... args) {
    dev.plongee.kv.cli.Main.start(Main::commandLine, args);
  }
}
