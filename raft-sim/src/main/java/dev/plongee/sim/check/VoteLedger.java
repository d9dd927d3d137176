package dev.plongee.sim.check;

import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.sim.world.World;
import java.util.Arrays;

/// Who voted for whom, and who led, by term, over all time and all incarnations.
final class VoteLedger {
  private static final int SIDE = World.MAX_SERVERS + 1;

  /// By term and server: the candidate, and the last position of the voter's log when the vote
  /// left; unset while the vote was written but never sent.
  private byte[] candidates = new byte[64 * SIDE];

  private LogPosition[] positions = new LogPosition[64 * SIDE];

  /// By term: who led it, as server and incarnation.
  private int[] leaders = new int[64];

  private long lastTerm;

  /// By term: whom its leader sent to campaign in the next one.
  private NodeSet[] sent = new NodeSet[64];

  int candidate(long term, int server) {
    int at = at(term, server);
    return at < candidates.length ? candidates[at] : ServerId.NONE;
  }

  /// Whether this server sent its vote for the candidate.
  boolean granted(long term, int server, int candidate) {
    int at = at(term, server);
    return at < candidates.length && candidates[at] == candidate && positions[at] != null;
  }

  LogPosition position(long term, int server) {
    return positions[at(term, server)];
  }

  void vote(long term, int server, int candidate) {
    int at = room(term, server);
    candidates[at] = (byte) candidate;
  }

  void grant(long term, int server, int candidate, LogPosition position) {
    int at = room(term, server);
    candidates[at] = (byte) candidate;
    positions[at] = position;
  }

  /// The leader of this term sends a server to campaign.
  void sends(long term, int server) {
    if (term >= sent.length) {
      sent = Arrays.copyOf(sent, (int) Math.max(term + 1, 2L * sent.length));
    }
    NodeSet before = sent[(int) term];
    sent[(int) term] = (before == null ? NodeSet.EMPTY : before).with(server);
  }

  boolean wasSent(long term, int server) {
    return term < sent.length && sent[(int) term] != null && sent[(int) term].contains(server);
  }

  /// Who led this term, as [#reign], 0 for nobody.
  int leader(long term) {
    return term < leaders.length ? leaders[(int) term] : 0;
  }

  static int reign(int server, int incarnation) {
    return incarnation * SIDE + server;
  }

  static int server(int reign) {
    return reign % SIDE;
  }

  void leads(long term, int reign) {
    if (term >= leaders.length) {
      leaders = Arrays.copyOf(leaders, (int) Math.max(term + 1, 2L * leaders.length));
    }
    leaders[(int) term] = reign;
    lastTerm = Math.max(lastTerm, term);
  }

  /// The latest term that anybody led, 0 before there was one.
  long lastTerm() {
    return lastTerm;
  }

  private static int at(long term, int server) {
    return (int) term * SIDE + server;
  }

  private int room(long term, int server) {
    int at = at(term, server);
    if (at >= candidates.length) {
      int size = Math.max(at + 1, 2 * candidates.length);
      candidates = Arrays.copyOf(candidates, size);
      positions = Arrays.copyOf(positions, size);
    }
    return at;
  }

  VoteLedger copy() {
    VoteLedger copy = new VoteLedger();
    copy.candidates = candidates.clone();
    copy.positions = positions.clone();
    copy.leaders = leaders.clone();
    copy.lastTerm = lastTerm;
    copy.sent = sent.clone();
    return copy;
  }
}
