package dev.plongee.kv.net;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.HelloReply;
import dev.plongee.kv.net.wire.Handshakes.Rejection;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// The calling side of a connection, for peers and clients: connects, introduces itself, and hands
/// the connection over when it was welcomed.
public final class Dialer {
  /// What one attempt came to; called once, on the event loop.
  public interface Outcome {
    /// The server let us in. Whatever it sends from now on goes to the returned handler, one
    /// `byte[]` a frame.
    ChannelHandler welcomed(Channel channel, Welcome welcome);

    /// No connection.
    void failed(Failure failure);
  }

  /// @param kind what happened
  /// @param message for people, without the address
  /// @param settledTo of a server that says we are no member: the entry up to which it knows who is
  public record Failure(Kind kind, String message, long settledTo) {
    Failure(Kind kind, String message) {
      this(kind, message, 0);
    }

    /// How far the attempt came.
    public enum Kind {
      /// Nobody listens there, or nobody answered in time.
      UNREACHABLE,
      /// Somebody listens there who is not of our kind.
      STRANGER,
      /// A server of our kind does not want us.
      REJECTED,
      /// A server of our cluster says that we are no member.
      NOT_A_MEMBER
    }
  }

  /// How long to wait for the connection, and then for the answer to our Hello, in milliseconds.
  private static final int PATIENCE_MILLIS = 2_000;

  private final EventLoop loop;
  private final WriteBufferWaterMark waterMark;

  /// @param loop where everything runs
  /// @param highWater bytes waiting for the socket above which the channel is no longer writable
  public Dialer(EventLoop loop, int highWater) {
    this.loop = loop;
    this.waterMark = new WriteBufferWaterMark(highWater / 2, highWater);
  }

  /// Begins one attempt.
  public void dial(Address to, Hello hello, Outcome outcome) {
    if (NetUtil.isValidIpV4Address(to.host()) || NetUtil.isValidIpV6Address(to.host())) {
      connect(to.resolve(), hello, outcome);
    } else {
      // A name server may take seconds, and the event loop has none to give.
      Thread.ofVirtual()
          .name("resolve " + to.host())
          .start(() -> {
            InetSocketAddress resolved = to.resolve();
            loop.execute(() -> connect(resolved, hello, outcome));
          });
    }
  }

  private void connect(InetSocketAddress to, Hello hello, Outcome outcome) {
    if (to.isUnresolved()) {
      outcome.failed(new Failure(Failure.Kind.UNREACHABLE, "no such host: " + to.getHostString()));
      return;
    }
    ChannelFuture connecting =
        new Bootstrap()
            .group(loop)
            .channel(NioSocketChannel.class)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE_MILLIS)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, waterMark)
            .handler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    FrameReader reader = FrameReader.ofCaller();
                    channel.pipeline().addLast(reader, new Greeting(reader, hello, outcome));
                  }
                })
            .connect(to);
    connecting.addListener(_ -> {
      if (!connecting.isSuccess()) {
        Throwable why = connecting.cause();
        String message =
            why instanceof ConnectException ? "nobody listens there" : why.getMessage();
        outcome.failed(new Failure(Failure.Kind.UNREACHABLE, String.valueOf(message)));
      }
    });
  }

  /// Says Hello and waits for the answer.
  private static final class Greeting extends SimpleChannelInboundHandler<byte[]> {
    private final FrameReader reader;
    private final Hello hello;
    private final Outcome outcome;
    private boolean over;

    Greeting(FrameReader reader, Hello hello, Outcome outcome) {
      this.reader = reader;
      this.hello = hello;
      this.outcome = outcome;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      Channel channel = context.channel();
      if (channel.localAddress().equals(channel.remoteAddress())) {
        // On one machine TCP can connect a port that nobody listens on to itself, and so keep it
        // from the server that wants it back.
        fail(context, Failure.Kind.UNREACHABLE, "nobody listens there");
        return;
      }
      context.writeAndFlush(Frames.greeting(context.alloc(), hello));
      context
          .executor()
          .schedule(
              () -> fail(context, Failure.Kind.UNREACHABLE, "no answer to our Hello"),
              PATIENCE_MILLIS,
              TimeUnit.MILLISECONDS);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
      if (over) {
        return;
      }
      HelloReply reply;
      try {
        reply = HelloReply.parseFrom(frame);
      } catch (InvalidProtocolBufferException e) {
        fail(context, Failure.Kind.STRANGER, "whoever listens there is no server of ours");
        return;
      }
      switch (reply.getReplyCase()) {
        case WELCOME -> {
          over = true;
          reader.trust();
          context
              .pipeline()
              .replace(this, null, outcome.welcomed(context.channel(), reply.getWelcome()));
        }
        case REJECTION -> fail(context, rejected(reply.getRejection()));
        case REPLY_NOT_SET ->
            fail(context, Failure.Kind.STRANGER, "whoever listens there is no server of ours");
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      fail(context, Failure.Kind.UNREACHABLE, "the connection was closed before an answer came");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof ProtocolException) {
        fail(context, Failure.Kind.STRANGER, "whoever listens there is no server of ours");
      } else {
        fail(context, Failure.Kind.UNREACHABLE, String.valueOf(cause.getMessage()));
      }
    }

    private static Failure rejected(Rejection rejection) {
      return rejection.getWhy() == Rejection.Why.NOT_A_MEMBER
          ? new Failure(Failure.Kind.NOT_A_MEMBER, rejection.getMessage(), rejection.getSettledTo())
          : new Failure(Failure.Kind.REJECTED, rejection.getMessage());
    }

    private void fail(ChannelHandlerContext context, Failure.Kind kind, String message) {
      fail(context, new Failure(kind, message));
    }

    private void fail(ChannelHandlerContext context, Failure failure) {
      if (!over) {
        over = true;
        context.close();
        outcome.failed(failure);
      }
    }
  }
}
