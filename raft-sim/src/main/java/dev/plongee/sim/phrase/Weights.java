package dev.plongee.sim.phrase;

import dev.plongee.core.Heard;
import dev.plongee.core.Message;
import dev.plongee.core.Rule;
import dev.plongee.core.TraceEvent;
import dev.plongee.core.TraceEvent.Decided;
import dev.plongee.core.Wait;
import dev.plongee.sim.phrase.Reason.Weight;
import java.util.List;

/// How much each decision explains: a refusal always, a yes where it opens a way, bookkeeping
/// never.
final class Weights {
  private Weights() {}

  /// @param step the whole trace of the step
  static Weight of(Decided decided, Topic topic, List<TraceEvent> step) {
    boolean yes = Boolean.TRUE.equals(decided.outcome());
    List<Object> values = decided.values();
    return switch (decided.rule()) {
      case MAY_VOTE_FOR,
          UP_TO_DATE,
          LEADER_MAY_COMMIT,
          MAY_TAKE_OVER,
          LEASE_HOLDS,
          READ_INDEX_FITS,
          INSTALLS,
          KEEPS_SUFFIX ->
          Weight.DECISIVE;
      case ADOPTS_TERM, CONFLICTS, READ_MAY_ANSWER -> yes ? Weight.DECISIVE : Weight.ROUTINE;
      case PRE_VOTE_TEACHES_TERM -> yes ? Weight.DECISIVE : Weight.TELLING;
      case ACCEPTS_REQUEST, COUNTS_REPLY, PRE_VOTE_NEWER, KEEPS_LEADING, READ_MAY_START ->
          yes ? Weight.ROUTINE : Weight.DECISIVE;
      case SHUNS -> yes || values.get(2).equals(true) ? Weight.DECISIVE : Weight.TELLING;
      case IS_QUORUM -> quorum(yes, topic, step);
      case LOG_MATCHES ->
          !yes && !postpones(step)
              ? Weight.DECISIVE
              : values.get(2).equals(0) ? Weight.ROUTINE : Weight.TELLING;
      case RESETS_ELECTION_TIMER ->
          yes && values.getFirst() == Heard.CURRENT_LEADER ? Weight.TELLING : Weight.ROUTINE;
      case RAISES_MATCH -> yes ? Weight.TELLING : Weight.ROUTINE;
      case FOLLOWER_COMMIT -> advances(step) ? Weight.DECISIVE : Weight.ROUTINE;
      case MAY_APPLY -> mayApply(yes, values);
      case WAITS_FOR -> waits(decided);
      case MAY_CHANGE_MEMBERS, MAY_CAMPAIGN, LEADS_ON -> yes ? Weight.ROUTINE : Weight.DECISIVE;
      case CAUGHT_UP -> Weight.DECISIVE;
      case CLEARS_VOTE,
          ACKNOWLEDGED,
          ACKNOWLEDGED_AT_ONCE,
          DURABLE_AFTER_TRUNCATION,
          OWN_MATCH,
          ROUND_CONFIRMS ->
          Weight.ROUTINE;
    };
  }

  private static Weight quorum(boolean yes, Topic topic, List<TraceEvent> step) {
    return switch (topic) {
      case PRE_VOTES, VOTES, READ -> yes ? Weight.DECISIVE : Weight.TELLING;
      case COMMIT -> yes ? Weight.DECISIVE : countsMore(step) ? Weight.TELLING : Weight.ROUTINE;
      case CONTACT -> yes ? Weight.ROUTINE : Weight.DECISIVE;
    };
  }

  /// Whether one disk more holds something; else the same count is made again at every heartbeat.
  private static boolean countsMore(List<TraceEvent> step) {
    for (TraceEvent event : step) {
      boolean raises =
          event instanceof Decided decided
              && decided.rule() == Rule.RAISES_MATCH
              && Boolean.TRUE.equals(decided.outcome());
      if (raises || event instanceof TraceEvent.BecameDurable) {
        return true;
      }
    }
    return false;
  }

  private static boolean advances(List<TraceEvent> step) {
    for (TraceEvent event : step) {
      if (event instanceof TraceEvent.CommitAdvanced) {
        return true;
      }
    }
    return false;
  }

  /// Whether a full disk is why entries are not taken: how far the logs agree is looked up then,
  /// and no disagreement.
  private static boolean postpones(List<TraceEvent> step) {
    for (TraceEvent event : step) {
      if (event instanceof TraceEvent.Postponed) {
        return true;
      }
    }
    return false;
  }

  /// Committed, but not on the own disk: that is worth a word.
  private static Weight mayApply(boolean yes, List<Object> values) {
    boolean committed = (Long) values.get(0) <= (Long) values.get(1);
    return !yes && committed ? Weight.TELLING : Weight.ROUTINE;
  }

  /// A promise that waits for the disk.
  private static Weight waits(Decided decided) {
    boolean promise =
        decided.values().getFirst() instanceof Message.RequestVoteReply
            || decided.values().getFirst() instanceof Message.AppendAccepted;
    return promise && decided.outcome() == Wait.FOR_EVERYTHING ? Weight.TELLING : Weight.ROUTINE;
  }
}
