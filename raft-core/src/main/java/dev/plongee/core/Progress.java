package dev.plongee.core;

import java.util.ArrayDeque;

/// What a leader knows of one peer (Figure 2, volatile state on leaders), and how it treats it.
///
/// ```
///            accepted, match >= prev
///   PROBE ---------------------------> REPLICATE <---+
///    ^ ^                                   | |       |
///    | +-----------------------------------+ |       | accepted,
///    |        rejected, or out of space      |       | match >= snapshot
///    |                                       |       |
///    +----------------- SNAPSHOT <-----------+       |
///      sent, or failed      | (from PROBE too:       |
///                           |  the log is too short) |
///                           +------------------------+
/// ```
final class Progress implements RaftView.PeerView {
  private final int peer;
  private long matchIndex;
  private long nextIndex;
  private Round confirmed = Round.NONE;
  private long heardAt;
  private State state = new Probe();

  private sealed interface State {}

  /// Looking for the place where the logs agree.
  private static final class Probe implements State {
    /// Whether a message is on its way whose answer decides how to go on.
    private boolean outstanding;
  }

  /// The logs agree up to nextIndex - 1, as far as the messages in flight arrive.
  private static final class Replicate implements State {
    /// The last index of each message with entries that is not acknowledged yet.
    private final ArrayDeque<Long> window = new ArrayDeque<>();
  }

  /// A snapshot is on its way; nothing else is of use to the peer.
  private record Snapshot(long index) implements State {}

  /// A peer of a new leader (§5.3): nextIndex is just behind the leader's last entry.
  Progress(int peer, long nextIndex, long now) {
    this.peer = peer;
    this.nextIndex = nextIndex;
    this.heardAt = now;
  }

  int id() {
    return peer;
  }

  @Override
  public long matchIndex() {
    return matchIndex;
  }

  @Override
  public long nextIndex() {
    return nextIndex;
  }

  @Override
  public RaftView.ProgressState state() {
    return switch (state) {
      case Probe _ -> RaftView.ProgressState.PROBE;
      case Replicate _ -> RaftView.ProgressState.REPLICATE;
      case Snapshot _ -> RaftView.ProgressState.SNAPSHOT;
    };
  }

  @Override
  public int inFlight() {
    return switch (state) {
      case Probe probe -> probe.outstanding ? 1 : 0;
      case Replicate replicate -> replicate.window.size();
      case Snapshot _ -> 1;
    };
  }

  /// When a message of this term last came from the peer; the time of the election at first.
  long heardAt() {
    return heardAt;
  }

  /// The latest round the peer answered, with the term of the message that was answered.
  Round confirmed() {
    return confirmed;
  }

  /// Any answer of the current term, also a rejection, is a contact and confirms its round.
  void heard(long now, long term, long round) {
    heardAt = now;
    boolean laterTerm = term > confirmed.term();
    if (laterTerm || term == confirmed.term() && round > confirmed.number()) {
      confirmed = new Round(term, round);
    }
  }

  /// Whether an AppendEntries with entries may leave now.
  boolean maySend(long lastIndex, int windowSize) {
    return nextIndex <= lastIndex
        && switch (state) {
          case Probe probe -> !probe.outstanding;
          case Replicate replicate -> replicate.window.size() < windowSize;
          case Snapshot _ -> false;
        };
  }

  /// A message with entries up to `lastSent` left.
  void sent(long lastSent) {
    switch (state) {
      case Probe probe -> probe.outstanding = true;
      case Replicate replicate -> {
        replicate.window.addLast(lastSent);
        nextIndex = lastSent + 1;
      }
      case Snapshot _ -> Check.that(false, "no entries for a peer that waits for a snapshot");
    }
  }

  boolean isReceivingSnapshot() {
    return state instanceof Snapshot;
  }

  /// Whether the log, which begins behind `base`, lacks what this peer is to get next.
  boolean needsSnapshot(long base) {
    return !isReceivingSnapshot() && nextIndex <= base;
  }

  /// The transfer of a snapshot began.
  void sentSnapshot(long index) {
    state = new Snapshot(index);
  }

  /// The transfer has ended. When it failed, the next heartbeat begins it again: at once would be a
  /// hurry in circles.
  void snapshotSent(boolean arrived) {
    if (state instanceof Snapshot(long index)) {
      Probe probe = new Probe();
      probe.outstanding = !arrived;
      state = probe;
      nextIndex = arrived ? Math.max(matchIndex, index) + 1 : matchIndex + 1;
    }
  }

  /// A heartbeat left. It takes no place in the window, but to a probed peer it is the probe.
  void sentHeartbeat() {
    if (state instanceof Probe probe) {
      probe.outstanding = true;
    }
  }

  /// AppendEntries succeeded. A probe that was answered for less than it asked, because the peer's
  /// disk is not done, stays outstanding: a new probe would only hurry in circles.
  void accepted(long match, Rules rules) {
    if (rules.raisesMatch(matchIndex, match)) {
      matchIndex = match;
    }
    switch (state) {
      case Probe _ when match >= nextIndex - 1 -> {
        state = new Replicate();
        nextIndex = Math.max(nextIndex, match + 1);
      }
      case Probe _ -> {}
      case Replicate replicate -> {
        while (!replicate.window.isEmpty() && replicate.window.peekFirst() <= match) {
          replicate.window.removeFirst();
        }
        nextIndex = Math.max(nextIndex, match + 1);
      }
      case Snapshot(long index) when match >= index -> {
        state = new Replicate();
        nextIndex = Math.max(nextIndex, match + 1);
      }
      case Snapshot _ -> {}
    }
  }

  /// AppendEntries failed the log check. Old news is ignored: a place that is known to match, or
  /// one that the running probe did not ask about.
  void rejected(long rejected, ConflictHint hint, Log log) {
    boolean current =
        switch (state) {
          case Probe _ -> rejected == nextIndex - 1;
          case Replicate _ -> rejected < nextIndex;
          case Snapshot _ -> false;
        };
    if (current && rejected > matchIndex) {
      nextIndex = Backtracking.nextIndex(log, hint, matchIndex, rejected);
      state = new Probe();
    }
  }

  /// The peer's disk has no room for more. What is on its way to it will not be appended either;
  /// the next heartbeat asks whether there is room again, as a probe does.
  void outOfSpace(long match, Rules rules) {
    if (rules.raisesMatch(matchIndex, match)) {
      matchIndex = match;
    }
    if (!(state instanceof Snapshot)) {
      Probe probe = new Probe();
      probe.outstanding = true;
      state = probe;
      nextIndex = matchIndex + 1;
    }
  }

  Progress copy() {
    Progress copy = new Progress(peer, nextIndex, heardAt);
    copy.matchIndex = matchIndex;
    copy.confirmed = confirmed;
    switch (state) {
      case Probe probe -> {
        Probe probing = new Probe();
        probing.outstanding = probe.outstanding;
        copy.state = probing;
      }
      case Replicate replicate -> {
        Replicate replicating = new Replicate();
        replicating.window.addAll(replicate.window);
        copy.state = replicating;
      }
      case Snapshot snapshot -> copy.state = snapshot;
    }
    return copy;
  }
}
