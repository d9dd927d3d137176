package dev.plongee.sim.architecture.sins.kv.store;

import dev.plongee.sim.architecture.sins.kv.net.ServerThatKnowsTheSimulator;

public final class StoreThatKnowsTheNetwork {
  ServerThatKnowsTheSimulator server() {
    return new ServerThatKnowsTheSimulator();
  }
}
