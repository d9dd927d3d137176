package dev.plongee.core;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.TimeoutNow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A leader: replication to its peers (§5.3), commit (§5.4), and the proof that it still leads
/// (dissertation §6.2).
final class Leader implements Role {
  private Progress[] peers;
  private final Reads reads;

  /// Whether something happened in this step that may move commitIndex.
  private boolean matchesChanged;

  /// Whether every peer gets a message in this step, and who has got one.
  private boolean contactAll;

  private NodeSet contacted = NodeSet.EMPTY;

  private Transfer transfer = Transfer.NONE;

  private MembershipChange change = new MembershipChange();

  private Leader(Progress[] peers, Reads reads) {
    this.peers = peers;
    this.reads = reads;
  }

  /// Wins the election (§5.2): asserts itself at once, and begins the term with an empty entry
  /// (§8).
  static void takeOffice(Server server) {
    Leader leader = new Leader(new Progress[0], new Reads());
    leader.reconfigure(server, server.log.lastIndex() + 1);
    leader.contactAll = true;
    server.become(leader);
    server.followerReads.refuseAsked(server);
    server.timers.disarm(Timer.ELECTION);
    server.timers.armHeartbeat();
    if (server.config.features().checkQuorum()) {
      server.timers.armQuorumCheck();
    }
    if (server.config.features().noop()) {
      leader.append(server, List.of(Payload.NOOP));
    }
  }

  /// The active configuration is another one: newcomers get the log, who has left gets nothing any
  /// more.
  ///
  /// @param from which entry newcomers get first
  void reconfigure(Server server, long from) {
    int[] ids = server.members.active().peersOf(server.self()).toArray();
    Progress[] next = new Progress[ids.length];
    for (int i = 0; i < ids.length; i++) {
      Progress known = progress(ids[i]);
      next[i] = known != null ? known : new Progress(ids[i], from, server.now());
    }
    peers = next;
  }

  @Override
  public RoleName name() {
    return RoleName.LEADER;
  }

  @Override
  public Leader copy() {
    Progress[] copies = new Progress[peers.length];
    for (int i = 0; i < peers.length; i++) {
      copies[i] = peers[i].copy();
    }
    Leader copy = new Leader(copies, reads.copy());
    copy.transfer = transfer;
    copy.change = change.copy();
    return copy;
  }

  Progress[] peers() {
    return peers;
  }

  Reads reads() {
    return reads;
  }

  Transfer transfer() {
    return transfer;
  }

  MembershipChange change() {
    return change;
  }

  /// What is known of this peer; null when it is not one.
  @Nullable Progress progress(int id) {
    for (Progress peer : peers) {
      if (peer.id() == id) {
        return peer;
      }
    }
    return null;
  }

  // --- what comes in

