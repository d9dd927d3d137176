package dev.plongee.core;

import java.util.List;

/// Asks the given rules and writes down every answer with its values, refusals included: the "why"
/// of a step. Mechanical, one method a rule.
record TracedRules(Rules rules, Tracer tracer) implements Rules {
  private <T> T decided(Rule rule, T outcome, Object... values) {
    tracer.add(new TraceEvent.Decided(rule, List.of(values), outcome));
    return outcome;
  }

  @Override
  public boolean adoptsTerm(long ours, long seen) {
    return decided(Rule.ADOPTS_TERM, rules.adoptsTerm(ours, seen), ours, seen);
  }

  @Override
  public boolean acceptsRequest(long ours, long theirs) {
    return decided(Rule.ACCEPTS_REQUEST, rules.acceptsRequest(ours, theirs), ours, theirs);
  }

  @Override
  public boolean clearsVote(long ours, long next) {
    return decided(Rule.CLEARS_VOTE, rules.clearsVote(ours, next), ours, next);
  }

  @Override
  public boolean mayVoteFor(int votedFor, int candidate) {
    return decided(Rule.MAY_VOTE_FOR, rules.mayVoteFor(votedFor, candidate), votedFor, candidate);
  }

  @Override
  public boolean upToDate(LogPosition candidate, LogPosition ours) {
    return decided(Rule.UP_TO_DATE, rules.upToDate(candidate, ours), candidate, ours);
  }

  @Override
  public boolean countsReply(long replyTerm, long awaited) {
    return decided(Rule.COUNTS_REPLY, rules.countsReply(replyTerm, awaited), replyTerm, awaited);
  }

  @Override
  public boolean isQuorum(Configuration configuration, NodeSet yes) {
    return decided(Rule.IS_QUORUM, rules.isQuorum(configuration, yes), configuration, yes);
  }

  @Override
  public boolean shuns(long sinceLeaderUs, long minTimeoutUs, boolean transfer) {
    return decided(
        Rule.SHUNS,
        rules.shuns(sinceLeaderUs, minTimeoutUs, transfer),
        sinceLeaderUs,
        minTimeoutUs,
        transfer);
  }

  @Override
  public boolean resetsElectionTimer(Heard what) {
    return decided(Rule.RESETS_ELECTION_TIMER, rules.resetsElectionTimer(what), what);
  }

  @Override
  public boolean preVoteNewer(long ours, long asked) {
    return decided(Rule.PRE_VOTE_NEWER, rules.preVoteNewer(ours, asked), ours, asked);
  }

  @Override
  public boolean preVoteTeachesTerm(long ours, long theirs) {
    return decided(
        Rule.PRE_VOTE_TEACHES_TERM, rules.preVoteTeachesTerm(ours, theirs), ours, theirs);
  }

  @Override
  public boolean logMatches(TermAt ours, long prevTerm, int count) {
    return decided(
        Rule.LOG_MATCHES, rules.logMatches(ours, prevTerm, count), ours, prevTerm, count);
  }

  @Override
  public boolean conflicts(TermAt ours, long theirTerm) {
    return decided(Rule.CONFLICTS, rules.conflicts(ours, theirTerm), ours, theirTerm);
  }

  @Override
  public long acknowledged(long prevLogIndex, int count, long ourLast) {
    return decided(
        Rule.ACKNOWLEDGED,
        rules.acknowledged(prevLogIndex, count, ourLast),
        prevLogIndex,
        count,
        ourLast);
  }

  @Override
  public long acknowledgedAtOnce(long acknowledged, long durableIndex) {
    return decided(
        Rule.ACKNOWLEDGED_AT_ONCE,
        rules.acknowledgedAtOnce(acknowledged, durableIndex),
        acknowledged,
        durableIndex);
  }

  @Override
  public Wait waitsFor(Message message, long durableIndex) {
    return decided(Rule.WAITS_FOR, rules.waitsFor(message, durableIndex), message, durableIndex);
  }

  @Override
  public long durableAfterTruncation(long durableIndex, long from) {
    return decided(
        Rule.DURABLE_AFTER_TRUNCATION,
        rules.durableAfterTruncation(durableIndex, from),
        durableIndex,
        from);
  }

  @Override
  public boolean installs(long snapshotIndex, long commitIndex) {
    return decided(
        Rule.INSTALLS, rules.installs(snapshotIndex, commitIndex), snapshotIndex, commitIndex);
  }

