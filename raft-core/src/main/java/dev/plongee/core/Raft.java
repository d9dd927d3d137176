package dev.plongee.core;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.ReadIndexReply;
import dev.plongee.core.Message.ReadIndexRequest;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.Message.TimeoutNow;
import java.util.ArrayList;
import java.util.List;

/// One Raft server. Deterministic: the same configuration, recovered state and inputs give the same
/// outputs, on every machine.
///
/// It does nothing by itself. A driver calls [#step] for each thing that happens and carries out
/// the [Output]: hand the write to the disk and report its completion with [Input.Persisted], send
/// the messages, apply the entries and report that with [Input.Applied], answer the clients. When
/// [#deadline()] is reached the driver steps with [Input#TICK].
public final class Raft {
  private static final Timer[] TIMERS = Timer.values();

  private final Server server;

  private Raft(Server server) {
    this.server = server;
  }

  /// A server that starts, with what its disk holds. It begins as a follower that behaves as if it
  /// had just heard a leader.
  ///
  /// @param now microseconds of the server's own monotone clock; all later times must not be
  ///   smaller
  public static Raft recover(
      RaftConfig config, Rules rules, DurableState onDisk, long now, Timeouts timeouts) {
    return new Raft(Server.recover(config, rules, onDisk, now, timeouts));
  }

  /// Lets one thing happen; the only way to change a server. Not re-entrant.
  ///
  /// @param now microseconds, not smaller than in any earlier step
  public Output step(long now, Input input) {
    server.timers.advanceTo(now);
    switch (input) {
      case Input.Tick() -> tick();
      case Input.Expire(Timer timer) -> expire(timer);
      case Input.Receive(int from, Message message) -> receive(from, message);
      case Input.Propose(List<Bytes> commands) -> propose(commands);
      case Input.Read(List<Long> ids) -> read(ids);
      case Input.ReadHere(List<Long> ids) -> readHere(ids);
      case Input.TransferLeadership(int target) -> transfer(target);
      case Input.ChangeMembers(Configuration target) -> changeMembers(target);
      case Input.Persisted(long writeId) -> persisted(writeId);
      case Input.Applied(long index) -> server.commits.applied(index);
      case Input.SnapshotTaken(SnapshotMeta snapshot) -> server.snapshots.taken(server, snapshot);
      case Input.SnapshotSent(int peer, boolean arrived) -> snapshotSent(peer, arrived);
      case Input.Space(boolean enough) -> server.writes.space(enough, server.tracer);
    }
    if (server.role() instanceof Leader leader) {
      leader.endStep(server);
    }
    server.followerReads.release(server);
    return server.finish();
  }

  /// When the earliest timer fires, [Long#MAX_VALUE] when none is armed.
  public long deadline() {
    return server.timers.earliest();
  }

  /// A live, read-only window on this server.
  public RaftView view() {
    return new LiveView(server);
  }

  /// An independent server in the same state; immutable parts are shared.
  public Raft copy() {
    return copy(server.givenRules());
  }

  /// An independent server in the same state that obeys other rules from now on.
  public Raft copy(Rules rules) {
    return new Raft(server.copy(rules));
  }

  // --- timers

  private void tick() {
    for (Timer timer : TIMERS) {
      if (server.timers.isDue(timer)) {
        fire(timer);
      }
    }
  }

  private void expire(Timer timer) {
    if (server.timers.isArmed(timer)) {
      fire(timer);
    }
  }

