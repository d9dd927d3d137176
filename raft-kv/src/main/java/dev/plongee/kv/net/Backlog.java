package dev.plongee.kv.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/// What was written to one connection and not yet taken by its socket.
final class Backlog {
  private final Channel channel;
  private long written;

  Backlog(Channel channel) {
    this.channel = channel;
  }

  /// Bytes that wait, with what each piece costs besides; 0 when the connection is closed.
  long bytes() {
    ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
    return waiting == null ? 0 : waiting.totalPendingWriteBytes();
  }

  /// Writes without flushing.
  ///
  /// @return by how much it has grown
  long write(ByteBuf bytes) {
    long before = bytes();
    channel.write(bytes, channel.voidPromise());
    long grown = bytes() - before;
    written += grown;
    return grown;
  }

  /// How much the socket has taken so far.
  long taken() {
    return written - bytes();
  }
}
