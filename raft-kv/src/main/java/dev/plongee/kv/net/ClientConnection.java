package dev.plongee.kv.net;

import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;

/// The connection of one client: its requests go to the driver, its answers come back through
/// [#answer]. A client that asks faster than it is answered, or does not read its answers, is not
/// read from until it has caught up; so it bounds itself and disturbs nobody else.
final class ClientConnection extends SimpleChannelInboundHandler<byte[]> implements Client {
  /// Requests under way above which the connection is not read from.
  static final int MAX_UNDER_WAY = 4_096;

  /// Bytes of answers waiting for the socket above which the connection is not read from; two of
  /// the longest answers.
  static final int HIGH_WATER = 2 * Wire.MAX_FRAME;

  /// Bytes of a frame beside its request. A request that waits keeps its whole frame alive, so what
  /// it takes is counted by its own length.
  private static final int MAX_PADDING = 1 << 10;

  private final Network network;
  private final AcceptedConnection connection;
  private final Channel channel;
  private int underWay;
  private boolean flushWanted;

  ClientConnection(Network network, AcceptedConnection connection) {
    this.network = network;
    this.connection = connection;
    this.channel = connection.channel();
  }

  @Override
  public void answer(Response response) {
    underWay--;
    if (channel.isActive()) {
      write(response);
    }
    readOrRest();
  }

  AcceptedConnection connection() {
    return connection;
  }

  /// Says what was not asked for; it leaves at the next flush, or never when the client does not
  /// read what it was told before.
  void tell(Response response) {
    if (channel.isActive() && isWritable()) {
      write(response);
    }
  }

  private void write(Response response) {
    ByteBuf frame = Frames.encode(channel.alloc(), response);
    network.answers().written(connection.backlog().write(frame));
    if (!flushWanted) {
      flushWanted = true;
      network.flushLater(this);
    }
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable() && !network.answers().isFull();
  }

  void flush() {
    flushWanted = false;
    channel.flush();
  }

  private void readOrRest() {
    int most = channel.config().isAutoRead() ? MAX_UNDER_WAY - 1 : MAX_UNDER_WAY / 2;
    boolean rest = underWay > most || !channel.isWritable() || connection.reader().isStalled();
    if (channel.config().isAutoRead() == rest) {
      channel.config().setAutoRead(!rest);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, byte[] frame)
      throws ProtocolException {
    Request request = SharedBytes.parse(Request.parser(), frame);
    int length = request.getSerializedSize();
    if (frame.length - length > MAX_PADDING) {
      throw new ProtocolException(
          "a frame of " + frame.length + " bytes around a request of " + length);
    }
    underWay++;
    readOrRest();
    network.inbound().request(this, request);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event == FrameReader.GOES_ON) {
      readOrRest();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    readOrRest();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (cause instanceof ProtocolException broken) {
      network.complain(context.channel(), broken.reason());
    }
    context.close();
  }
}
