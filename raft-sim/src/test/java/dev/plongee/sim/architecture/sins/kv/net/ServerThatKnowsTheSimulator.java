package dev.plongee.sim.architecture.sins.kv.net;

import dev.plongee.sim.architecture.sins.sim.cli.CommandLine;

public final class ServerThatKnowsTheSimulator {
  CommandLine commandLine() {
    return new CommandLine();
  }
}