  private void fire(Timer timer) {
    if (server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.TimerFired(timer));
    }
    switch (timer) {
      case ELECTION -> Elections.campaign(server);
      case HEARTBEAT -> leader().heartbeat(server);
      case QUORUM_CHECK -> leader().checkQuorum(server);
      case TRANSFER -> leader().transfer(server, Transfer.NONE);
    }
  }

  private Leader leader() {
    if (server.role() instanceof Leader leader) {
      return leader;
    }
    throw new IllegalStateException("broken structure: expected a leader's timer at a leader");
  }

  // --- messages

  /// Terms are met here, once for all messages but the three to which §5.1 does not simply apply: a
  /// pre-vote and its answer speak of a term that nobody has, and a vote request may be ignored
  /// together with its term.
  private void receive(int from, Message message) {
    boolean apart =
        message instanceof PreVote
            || message instanceof PreVoteReply
            || message instanceof RequestVote;
    if (!apart) {
      server.meetTerm(message.term());
    }
    switch (message) {
      case PreVote asked -> Elections.preVote(server, from, asked);
      case PreVoteReply reply -> Elections.preVoteReply(server, from, reply);
      case RequestVote asked -> Elections.requestVote(server, from, asked);
      case RequestVoteReply reply -> Elections.requestVoteReply(server, from, reply);
      case TimeoutNow asked -> Elections.timeoutNow(server, from, asked);
      case AppendEntries entries -> Replica.appendEntries(server, from, entries);
      case InstallSnapshot install -> Replica.installSnapshot(server, from, install);
      case AppendAccepted _, AppendRejected _, OutOfSpace _ -> {
        if (server.role() instanceof Leader leader) {
          leader.answered(server, from, message);
        }
      }
      case ReadIndexRequest asked -> {
        if (server.role() instanceof Leader leader) {
          leader.reads().asked(server, from, asked.ticket());
        }
      }
      case ReadIndexReply reply -> server.followerReads.answered(server, reply);
      case Stale _ -> {} // It only brought a term.
    }
  }

  // --- clients

  /// A leader takes as many commands as fit its limits, the first ones; the rest did not happen.
  private void propose(List<Bytes> commands) {
    if (!(server.role() instanceof Leader leader)) {
      refuse(commands.size(), Reply.Refusal.NOT_LEADER);
      return;
    }
    boolean transferring = leader.transfer().isUnderWay();
    if (transferring || !server.writes.hasSpace()) {
      refuse(commands.size(), transferring ? Reply.Refusal.TRANSFERRING : Reply.Refusal.NO_SPACE);
      return;
    }
    RaftConfig.Limits limits = server.config.limits();
    long uncommitted = server.log.lastIndex() - server.commits.commitIndex();
    // There is room for the first entry of a term: it is what commits all before it (§5.4.2).
    long least = server.log.lastPosition().term() == server.term() ? 0 : 1;
    long room = Math.max(least, limits.maxUncommittedEntries() - uncommitted);
    long bytes = server.log.bytes();
    List<Payload> taken = new ArrayList<>();
    Reply.Refusal why = Reply.Refusal.BUSY;
    for (Bytes command : commands) {
      bytes += Entry.OVERHEAD + command.length();
      if (bytes > limits.maxLogBytes()) {
        why = Reply.Refusal.LOG_FULL;
        break;
      }
      if (taken.size() == room) {
        break;
      }
      taken.add(new Payload.Command(command));
    }
    if (!taken.isEmpty()) {
      long first = server.log.lastIndex() + 1;
      leader.append(server, taken);
      server.reply(new Reply.Accepted(new LogPosition(server.term(), first), taken.size()));
    }
    if (taken.size() < commands.size()) {
      refuse(commands.size() - taken.size(), why);
    }
  }

  private void refuse(int count, Reply.Refusal why) {
    server.reply(new Reply.Refused(count, why, server.leader()));
  }

  private void read(List<Long> ids) {
    if (server.role() instanceof Leader leader) {
      leader.reads().accept(server, ids);
    } else {
      server.reply(new Reply.ReadRefused(ids, Reply.Refusal.NOT_LEADER, server.leader()));
    }
  }

  private void readHere(List<Long> ids) {
    if (server.role() instanceof Leader leader) {
      leader.reads().accept(server, ids);
    } else {
      server.followerReads.accept(server, ids);
    }
  }

  private void transfer(int target) {
    if (!(server.role() instanceof Leader leader)) {
      refuseTransfer(Reply.Refusal.NOT_LEADER);
    } else if (target == server.self() || !server.members.active().isVoter(target)) {
      refuseTransfer(Reply.Refusal.NO_SUCH_VOTER);
    } else if (leader.transfer().isUnderWay()) {
      refuseTransfer(Reply.Refusal.TRANSFERRING);
    } else {
      leader.transfer(server, Transfer.to(target));
    }
  }

  private void changeMembers(Configuration target) {
    Check.that(
        !target.isJoint() && !target.voters().isEmpty(), "a target that is no step on the way");
    if (!(server.role() instanceof Leader leader)) {
      refuseMembers(Reply.Refusal.NOT_LEADER);
    } else if (leader.transfer().isUnderWay()) {
      refuseMembers(Reply.Refusal.TRANSFERRING);
    } else if (!leader.change().mayBegin(server)) {
      refuseMembers(Reply.Refusal.CHANGING);
    } else if (!server.writes.hasSpace()) {
      refuseMembers(Reply.Refusal.NO_SPACE);
    } else if (!target.equals(server.members.active())) {
      leader.change().begin(server, leader, target);
    }
  }

  private void refuseMembers(Reply.Refusal why) {
    server.reply(new Reply.MembersRefused(why, server.leader()));
  }

  private void refuseTransfer(Reply.Refusal why) {
    server.reply(new Reply.TransferRefused(why, server.leader()));
  }

  // --- the disk, and the files on it

  private void snapshotSent(int peer, boolean arrived) {
    if (server.role() instanceof Leader leader) {
      leader.snapshotSent(peer, arrived);
    }
  }

  private void persisted(long writeId) {
    long before = server.writes.durableIndex();
    if (!server.writes.persisted(writeId)) {
      return;
    }
    long durable = server.writes.durableIndex();
    if (durable != before && server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.BecameDurable(durable));
    }
    switch (server.role()) {
      case Follower _, PreCandidate _ -> Replica.persisted(server);
      case Candidate _ -> Elections.persisted(server);
      case Leader leader -> leader.persisted();
    }
  }
}