  @Override
  public boolean keepsSuffix(TermAt ours, long snapshotTerm) {
    return decided(Rule.KEEPS_SUFFIX, rules.keepsSuffix(ours, snapshotTerm), ours, snapshotTerm);
  }

  @Override
  public long ownMatch(long lastIndex, long durableIndex) {
    return decided(
        Rule.OWN_MATCH, rules.ownMatch(lastIndex, durableIndex), lastIndex, durableIndex);
  }

  @Override
  public boolean raisesMatch(long matchIndex, long acknowledged) {
    return decided(
        Rule.RAISES_MATCH, rules.raisesMatch(matchIndex, acknowledged), matchIndex, acknowledged);
  }

  @Override
  public boolean leaderMayCommit(long entryTerm, long currentTerm) {
    return decided(
        Rule.LEADER_MAY_COMMIT,
        rules.leaderMayCommit(entryTerm, currentTerm),
        entryTerm,
        currentTerm);
  }

  @Override
  public long followerCommit(long leaderCommit, long lastOfMessage, long ourLast) {
    return decided(
        Rule.FOLLOWER_COMMIT,
        rules.followerCommit(leaderCommit, lastOfMessage, ourLast),
        leaderCommit,
        lastOfMessage,
        ourLast);
  }

  @Override
  public boolean mayApply(long index, long commitIndex, long durableIndex) {
    return decided(
        Rule.MAY_APPLY,
        rules.mayApply(index, commitIndex, durableIndex),
        index,
        commitIndex,
        durableIndex);
  }

  @Override
  public boolean mayTakeOver(long matchIndex, long lastIndex) {
    return decided(
        Rule.MAY_TAKE_OVER, rules.mayTakeOver(matchIndex, lastIndex), matchIndex, lastIndex);
  }

  @Override
  public boolean keepsLeading(boolean quorumHeard, long oldestWriteUs, long limitUs) {
    return decided(
        Rule.KEEPS_LEADING,
        rules.keepsLeading(quorumHeard, oldestWriteUs, limitUs),
        quorumHeard,
        oldestWriteUs,
        limitUs);
  }

  @Override
  public boolean mayChangeMembers(
      long termOfCommitIndex, long currentTerm, long changedAt, long commitIndex, boolean joint) {
    return decided(
        Rule.MAY_CHANGE_MEMBERS,
        rules.mayChangeMembers(termOfCommitIndex, currentTerm, changedAt, commitIndex, joint),
        termOfCommitIndex,
        currentTerm,
        changedAt,
        commitIndex,
        joint);
  }

  @Override
  public boolean caughtUp(long roundUs, long minTimeoutUs) {
    return decided(Rule.CAUGHT_UP, rules.caughtUp(roundUs, minTimeoutUs), roundUs, minTimeoutUs);
  }

  @Override
  public boolean mayCampaign(Configuration latest, int self, boolean wasVoter) {
    return decided(
        Rule.MAY_CAMPAIGN, rules.mayCampaign(latest, self, wasVoter), latest, self, wasVoter);
  }

  @Override
  public boolean leadsOn(Configuration committed, int self) {
    return decided(Rule.LEADS_ON, rules.leadsOn(committed, self), committed, self);
  }

  @Override
  public boolean readMayStart(long termOfCommitIndex, long currentTerm) {
    return decided(
        Rule.READ_MAY_START,
        rules.readMayStart(termOfCommitIndex, currentTerm),
        termOfCommitIndex,
        currentTerm);
  }

  @Override
  public boolean roundConfirms(Round read, Round confirmed) {
    return decided(Rule.ROUND_CONFIRMS, rules.roundConfirms(read, confirmed), read, confirmed);
  }

  @Override
  public boolean readIndexFits(long askedTicket, long answeredTicket) {
    return decided(
        Rule.READ_INDEX_FITS,
        rules.readIndexFits(askedTicket, answeredTicket),
        askedTicket,
        answeredTicket);
  }

  @Override
  public boolean leaseHolds(long sinceSentUs, long minTimeoutUs, int driftPpm, boolean handedOver) {
    return decided(
        Rule.LEASE_HOLDS,
        rules.leaseHolds(sinceSentUs, minTimeoutUs, driftPpm, handedOver),
        sinceSentUs,
        minTimeoutUs,
        driftPpm,
        handedOver);
  }

  @Override
  public boolean readMayAnswer(long readIndex, long applied) {
    return decided(
        Rule.READ_MAY_ANSWER, rules.readMayAnswer(readIndex, applied), readIndex, applied);
  }
}
