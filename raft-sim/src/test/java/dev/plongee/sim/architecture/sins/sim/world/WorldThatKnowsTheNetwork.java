package dev.plongee.sim.architecture.sins.sim.world;

import dev.plongee.sim.architecture.sins.kv.net.ServerThatKnowsTheSimulator;

public final class WorldThatKnowsTheNetwork {
  ServerThatKnowsTheSimulator server() {
    return new ServerThatKnowsTheSimulator();
  }
}