  /// Appends to the own log, in order; sent at the end of the step, all in one message a peer.
  void append(Server server, List<Payload> payloads) {
    long first = server.log.lastIndex() + 1;
    for (Payload payload : payloads) {
      server.append(new Entry(server.term(), server.log.lastIndex() + 1, payload));
    }
    if (server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.Appended(first, server.log.lastIndex()));
    }
    matchesChanged = true;
  }

  /// An answer to AppendEntries or InstallSnapshot.
  void answered(Server server, int from, Message answer) {
    Progress peer = progress(from);
    if (peer == null || !server.countsReply(answer.term(), server.term())) {
      return;
    }
    switch (answer) {
      case AppendAccepted(long term, long match, long round) -> {
        peer.heard(server.now(), term, round);
        peer.accepted(matchHere(server, match), server.rules);
        matchesChanged = true;
      }
      case OutOfSpace(long term, long match, long round) -> {
        peer.heard(server.now(), term, round);
        peer.outOfSpace(matchHere(server, match), server.rules);
        matchesChanged = true;
      }
      case AppendRejected(long term, long rejected, ConflictHint hint, long round) -> {
        peer.heard(server.now(), term, round);
        peer.rejected(rejected, hint, server.log);
      }
      default -> Check.that(false, "an answer of a follower");
    }
  }

  /// Nobody can match what this log does not hold; the places behind it do not exist here.
  private static long matchHere(Server server, long match) {
    return Math.min(match, server.log.lastIndex());
  }

  /// The transfer of a snapshot to this peer has ended.
  void snapshotSent(int id, boolean arrived) {
    Progress peer = progress(id);
    if (peer != null) {
      peer.snapshotSent(arrived);
    }
  }

  /// A write is done: the leader may count itself further.
  void persisted() {
    matchesChanged = true;
  }

  /// The heartbeat timer fired.
  void heartbeat(Server server) {
    contactAll = true;
    server.timers.armHeartbeat();
  }

  /// Begins to hand leadership over, or ends that: with [Transfer#NONE] it leads on.
  void transfer(Server server, Transfer next) {
    transfer = next;
    if (next.isUnderWay()) {
      server.timers.armTransfer();
    } else {
      server.timers.disarm(Timer.TRANSFER);
    }
    if (server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.Transferring(next.target()));
    }
  }

  /// The quorum-check timer fired: a leader that cannot reach a majority, or its own disk, makes
  /// room.
  void checkQuorum(Server server) {
    RaftConfig.Timing timing = server.config.timing();
    boolean heard = hearsQuorum(server, timing.electionMaxUs());
    long oldest = server.writes.oldestUs(server.now());
    if (server.rules.keepsLeading(heard, oldest, 2 * timing.electionMaxUs())) {
      server.timers.armQuorumCheck();
    } else {
      server.becomeFollower(server.term(), ServerId.NONE);
    }
  }

  /// Whether a majority, this server included, answered within the last `withinUs`.
  boolean hearsQuorum(Server server, long withinUs) {
    NodeSet heard = NodeSet.of(server.self());
    for (Progress peer : peers) {
      if (server.now() - peer.heardAt() < withinUs) {
        heard = heard.with(peer.id());
      }
    }
    return server.isQuorum(heard);
  }

  // --- the end of a step

  /// Commits, starts a read round, sends what is due, answers reads; in this order, so that
  /// messages carry the newest commitIndex and the round of the reads that need them.
  void endStep(Server server) {
    if (matchesChanged) {
      matchesChanged = false;
      CommitRule.apply(server, this);
    }
    change.advance(server, this);
    if (server.role() != this) {
      return; // It is not part of the cluster any more.
    }
    contactAll |= reads.startRound(server);
    if (contactAll) {
      reads.contactsAll(server);
    }
    for (Progress peer : peers) {
      replicate(server, peer);
    }
    if (contactAll) {
      contactTheRest(server);
    }
    if (transfer.waitsForLog()) {
      handOver(server);
    }
    contactAll = false;
    contacted = NodeSet.EMPTY;
    reads.release(server, this);
  }

  /// Sends until the peer has everything or its window is full; a snapshot when the log does not
  /// hold any more what the peer needs (§7).
  private void replicate(Server server, Progress peer) {
    RaftConfig.Limits limits = server.config.limits();
    while (peer.maySend(server.log.lastIndex(), limits.window())) {
      if (peer.needsSnapshot(server.log.base().index())) {
        sendSnapshot(server, peer);
        return;
      }
      List<Entry> entries =
          server.log.slice(
              peer.nextIndex(), limits.maxEntriesPerMessage(), limits.maxBytesPerMessage());
      send(server, peer, entries);
      peer.sent(entries.getLast().index());
    }
  }

  /// Dissertation §3.10: tells the target to campaign, once its log is complete.
  private void handOver(Server server) {
    Progress target = progress(transfer.target());
    if (target != null && server.rules.mayTakeOver(target.matchIndex(), server.log.lastIndex())) {
      reads.lease().handOver();
      server.send(target.id(), new TimeoutNow(server.term()));
      transfer = transfer.toldNow();
    }
  }

  /// Whoever got no entries gets a heartbeat: an AppendEntries without entries, which checks the
  /// log like any other (§5.3), so that a lost message shows as a rejection. To a peer with a
  /// snapshot on its way it speaks of the place before all logs, where all logs agree.
  private void contactTheRest(Server server) {
    for (Progress peer : peers) {
      if (contacted.contains(peer.id())) {
        continue;
      }
      if (peer.needsSnapshot(server.log.base().index())) {
        sendSnapshot(server, peer);
      }
      send(server, peer, List.of());
      peer.sentHeartbeat();
    }
  }

  private void sendSnapshot(Server server, Progress peer) {
    SnapshotMeta snapshot = server.snapshots.latest();
    server.send(peer.id(), new InstallSnapshot(server.term(), snapshot));
    peer.sentSnapshot(snapshot.index());
  }

  private void send(Server server, Progress peer, List<Entry> entries) {
    LogPosition prev =
        peer.isReceivingSnapshot() ? LogPosition.ZERO : server.log.positionAt(peer.nextIndex() - 1);
    server.send(
        peer.id(),
        new AppendEntries(
            server.term(), prev, entries, server.commits.commitIndex(), reads.round()));
    contacted = contacted.with(peer.id());
  }
}
