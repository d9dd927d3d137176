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

/// The paper on one page: every condition that makes Raft safe or live is one function here, with
/// all the values at hand as parameters, also those the paper says *not* to use. The core asks and
/// obeys; it never decides beside these functions, and no [Check] guards what they decide.
///
/// Override one function to see what it was for. What an override may not answer, because no data
/// structure could follow, is said under *Structure*.
public interface Rules {
  /// Raft as it is written.
  Rules PAPER = new Rules() {};

  // --- terms and votes

  /// §5.1, Figure 2 "all servers": a server that sees a later term takes it and becomes follower.
  default boolean adoptsTerm(long ours, long seen) {
    return seen > ours;
  }

  /// §5.1, Figure 2 AppendEntries 1 and RequestVote 1: a request of an older term is refused.
  default boolean acceptsRequest(long ours, long theirs) {
    return theirs >= ours;
  }

  /// Figure 2 persistent state: votedFor belongs to a term and is forgotten only with it, not at
  /// every step down.
  default boolean clearsVote(long ours, long next) {
    return next > ours;
  }

  /// §5.2: one vote a term, first come, first served.
  ///
  /// @param votedFor the server voted for in this term, or [ServerId#NONE]
  default boolean mayVoteFor(int votedFor, int candidate) {
    return votedFor == ServerId.NONE || votedFor == candidate;
  }

  /// §5.4.1: only a candidate whose log is at least as up to date as the voter's.
  default boolean upToDate(LogPosition candidate, LogPosition ours) {
    return candidate.compareTo(ours) >= 0;
  }

  /// §5.1: a reply counts only in the term it was asked in.
  ///
  /// @param awaited the term of the request: the current one, for a pre-vote the one after it
  default boolean countsReply(long replyTerm, long awaited) {
    return replyTerm == awaited;
  }

  /// §5.2, §5.3: more than half of the configured voters, whoever can be reached.
  default boolean isQuorum(Configuration configuration, NodeSet yes) {
    return configuration.majorityOf(yes);
  }

  /// §6 end, dissertation §4.2.3: whoever has heard a leader within the smallest election timeout
  /// ignores candidates.
  ///
  /// @param sinceLeaderUs since the last contact of a current leader; 0 at a leader that hears a
  ///   quorum
  /// @param minTimeoutUs the smallest election timeout
  /// @param transfer whether that leader itself asked the candidate to campaign
  default boolean shuns(long sinceLeaderUs, long minTimeoutUs, boolean transfer) {
    return !transfer && sinceLeaderUs < minTimeoutUs;
  }

  /// Figure 2 followers, §5.2: only a current leader and a granted vote buy time.
  default boolean resetsElectionTimer(Heard what) {
    return what == Heard.CURRENT_LEADER || what == Heard.VOTE_GRANTED;
  }

  /// Dissertation §9.6: a pre-vote is granted only for a later term.
  default boolean preVoteNewer(long ours, long asked) {
    return asked > ours;
  }

  /// Dissertation §9.6: a refused asker learns the later term of the refuser; if it did not, a
  /// server with an old term and the newest log could stay out for ever.
  default boolean preVoteTeachesTerm(long ours, long theirs) {
    return theirs > ours;
  }

  // --- log

  /// §5.3, Figure 2 AppendEntries 2: the log must hold an entry of prevLogTerm at prevLogIndex,
  /// also for a heartbeat. What a snapshot replaced is committed (§7), and so it matches.
  ///
  /// *Structure:* a place beyond the end of the log never matches; there is nothing to append to.
  ///
  /// @param ours what our log holds at prevLogIndex
  /// @param count how many entries the message carries
  default boolean logMatches(TermAt ours, long prevTerm, int count) {
    return ours.isKnown(prevTerm) || ours.isCompacted();
  }

