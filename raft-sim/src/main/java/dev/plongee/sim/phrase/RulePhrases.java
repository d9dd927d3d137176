package dev.plongee.sim.phrase;

import dev.plongee.core.Configuration;
import dev.plongee.core.Message;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Rule;
import dev.plongee.core.TraceEvent.Decided;

/// One sentence for each answer of each rule, with the values it compared.
final class RulePhrases {
  private RulePhrases() {}

  static String sentence(Language language, Situation at, Decided decided) {
    return template(at, decided).render(language, values(language, at, decided));
  }

  private static Template template(Situation at, Decided decided) {
    boolean yes = Boolean.TRUE.equals(decided.outcome());
    return switch (decided.rule()) {
      case ADOPTS_TERM -> VotePhrases.adoptsTerm(yes);
      case ACCEPTS_REQUEST -> VotePhrases.acceptsRequest(yes);
      case CLEARS_VOTE -> VotePhrases.clearsVote(yes);
      case MAY_VOTE_FOR -> VotePhrases.mayVoteFor(yes, decided.values());
      case UP_TO_DATE -> VotePhrases.upToDate(yes);
      case COUNTS_REPLY -> VotePhrases.countsReply(yes);
      case IS_QUORUM -> VotePhrases.isQuorum(yes, at.topic());
      case SHUNS -> VotePhrases.shuns(yes, at, decided.values());
      case RESETS_ELECTION_TIMER -> VotePhrases.resetsElectionTimer(yes, decided.values());
      case PRE_VOTE_NEWER -> VotePhrases.preVoteNewer(yes);
      case PRE_VOTE_TEACHES_TERM -> VotePhrases.preVoteTeachesTerm(yes);
      case LOG_MATCHES -> LogPhrases.logMatches(yes, decided.values());
      case CONFLICTS -> LogPhrases.conflicts(yes);
      case ACKNOWLEDGED -> LogPhrases.acknowledged();
      case ACKNOWLEDGED_AT_ONCE -> LogPhrases.acknowledgedAtOnce();
      case WAITS_FOR -> LogPhrases.waitsFor(decided.outcome());
      case DURABLE_AFTER_TRUNCATION -> LogPhrases.durableAfterTruncation();
      case INSTALLS -> LogPhrases.installs(yes);
      case KEEPS_SUFFIX -> LogPhrases.keepsSuffix(yes);
      case OWN_MATCH -> CommitPhrases.ownMatch();
      case RAISES_MATCH -> CommitPhrases.raisesMatch(yes);
      case LEADER_MAY_COMMIT -> CommitPhrases.leaderMayCommit(yes);
      case FOLLOWER_COMMIT -> CommitPhrases.followerCommit();
      case MAY_APPLY -> CommitPhrases.mayApply(yes);
      case MAY_TAKE_OVER -> CommitPhrases.mayTakeOver(yes);
      case KEEPS_LEADING -> CommitPhrases.keepsLeading(yes, decided.values());
      case MAY_CHANGE_MEMBERS -> MemberPhrases.mayChangeMembers(yes);
      case CAUGHT_UP -> MemberPhrases.caughtUp(yes);
      case MAY_CAMPAIGN -> MemberPhrases.mayCampaign(yes);
      case LEADS_ON -> MemberPhrases.leadsOn(yes);
      case READ_MAY_START -> CommitPhrases.readMayStart(yes);
      case ROUND_CONFIRMS -> CommitPhrases.roundConfirms(yes);
      case READ_INDEX_FITS -> CommitPhrases.readIndexFits(yes);
      case LEASE_HOLDS -> CommitPhrases.leaseHolds(yes, decided.values());
      case READ_MAY_ANSWER -> CommitPhrases.readMayAnswer(yes);
    };
  }

  private static Values values(Language language, Situation at, Decided decided) {
    Values values =
        Values.none()
            .with("self", new Words.Server(at.self()))
            .with("peer", new Words.Server(at.peer()))
            .with("outcome", decided.outcome());
    for (int i = 0; i < decided.values().size(); i++) {
      Object value = decided.values().get(i);
      values.with(
          decided.rule().parameters().get(i),
          switch (value) {
            case Integer id when decided.rule() == Rule.MAY_VOTE_FOR -> new Words.Server(id);
            case Message message -> MessagePhrases.object(language, message);
            default -> value;
          });
    }
    if (decided.rule() == Rule.IS_QUORUM) {
      NodeSet voters = ((Configuration) decided.values().get(0)).voters();
      int total = voters.size();
      int count = voters.common((NodeSet) decided.values().get(1));
      values.with("count", count).with("total", total).with("needed", total / 2 + 1);
    }
    return values;
  }
}
