package dev.plongee.core;

import java.util.ArrayList;
import java.util.List;

/// The state of one server and the few ways in which it changes (Figure 2, state). The handlers of
/// [Elections], [Replica], [Leader] and [Reads] decide when.
final class Server {
  final RaftConfig config;
  final Tracer tracer;

  /// What decides: the rules as given, or with a witness when tracing is on.
  final Rules rules;

  final Timers timers;
  final Log log;
  final Members members;
  final Writes writes;
  final Outbox outbox;
  final Commits commits;
  final Snapshots snapshots;
  final FollowerReads followerReads;
  private final Rules givenRules;
  private List<Reply> replies = new ArrayList<>();

  private long currentTerm;
  private int votedFor;
  private Role role = new Follower(ServerId.NONE);

  /// Campaigns begun in this term, so that each draws a timeout of its own.
  private int attempt;

  /// When a leader of the current term was last heard. It outlives the follower: a candidate too
  /// protects a leader it has just heard.
  private long leaderHeardAt;

  static Server recover(
      RaftConfig config, Rules rules, DurableState onDisk, long now, Timeouts timeouts) {
    Log log = new Log();
    log.reset(onDisk.base());
    onDisk.entries().forEach(log::append);
    HardState hardState = onDisk.hardState();
    Server server =
        new Server(
            config,
            rules,
            new Timers(config.timing(), timeouts, now),
            log,
            Members.recover(config.configuration(), onDisk),
            new Writes(log.lastIndex()),
            new Outbox(),
            new Commits(onDisk.snapshot().index()),
            new Snapshots(onDisk.snapshot()),
            new FollowerReads());
    server.currentTerm = hardState.term();
    server.votedFor = hardState.votedFor();
    server.leaderHeardAt = now;
    server.armElection();
    return server;
  }

  private Server(
      RaftConfig config,
      Rules rules,
      Timers timers,
      Log log,
      Members members,
      Writes writes,
      Outbox outbox,
      Commits commits,
      Snapshots snapshots,
      FollowerReads followerReads) {
    this.config = config;
    this.timers = timers;
    this.log = log;
    this.members = members;
    this.writes = writes;
    this.outbox = outbox;
    this.commits = commits;
    this.snapshots = snapshots;
    this.followerReads = followerReads;
    givenRules = rules;
    tracer = new Tracer(config.tracing());
    this.rules = tracer.isOn() ? new TracedRules(rules, tracer) : rules;
  }

  /// The rules as they were given, without a witness.
  Rules givenRules() {
    return givenRules;
  }

  Server copy(Rules others) {
    Server copy =
        new Server(
            config,
            others,
            timers.copy(),
            log.copy(),
            members.copy(),
            writes.copy(),
            outbox.copy(),
            commits.copy(),
            snapshots.copy(),
            followerReads.copy());
    copy.currentTerm = currentTerm;
    copy.votedFor = votedFor;
    copy.role = role.copy();
    copy.attempt = attempt;
    copy.leaderHeardAt = leaderHeardAt;
    return copy;
  }

  // --- time

  long now() {
    return timers.now();
  }

  void armElection() {
    timers.armElection(currentTerm, attempt);
  }

  /// Something was heard or done that may put the election off. Leaders have no such timer.
  void heard(Heard what) {
    if (rules.resetsElectionTimer(what) && !(role instanceof Leader)) {
      armElection();
    }
  }

  void heardLeader() {
    leaderHeardAt = now();
    heard(Heard.CURRENT_LEADER);
    followerReads.leaderHeard(this);
  }

  /// Whether candidates are ignored: a leader was heard lately, or is this server (§6 end).
  ///
  /// @param transfer whether the leader asked the candidate to campaign
  boolean shunsCandidates(boolean transfer) {
    long min = config.timing().electionMinUs();
    boolean leads = role instanceof Leader leader && leader.hearsQuorum(this, min);
    return rules.shuns(leads ? 0 : now() - leaderHeardAt, min, transfer);
  }

  // --- terms, votes and roles

  int self() {
    return config.self();
  }

  long term() {
    return currentTerm;
  }

  int votedFor() {
    return votedFor;
  }