  /// §5.3, Figure 2 AppendEntries 3: an existing entry of another term goes, with all that follow
  /// it; an equal one stays, with all that follow it.
  ///
  /// *Structure:* a place beyond the end of the log never conflicts; there is nothing to cut.
  default boolean conflicts(TermAt ours, long theirTerm) {
    return ours.isKnownOtherThan(theirTerm);
  }

  /// §5.3: success speaks of the entries of this message; what may follow them is not known to
  /// match.
  ///
  /// @param count how many entries the message carried
  default long acknowledged(long prevLogIndex, int count, long ourLast) {
    return prevLogIndex + count;
  }

  /// Figure 2 persistent state: a message that appends nothing is answered at once, for what is
  /// durable already.
  default long acknowledgedAtOnce(long acknowledged, long durableIndex) {
    return Math.min(acknowledged, durableIndex);
  }

  /// Figure 2: persistent state is updated on stable storage *before* responding. Leaders' messages
  /// wait for nothing: a candidate counts its own vote only when its term is durable, and the
  /// entries need not be durable at the leader (dissertation §10.2.1). A pre-vote is never a
  /// promise.
  default Wait waitsFor(Message message, long durableIndex) {
    return switch (message) {
      case RequestVote _ -> Wait.FOR_EVERYTHING;
      case RequestVoteReply(_, boolean granted) ->
          granted ? Wait.FOR_EVERYTHING : Wait.FOR_ITS_TERM;
      case AppendAccepted(_, long match, _) ->
          match > durableIndex ? Wait.FOR_EVERYTHING : Wait.FOR_ITS_TERM;
      case AppendRejected _, OutOfSpace _, Stale _, ReadIndexRequest _ -> Wait.FOR_ITS_TERM;
      case AppendEntries _,
          InstallSnapshot _,
          TimeoutNow _,
          ReadIndexReply _,
          PreVote _,
          PreVoteReply _ ->
          Wait.FOR_NOTHING;
    };
  }

  /// Dissertation §10.2.1: what was durable at and behind a cut no longer counts, also for writes
  /// whose completion is still to come.
  ///
  /// @param from the first index that was cut
  default long durableAfterTruncation(long durableIndex, long from) {
    return Math.min(durableIndex, from - 1);
  }

  // --- snapshots

  /// §7: a snapshot of what is committed here already brings nothing new, and would take back what
  /// was applied since.
  ///
  /// @param snapshotIndex lastIncludedIndex
  default boolean installs(long snapshotIndex, long commitIndex) {
    return snapshotIndex > commitIndex;
  }

  /// Figure 13, InstallSnapshot 6: where the log holds the last entry of the snapshot, the log is
  /// the better of the two, with all that follows; else the whole log goes.
  ///
  /// @param ours what our log holds at lastIncludedIndex
  /// @param snapshotTerm lastIncludedTerm
  default boolean keepsSuffix(TermAt ours, long snapshotTerm) {
    return ours.isKnown(snapshotTerm);
  }

  // --- commit and apply

  /// Dissertation §10.2.1: the leader counts itself up to what is on its own disk.
  default long ownMatch(long lastIndex, long durableIndex) {
    return durableIndex;
  }

  /// §5.3: matchIndex only grows; an old acknowledgement takes nothing back.
  default boolean raisesMatch(long matchIndex, long acknowledged) {
    return acknowledged > matchIndex;
  }

  /// §5.4.2, Figure 8: only entries of the leader's own term are committed by counting.
  default boolean leaderMayCommit(long entryTerm, long currentTerm) {
    return entryTerm == currentTerm;
  }

  /// Figure 2 AppendEntries 5: the leader's commit, but no further than this message has compared.
  ///
  /// @param lastOfMessage prevLogIndex + the number of its entries
  /// @param ourLast the last index of our log, which may hold entries that conflict
  default long followerCommit(long leaderCommit, long lastOfMessage, long ourLast) {
    return Math.min(leaderCommit, lastOfMessage);
  }

  /// §5.3: applied only when committed, and here also on the own disk.
  default boolean mayApply(long index, long commitIndex, long durableIndex) {
    return index <= Math.min(commitIndex, durableIndex);
  }

