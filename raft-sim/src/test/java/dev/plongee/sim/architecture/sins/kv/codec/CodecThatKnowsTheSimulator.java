package dev.plongee.sim.architecture.sins.kv.codec;

import dev.plongee.sim.architecture.sins.sim.world.WorldWithASocket;

public final class CodecThatKnowsTheSimulator {
  WorldWithASocket world() {
    return new WorldWithASocket();
  }
}