  int leader() {
    return switch (role) {
      case Follower(int leader) -> leader;
      case Leader _ -> self();
      case PreCandidate _, Candidate _ -> ServerId.NONE;
    };
  }

  Role role() {
    return role;
  }

  /// A later term makes any server a follower (§5.1); the one place where a term is met.
  void meetTerm(long seen) {
    if (rules.adoptsTerm(currentTerm, seen)) {
      becomeFollower(seen, ServerId.NONE);
    }
  }

  void becomeFollower(long term, int leader) {
    enterTerm(term);
    boolean wasFollower = role instanceof Follower;
    become(new Follower(leader));
    if (!wasFollower) {
      timers.disarm(Timer.HEARTBEAT);
      timers.disarm(Timer.QUORUM_CHECK);
      timers.disarm(Timer.TRANSFER);
      armElection();
    }
  }

  /// Obeys the leader of the current term (§5.2, candidates).
  void follow(int leader) {
    if (!(role instanceof Follower) || leader() != leader) {
      becomeFollower(currentTerm, leader);
    }
  }

  void become(Role next) {
    if (role instanceof Leader leader && next != role) {
      leader.reads().refuseAll(this);
    }
    RoleName from = role.name();
    role = next;
    if (tracer.isOn() && from != next.name()) {
      tracer.add(new TraceEvent.RoleChanged(from, next.name()));
    }
  }

  /// Begins a term, or stays in it: the vote goes only with its term (Figure 2).
  void enterTerm(long term) {
    if (rules.clearsVote(currentTerm, term)) {
      setVote(ServerId.NONE);
    }
    if (term != currentTerm) {
      if (tracer.isOn()) {
        tracer.add(new TraceEvent.TermChanged(currentTerm, term));
      }
      currentTerm = term;
      attempt = 0;
      writes.termChanged();
    }
  }

  void setVote(int candidate) {
    if (votedFor != candidate) {
      votedFor = candidate;
      writes.voteChanged();
      if (tracer.isOn() && candidate != ServerId.NONE) {
        tracer.add(new TraceEvent.Voted(currentTerm, candidate));
      }
    }
  }

  /// §5.1, for votes, pre-votes and acknowledgements.
  boolean countsReply(long replyTerm, long awaited) {
    return rules.countsReply(replyTerm, awaited);
  }

  /// §5.2, for votes, commits, contact and read rounds.
  boolean isQuorum(NodeSet yes) {
    return rules.isQuorum(members.active(), yes);
  }

  void nextAttempt() {
    attempt++;
  }

  // --- log

  void append(Entry entry) {
    log.append(entry);
    writes.appended(entry);
    members.appended(entry, tracer);
  }

  void truncate(long from) {
    if (tracer.isOn()) {
      tracer.add(new TraceEvent.Truncated(from, log.lastIndex()));
    }
    log.truncate(from);
    writes.truncated(from, rules);
    members.truncated(from, tracer);
  }

  // --- out

  void send(int to, Message message) {
    outbox.send(new Envelope(to, message), rules.waitsFor(message, writes.durableIndex()));
  }

  void reply(Reply reply) {
    replies.add(reply);
  }

  /// The end of a step: one write, then what may leave, what may be applied, what is answered.
  Output finish() {
    Write write = writes.submit(now(), new HardState(currentTerm, votedFor), log.lastIndex());
    snapshots.submitted(write);
    outbox.dropOutdated(currentTerm, role instanceof Candidate);
    List<Envelope> send = outbox.release(writes);
    SnapshotMeta restore = snapshots.toRestore(writes);
    List<Entry> apply = commits.next(log, writes, rules);
    List<Reply> answers = replies.isEmpty() ? List.of() : replies;
    if (!answers.isEmpty()) {
      replies = new ArrayList<>();
    }
    List<TraceEvent> trace = tracer.take();
    if (write.isNone()
        && send.isEmpty()
        && restore.isNone()
        && apply.isEmpty()
        && answers.isEmpty()
        && trace.isEmpty()) {
      return Output.NOTHING;
    }
    return new Output(write, send, restore, apply, answers, trace);
  }
}
