package dev.plongee.kv.net;

import dev.plongee.core.ServerId;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import dev.plongee.kv.net.wire.Peers.PeerFrame;
import dev.plongee.kv.net.wire.Peers.Ping;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// The way to one peer: a connection that is opened again whenever it is lost, and a bounded queue.
/// What does not fit or finds no connection is dropped, which is always legal in Raft.
///
/// Each direction between two servers has its own connection, opened by the sender; so nobody has
/// to decide which of two connections stays.
final class PeerLink implements Dialer.Outcome {
  private static final Logger LOG = LoggerFactory.getLogger(PeerLink.class);

  /// Bytes waiting for the socket above which messages are dropped: twice the 16 MiB that a full
  /// window of 1 MiB messages takes, so that only a peer that reads nothing loses any.
  static final int HIGH_WATER = 32 << 20;

  /// The first pause between two attempts in milliseconds, doubled each time.
  private static final long FIRST_PAUSE_MILLIS = 50;

  /// The longest pause between two attempts in milliseconds; about the time of an election, so that
  /// a server that comes back is soon heard.
  private static final long LAST_PAUSE_MILLIS = 1_000;

  /// Unanswered pings, one a second, after which a connection leads nowhere.
  private static final int PATIENCE_PINGS = 3;

  private static final PeerFrame PING =
      PeerFrame.newBuilder().setPing(Ping.getDefaultInstance()).build();

  private final Peers peers;
  private final int peer;
  private final EventLoop loop;
  private final Dialer dialer;

  private @Nullable Channel channel;
  private boolean dialing;
  private boolean closed;
  private boolean flushWanted;
  private long pauseMillis = FIRST_PAUSE_MILLIS;
  private long attempt;
  private int unanswered;
  private String lastComplaint = "";

  /// Attempts in vain since the last word on where the peer is.
  private int failures;

  private Address tried;

  /// @param peer of whom it is known where he is
  PeerLink(Peers peers, int peer, EventLoop loop) {
    this.peers = peers;
    this.peer = peer;
    this.tried = peers.addressesOf(peer).getFirst();
    this.loop = loop;
    this.dialer = new Dialer(loop, HIGH_WATER);
  }

  /// Tries to connect, unless it is connected or trying.
  void dial() {
    attempt++;
    if (channel == null && !dialing && !closed) {
      dialing = true;
      List<Address> known = peers.addressesOf(peer);
      tried = known.get(failures % known.size());
      dialer.dial(tried, peers.helloTo(peer), this);
    }
  }

  /// There is another word on where the peer is: it is tried next.
  void addressesChanged() {
    failures = 0;
    pauseMillis = FIRST_PAUSE_MILLIS;
    dial();
  }

  /// The peer has just reached us, so it can be reached: no need to wait.
  void peerIsThere() {
    pauseMillis = FIRST_PAUSE_MILLIS;
    dial();
  }

  /// Writes a frame without flushing; drops it when there is no way.
  void write(PeerFrame frame) {
    Channel to = channel;
    if (to != null && to.isWritable()) {
      to.write(Frames.encode(to.alloc(), frame), to.voidPromise());
      flushWanted = true;
    }
  }

  void flush() {
    Channel to = channel;
    if (flushWanted && to != null) {
      to.flush();
    }
    flushWanted = false;
  }

  boolean isOpen() {
    return channel != null;
  }

  /// Why the last attempt was in vain, for people.
  String lastFailure() {
    return lastComplaint.isEmpty() ? "it does not answer" : lastComplaint;
  }

  /// Once a second: asks whether the connection still leads anywhere. Without this, a connection
  /// through a network that came back may stay silent for minutes, until TCP tries again.
  void sweep() {
    Channel to = channel;
    if (to == null) {
      return;
    }
    if (unanswered >= PATIENCE_PINGS) {
      lost("no answer for " + unanswered + " s");
      to.close();
      return;
    }
    unanswered++;
    to.writeAndFlush(Frames.encode(to.alloc(), PING), to.voidPromise());
  }

  void close() {
    closed = true;
    Channel to = channel;
    if (to != null) {
      to.close();
    }
  }

  @Override
  public ChannelHandler welcomed(Channel opened, Welcome welcome) {
    dialing = false;
    pauseMillis = FIRST_PAUSE_MILLIS;
    unanswered = 0;
    lastComplaint = "";
    failures = 0;
    if (closed) {
      opened.close();
    } else {
      channel = opened;
      LOG.info("connected to {} at {}", ServerId.name(peer), tried);
    }
    return new Pongs();
  }

  @Override
  public void failed(Dialer.Failure failure) {
    dialing = false;
    failures++;
    if (closed) {
      return;
    }
    if (!failure.message().equals(lastComplaint)) {
      lastComplaint = failure.message();
      boolean ours = failure.kind() == Dialer.Failure.Kind.UNREACHABLE;
      LOG.atLevel(ours ? Level.INFO : Level.ERROR)
          .log(
              "cannot connect to {} at {}: {}; trying again",
              ServerId.name(peer),
              tried,
              failure.message());
    }
    if (failure.kind() == Dialer.Failure.Kind.NOT_A_MEMBER) {
      peers.turnedAway(peer, failure.settledTo());
    }
    dialLater();
  }

  private void lost(String why) {
    channel = null;
    if (!closed) {
      LOG.info("lost the connection to {}: {}", ServerId.name(peer), why);
      dialLater();
    }
  }

  private void dialLater() {
    // Jitter, so that servers that lost each other do not meet again and again at the same moment.
    long pause = pauseMillis / 2 + ThreadLocalRandom.current().nextLong(pauseMillis);
    pauseMillis = Math.min(2 * pauseMillis, LAST_PAUSE_MILLIS);
    long mine = attempt;
    loop.schedule(
        () -> {
          if (mine == attempt) {
            dial();
          }
        },
        pause,
        TimeUnit.MILLISECONDS);
  }

  /// What comes back on this connection: answers to pings, and its end.
  private final class Pongs extends SimpleChannelInboundHandler<byte[]> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, byte[] frame) {
      unanswered = 0;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      if (channel == context.channel()) {
        lost("closed by the other side");
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (channel == context.channel()) {
        lost(String.valueOf(cause.getMessage()));
      }
      context.close();
    }
  }
}
