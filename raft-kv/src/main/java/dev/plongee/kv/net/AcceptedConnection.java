package dev.plongee.kv.net;

import io.netty.channel.Channel;

/// One connection somebody else opened, as the network watches it: once a second every connection
/// is looked at, so that none needs a timer of its own.
final class AcceptedConnection {
  /// Sweeps, that is seconds, a caller has to introduce itself.
  private static final int SWEEPS_TO_GREET = 3;

  /// Sweeps a frame may take to arrive: a megabyte on a slow line, but no slow-loris.
  private static final int SWEEPS_PER_FRAME = 15;

  /// Sweeps a peer may be silent: it pings once a second.
  private static final int SWEEPS_OF_SILENCE = 10;

  /// Who is on the other side.
  enum Caller {
    UNKNOWN,
    CLIENT,
    PEER
  }

  private final Channel channel;
  private final FrameReader reader;
  private Caller caller = Caller.UNKNOWN;
  private long framesSeen;
  private int idleSweeps;

  AcceptedConnection(Channel channel, FrameReader reader) {
    this.channel = channel;
    this.reader = reader;
  }

  Channel channel() {
    return channel;
  }

  Caller caller() {
    return caller;
  }

  /// The handshake is done.
  void introduce(Caller who) {
    caller = who;
    idleSweeps = 0;
    reader.trust();
  }

  /// Looks at the connection once; says why it must be closed, or an empty text.
  String sweep() {
    boolean progress = reader.framesRead() != framesSeen;
    framesSeen = reader.framesRead();
    idleSweeps = progress && caller != Caller.UNKNOWN ? 0 : idleSweeps + 1;
    return switch (caller) {
      case UNKNOWN -> idleSweeps > SWEEPS_TO_GREET ? "it did not introduce itself in time" : "";
      case CLIENT -> {
        if (!reader.midFrame()) {
          idleSweeps = 0;
        }
        yield idleSweeps > SWEEPS_PER_FRAME ? "it stopped in the middle of a frame" : "";
      }
      case PEER -> idleSweeps > SWEEPS_OF_SILENCE ? "the peer fell silent" : "";
    };
  }
}
