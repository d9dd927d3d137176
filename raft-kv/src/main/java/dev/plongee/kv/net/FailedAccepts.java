package dev.plongee.kv.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/// Behind everything that accepts connections: hears of those that could not be accepted, as when
/// the process has no file descriptor left. Netty pauses for a second before it tries again, so the
/// caller waits in the queue of the system.
final class FailedAccepts extends ChannelInboundHandlerAdapter {
  private final Complaints complaints;

  FailedAccepts(Complaints complaints) {
    this.complaints = complaints;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    complaints.acceptFailed(String.valueOf(context.channel().localAddress()), cause);
  }
}