  /// Dissertation §3.10: whoever is to take over has every entry of the leader on its disk, else it
  /// could not win.
  ///
  /// @param matchIndex what the target acknowledged
  /// @param lastIndex the leader's last entry
  default boolean mayTakeOver(long matchIndex, long lastIndex) {
    return matchIndex >= lastIndex;
  }

  /// Dissertation §6.2: a leader without a quorum, or whose own disk stands still, steps down.
  ///
  /// @param oldestWriteUs how long the oldest unfinished write has been with the disk
  /// @param limitUs two election timeouts
  default boolean keepsLeading(boolean quorumHeard, long oldestWriteUs, long limitUs) {
    return quorumHeard && oldestWriteUs < limitUs;
  }

  // --- members

  /// Dissertation §4.1 and its erratum: a change begins when the last one is committed, and when
  /// the leader has committed an entry of its own term.
  ///
  /// @param termOfCommitIndex the term of the entry at commitIndex
  /// @param changedAt where the active configuration is stated
  /// @param joint whether it is a joint one
  default boolean mayChangeMembers(
      long termOfCommitIndex, long currentTerm, long changedAt, long commitIndex, boolean joint) {
    return termOfCommitIndex == currentTerm && changedAt <= commitIndex && !joint;
  }

  /// Dissertation §4.2.1: a newcomer votes when a round of replication takes less than an election
  /// timeout.
  default boolean caughtUp(long roundUs, long minTimeoutUs) {
    return roundUs < minTimeoutUs;
  }

  /// §6, dissertation §4.2.2: only voters campaign, and who is about to leave: as long as that is
  /// not committed it may be the only one whose log can win. It does not count its own vote.
  ///
  /// @param wasVoter whether it votes in a configuration that may still be the one that is
  ///   committed
  default boolean mayCampaign(Configuration latest, int self, boolean wasVoter) {
    return latest.isVoter(self) || wasVoter;
  }

  /// §6: a leader that is not part of a committed configuration steps down.
  default boolean leadsOn(Configuration committed, int self) {
    return committed.isVoter(self);
  }

  // --- reads

  /// §8, dissertation §6.4: before an entry of its own term is committed a leader does not know
  /// what is committed.
  ///
  /// @param termOfCommitIndex the term of the entry at commitIndex
  default boolean readMayStart(long termOfCommitIndex, long currentTerm) {
    return termOfCommitIndex == currentTerm;
  }

  /// §8, dissertation §6.4: a peer still followed this leader after the read began.
  ///
  /// @param confirmed the latest round the peer answered
  default boolean roundConfirms(Round read, Round confirmed) {
    return confirmed.term() == read.term() && confirmed.number() >= read.number();
  }

  /// Dissertation §6.4: a read index holds for the reads that it was asked for, and says nothing of
  /// later ones.
  default boolean readIndexFits(long askedTicket, long answeredTicket) {
    return answeredTicket == askedTicket;
  }

  /// Dissertation §6.4.1: whoever answered a message ignores candidates for the smallest election
  /// timeout after it came. Counted from when it *left*, and cut by what two clocks may differ,
  /// until then nobody else can be elected; unless this leader itself sent somebody to campaign.
  ///
  /// @param sinceSentUs since a round left that a quorum answered
  /// @param driftPpm how much faster or slower than real time any clock may run, in millionths
  /// @param handedOver whether this leader told somebody to campaign in this term
  default boolean leaseHolds(
      long sinceSentUs, long minTimeoutUs, int driftPpm, boolean handedOver) {
    long leaseUs = minTimeoutUs * (1_000_000 - driftPpm) / (1_000_000 + driftPpm);
    return !handedOver && sinceSentUs < leaseUs;
  }

  /// Dissertation §6.4: the state machine has reached the read index.
  default boolean readMayAnswer(long readIndex, long applied) {
    return applied >= readIndex;
  }
}
