package dev.plongee.sim.check;

import dev.plongee.core.Configuration;
import dev.plongee.core.HardState;
import dev.plongee.core.LogPosition;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Timer;
import dev.plongee.core.Write;
import dev.plongee.sim.world.World;
import java.util.ArrayDeque;
import java.util.TreeMap;

/// What the checks know of one server, from what it wrote, sent and answered: how it was after its
/// last step, what it has written, and what of that is durable.
final class Mirror {
  final int id;

  /// Who belongs to the cluster as long as neither log nor snapshot says it: at this server, and at
  /// the cluster's beginning.
  private final Configuration initial;

  private final Configuration beginning;

  boolean up;
  boolean startedBefore;

  // As it was after the last step.
  long term;
  int votedFor;
  RoleName role = RoleName.FOLLOWER;
  long commit;
  long electionDeadline;
  long round;

  /// Who belonged to the cluster, as far as this server knew.
  Configuration members;

  /// Everything written in this incarnation and before, synced or not.
  LogImage log = new LogImage();

  HardState hardState = HardState.INITIAL;

  /// What a crash would leave now.
  LogImage durable = new LogImage();

  HardState durableHardState = HardState.INITIAL;

  // The logs here are whole, from the first entry on: what a server compacts is remembered.
  SnapshotMeta snapshot = SnapshotMeta.NONE;
  SnapshotMeta durableSnapshot = SnapshotMeta.NONE;

  /// Writes that are not synced, the oldest first.
  ArrayDeque<Write> unsynced = new ArrayDeque<>();

  /// Whether a bit has flipped on its disk.
  boolean damaged;

  /// Whether the start that is under way has cut off a write that was not whole.
  boolean foundTorn;

  /// Whether an fsync of this incarnation failed.
  boolean syncFailed;

  long applied;

  /// A hash of every answer of the state machine.
  long answers;

  /// When an AppendEntries of the leader of the present term came last.
  long leaderHeardAt;

  // What a leader was answered in its term, by peer.
  long[] match = new long[World.MAX_SERVERS + 1];
  long[] answeredAt = new long[World.MAX_SERVERS + 1];
  long[] answeredRound = new long[World.MAX_SERVERS + 1];

  /// The latest round that a majority answered, of whoever belonged to the cluster then.
  long confirmedRound;

  /// What each open read needs.
  TreeMap<Long, ReadDemand> reads = new TreeMap<>();

  /// A read that arrived when everything up to `index` was committed somewhere; the rounds of its
  /// leader up to `round` began before it, and `latest` was the latest term that had a leader.
  ///
  /// @param elsewhere whether it arrived at a server that did not lead, and only has to be fresh
  record ReadDemand(long index, long term, long round, long latest, boolean elsewhere) {}

  Mirror(int id, Configuration initial, Configuration beginning) {
    this.id = id;
    this.initial = initial;
    this.beginning = beginning;
    members = initial;
  }

  /// The configuration that was active when the log ended with the entry at `index`: what the log
  /// says, not what the server makes of it.
  Configuration configuration(long index) {
    long at = log.configurationIndex(index);
    return at > 0 ? log.configuration(at) : snapshot.isNone() ? initial : beginning;
  }

  /// The one that is active now.
  Configuration configuration() {
    return configuration(log.last());
  }

  /// The place of the entry that states it, 0 when none does.
  long configurationIndex() {
    return log.configurationIndex(log.last());
  }

  /// Whether this server votes in a configuration that may be the committed one, as far as it
  /// knows: the last one up to `commitIndex`, or one after it.
  boolean mayVote(long commitIndex) {
    boolean votes = false;
    long at = log.last();
    while (at > commitIndex) {
      votes |= configuration(at).isVoter(id);
      at = log.configurationIndex(at) - 1;
    }
    return votes || configuration(commitIndex).isVoter(id);
  }

  LogPosition last() {
    return log.position();
  }

  boolean leads(long inTerm) {
    return up && role == RoleName.LEADER && term == inTerm;
  }

  boolean wins(Step step) {
    return step.role() == RoleName.LEADER
        && (role != RoleName.LEADER || term != step.after().term());
  }

  /// The end of a step: how the server is now.
  void remember(RaftView view, RoleName roleNow) {
    term = view.term();
    votedFor = view.votedFor();
    role = roleNow;
    commit = view.commitIndex();
    electionDeadline = view.deadline(Timer.ELECTION);
    round = view.round();
    Configuration now = configuration();
    if (!now.equals(members)) {
      members = now;
      forgetStrangers();
    }
  }

  /// Forgets what those answered who do not belong to the cluster any more: should they come back,
  /// the leader begins anew with them.
  private void forgetStrangers() {
    for (int peer = 1; peer < match.length; peer++) {
      if (!members.members().contains(peer)) {
        match[peer] = 0;
        answeredRound[peer] = 0;
      }
    }
  }

  void stopped() {
    up = false;
    role = RoleName.FOLLOWER;
    reads = new TreeMap<>();
  }

  /// A start: memory is what the disk holds.
  void started(RaftView view, long now) {
    up = true;
    startedBefore = true;
    syncFailed = false;
    log.become(durable);
    hardState = durableHardState;
    snapshot = durableSnapshot;
    unsynced = new ArrayDeque<>();
    leaderHeardAt = now;
    remember(view, view.role());
  }

  void beginsToLead(long now) {
    for (int peer = 1; peer < match.length; peer++) {
      match[peer] = 0;
      answeredAt[peer] = now;
      answeredRound[peer] = 0;
    }
    confirmedRound = 0;
  }

  String name() {
    return ServerId.name(id);
  }

  Mirror copy() {
    Mirror copy = new Mirror(id, initial, beginning);
    copy.members = members;
    copy.up = up;
    copy.startedBefore = startedBefore;
    copy.term = term;
    copy.votedFor = votedFor;
    copy.role = role;
    copy.commit = commit;
    copy.electionDeadline = electionDeadline;
    copy.round = round;
    copy.log = log.copy();
    copy.hardState = hardState;
    copy.durable = durable.copy();
    copy.durableHardState = durableHardState;
    copy.snapshot = snapshot;
    copy.durableSnapshot = durableSnapshot;
    copy.unsynced = new ArrayDeque<>(unsynced);
    copy.syncFailed = syncFailed;
    copy.damaged = damaged;
    copy.foundTorn = foundTorn;
    copy.applied = applied;
    copy.answers = answers;
    copy.leaderHeardAt = leaderHeardAt;
    copy.match = match.clone();
    copy.answeredAt = answeredAt.clone();
    copy.answeredRound = answeredRound.clone();
    copy.confirmedRound = confirmedRound;
    copy.reads = new TreeMap<>(reads);
    return copy;
  }
}
