package dev.plongee.kv.net;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.HelloReply;
import dev.plongee.kv.net.wire.Handshakes.Rejection;
import dev.plongee.kv.net.wire.Handshakes.Rejection.Why;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The called side of a handshake: reads one Hello and either turns the connection over to peers or
/// clients, or says why not and closes it.
final class ServerHandshake extends SimpleChannelInboundHandler<byte[]> {
  /// For whoever reached us by mistake; most likely a person with a browser or curl.
  private static final String TO_STRANGERS =
      "This port speaks Plongée's protocol (version "
          + Wire.PROTOCOL
          + "), for its servers and clients only. To read a key: ./raft get KEY\n";

  private final Network network;
  private final AcceptedConnection connection;
  private boolean over;

  ServerHandshake(Network network, AcceptedConnection connection) {
    this.network = network;
    this.connection = connection;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
    if (over) {
      return;
    }
    Hello hello;
    try {
      hello = Hello.parseFrom(frame);
    } catch (InvalidProtocolBufferException e) {
      reject(context, Identity.rejection(Why.MALFORMED, "the first frame is no Hello"));
      return;
    }
    Optional<Rejection> objection = network.objectionTo(hello);
    if (objection.isPresent()) {
      reject(context, objection.get());
      return;
    }
    over = true;
    HelloReply welcome = HelloReply.newBuilder().setWelcome(network.welcome()).build();
    context.writeAndFlush(Frames.encode(context.alloc(), welcome));
    if (hello.hasPeer()) {
      network.peerArrived(context, connection, hello.getPeer());
    } else {
      network.clientArrived(context, connection);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof ProtocolException broken && !over) {
      if (broken.isStranger()) {
        over = true;
        network.complain(context.channel(), "it does not speak our protocol");
        partWith(context, Unpooled.copiedBuffer(TO_STRANGERS, StandardCharsets.UTF_8));
      } else {
        reject(context, Identity.rejection(Why.MALFORMED, broken.reason()));
      }
    } else {
      context.close();
    }
  }

  private void reject(ChannelHandlerContext context, Rejection rejection) {
    over = true;
    network.complain(context.channel(), rejection.getMessage());
    HelloReply reply = HelloReply.newBuilder().setRejection(rejection).build();
    partWith(context, Frames.encode(context.alloc(), reply));
  }

  /// Only our half is closed: a full close while bytes of the other side lie unread would make the
  /// kernel send a reset, and our last words would be lost. The sweep closes what stays.
  private static void partWith(ChannelHandlerContext context, ByteBuf lastWords) {
    DuplexChannel channel = (DuplexChannel) context.channel();
    context.writeAndFlush(lastWords).addListener(_ -> channel.shutdownOutput());
  }
}
