package dev.plongee.kv.net;

import dev.plongee.kv.net.wire.Peers.PeerFrame;
import dev.plongee.kv.net.wire.Peers.Pong;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/// What a peer sends on the connection it opened.
final class PeerInbound extends SimpleChannelInboundHandler<byte[]> {
  private static final PeerFrame PONG =
      PeerFrame.newBuilder().setPong(Pong.getDefaultInstance()).build();

  private final Network network;
  private final int peer;

  PeerInbound(Network network, int peer) {
    this.network = network;
    this.peer = peer;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, byte[] frame)
      throws ProtocolException {
    PeerFrame parsed = SharedBytes.parse(PeerFrame.parser(), frame);
    if (parsed.hasPing()) {
      answerPing(context);
    } else if (parsed.hasSnapshotPiece()) {
      network.inbound().piece(peer, MessageCodec.toCore(parsed.getSnapshotPiece()));
    } else if (parsed.hasSnapshotProgress()) {
      network.inbound().progress(peer, MessageCodec.toCore(parsed.getSnapshotProgress()));
    } else {
      network.inbound().message(peer, MessageCodec.toCore(parsed));
    }
  }

  /// A peer asks once a second; one that only asks and does not read would be answered without end.
  private static void answerPing(ChannelHandlerContext context) {
    if (context.channel().isWritable()) {
      context.writeAndFlush(Frames.encode(context.alloc(), PONG), context.voidPromise());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof ProtocolException broken) {
      network.complain(context.channel(), broken.reason());
    }
    context.close();
  }
}
