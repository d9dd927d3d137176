package dev.plongee.sim.architecture.sins.sim.cli;

import dev.plongee.sim.architecture.sins.kv.net.ServerThatKnowsTheSimulator;

/// Innocent: the command line may see the real cluster.
public final class CommandLine {
  ServerThatKnowsTheSimulator server() {
    return new ServerThatKnowsTheSimulator();
  }
}
