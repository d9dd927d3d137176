package dev.plongee.sim.architecture.sins.core;

import dev.plongee.sim.architecture.sins.kv.net.ServerThatKnowsTheSimulator;

public final class CoreThatKnowsTheStore {
  ServerThatKnowsTheSimulator server() {
    return new ServerThatKnowsTheSimulator();
  }
}
