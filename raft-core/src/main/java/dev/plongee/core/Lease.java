package dev.plongee.core;

import java.util.ArrayDeque;

/// The time in which nobody but this leader can be elected, so that its reads need no round
/// (dissertation §6.4.1).
///
/// ```
///   round leaves    a quorum has answered it                        the lease is over
///        |--------------------|----- reads answered at once ------------|
///        |---- smallest election timeout, cut by the drift of clocks ---|
/// ```
final class Lease {
  /// Rounds that may be unanswered at once; beyond it the oldest one is given up.
  private static final int MAX_ROUNDS = 64;

  /// @param at when the first message of this round left
  private record Sent(long round, long at) {}

  private final ArrayDeque<Sent> unanswered = new ArrayDeque<>();

  /// When the latest round left that a quorum answered, negative before there is one.
  private long from = -1;

  private boolean handedOver;

  /// A round leaves now.
  void sent(long round, long now) {
    if (unanswered.size() == MAX_ROUNDS) {
      unanswered.removeFirst();
    }
    unanswered.addLast(new Sent(round, now));
  }

  /// The oldest round that no quorum has answered yet, 0 when there is none.
  long awaited() {
    Sent oldest = unanswered.peekFirst();
    return oldest == null ? 0 : oldest.round();
  }

  /// A quorum has answered the awaited round.
  void answered() {
    from = unanswered.removeFirst().at();
  }

  /// Somebody was told to campaign: for the rest of this term nobody is held off any more.
  void handOver() {
    handedOver = true;
  }

  boolean holds(Server server) {
    RaftConfig.Timing timing = server.config.timing();
    return from >= 0
        && server.rules.leaseHolds(
            server.now() - from, timing.electionMinUs(), timing.clockDriftPpm(), handedOver);
  }

  Lease copy() {
    Lease copy = new Lease();
    copy.unanswered.addAll(unanswered);
    copy.from = from;
    copy.handedOver = handedOver;
    return copy;
  }
}
