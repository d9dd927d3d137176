package dev.plongee.sim.architecture.sins.sim.world;

import io.netty.buffer.ByteBuf;

public final class WorldWithASocket {
  int size(ByteBuf frame) {
    return frame.readableBytes();
  }
}
