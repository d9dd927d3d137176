package dev.plongee.kv.net;

import io.netty.channel.Channel;

/// One connection somebody else opened, as the network watches it: once a second every connection
/// is looked at, so that none needs a timer of its own.
final class AcceptedConnection {
  /// Sweeps, that is seconds, a caller has to introduce itself.
  private static final int SWEEPS_TO_GREET = 3;

  /// Sweeps a frame may take to arrive: a megabyte on a slow line, but no slow-loris.
  private static final int SWEEPS_PER_FRAME = 15;

  /// Sweeps in which a client may take nothing of what it was answered.
  private static final int SWEEPS_PER_ANSWER = 15;

  /// The same two when the memory that is meant for it is full, and others wait.
  private static final int SWEEPS_WHEN_CROWDED = 3;

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
  private final Backlog backlog;
  private Caller caller = Caller.UNKNOWN;
  private long framesSeen;
  private int idleSweeps;
  private long answersTaken;
  private int deafSweeps;

  AcceptedConnection(Channel channel, FrameReader reader) {
    this.channel = channel;
    this.reader = reader;
    this.backlog = new Backlog(channel);
  }

  Channel channel() {
    return channel;
  }

  FrameReader reader() {
    return reader;
  }

  /// What waits for its socket.
  Backlog backlog() {
    return backlog;
  }

  Caller caller() {
    return caller;
  }

  /// The handshake is done.
  void introduce(Caller who) {
    caller = who;
    idleSweeps = 0;
    if (who == Caller.PEER) {
      reader.trustPeer();
    } else {
      reader.trust();
    }
  }

  /// Looks at the connection once; says why it must be closed, or an empty text.
  ///
  /// @param crowded whether other connections wait for the memory that this one may hold
  String sweep(boolean crowded) {
    boolean progress = reader.framesRead() != framesSeen;
    framesSeen = reader.framesRead();
    idleSweeps = progress && caller != Caller.UNKNOWN ? 0 : idleSweeps + 1;
    return switch (caller) {
      case UNKNOWN -> idleSweeps > SWEEPS_TO_GREET ? "it did not introduce itself in time" : "";
      case CLIENT -> sweepClient(crowded);
      case PEER -> idleSweeps > SWEEPS_OF_SILENCE ? "the peer fell silent" : "";
    };
  }

  private String sweepClient(boolean crowded) {
    // Whoever is not read from cannot go on with his frame.
    if (!reader.midFrame() || !channel.config().isAutoRead()) {
      idleSweeps = 0;
    }
    long taken = backlog.taken();
    deafSweeps = backlog.bytes() == 0 || taken != answersTaken ? 0 : deafSweeps + 1;
    answersTaken = taken;
    if (idleSweeps > (crowded ? SWEEPS_WHEN_CROWDED : SWEEPS_PER_FRAME)) {
      return "it stopped in the middle of a frame";
    }
    return deafSweeps > (crowded ? SWEEPS_WHEN_CROWDED : SWEEPS_PER_ANSWER)
        ? "it does not read its answers"
        : "";
  }
}
