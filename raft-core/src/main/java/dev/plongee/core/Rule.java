package dev.plongee.core;

import java.util.List;

/// The functions of [Rules] by name, for traces: where each stands in the paper and what its values
/// are called, in the order of its parameters.
public enum Rule {
  ADOPTS_TERM("adoptsTerm", "§5.1", "ours", "seen"),
  ACCEPTS_REQUEST("acceptsRequest", "§5.1", "ours", "theirs"),
  CLEARS_VOTE("clearsVote", "Fig. 2", "ours", "next"),
  MAY_VOTE_FOR("mayVoteFor", "§5.2", "votedFor", "candidate"),
  UP_TO_DATE("upToDate", "§5.4.1", "candidate", "ours"),
  COUNTS_REPLY("countsReply", "§5.1", "replyTerm", "awaited"),
  IS_QUORUM("isQuorum", "§5.2", "configuration", "yes"),
  SHUNS("shuns", "§6", "sinceLeaderUs", "minTimeoutUs", "transfer"),
  RESETS_ELECTION_TIMER("resetsElectionTimer", "§5.2", "what"),
  PRE_VOTE_NEWER("preVoteNewer", "diss. §9.6", "ours", "asked"),
  PRE_VOTE_TEACHES_TERM("preVoteTeachesTerm", "diss. §9.6", "ours", "theirs"),
  LOG_MATCHES("logMatches", "§5.3", "ours", "prevTerm", "count"),
  CONFLICTS("conflicts", "§5.3", "ours", "theirTerm"),
  ACKNOWLEDGED("acknowledged", "§5.3", "prevLogIndex", "count", "ourLast"),
  ACKNOWLEDGED_AT_ONCE("acknowledgedAtOnce", "Fig. 2", "acknowledged", "durableIndex"),
  WAITS_FOR("waitsFor", "Fig. 2", "message", "durableIndex"),
  DURABLE_AFTER_TRUNCATION("durableAfterTruncation", "diss. §10.2.1", "durableIndex", "from"),
  INSTALLS("installs", "§7", "snapshotIndex", "commitIndex"),
  KEEPS_SUFFIX("keepsSuffix", "Fig. 13", "ours", "snapshotTerm"),
  OWN_MATCH("ownMatch", "diss. §10.2.1", "lastIndex", "durableIndex"),
  RAISES_MATCH("raisesMatch", "§5.3", "matchIndex", "acknowledged"),
  LEADER_MAY_COMMIT("leaderMayCommit", "§5.4.2", "entryTerm", "currentTerm"),
  FOLLOWER_COMMIT("followerCommit", "Fig. 2", "leaderCommit", "lastOfMessage", "ourLast"),
  MAY_APPLY("mayApply", "§5.3", "index", "commitIndex", "durableIndex"),
  MAY_TAKE_OVER("mayTakeOver", "diss. §3.10", "matchIndex", "lastIndex"),
  KEEPS_LEADING("keepsLeading", "diss. §6.2", "quorumHeard", "oldestWriteUs", "limitUs"),
  MAY_CHANGE_MEMBERS(
      "mayChangeMembers",
      "diss. §4.1",
      "termOfCommitIndex",
      "currentTerm",
      "changedAt",
      "commitIndex",
      "joint"),
  CAUGHT_UP("caughtUp", "diss. §4.2.1", "roundUs", "minTimeoutUs"),
  MAY_CAMPAIGN("mayCampaign", "§6", "latest", "self", "wasVoter"),
  LEADS_ON("leadsOn", "§6", "committed", "self"),
  READ_MAY_START("readMayStart", "§8", "termOfCommitIndex", "currentTerm"),
  ROUND_CONFIRMS("roundConfirms", "§8", "read", "confirmed"),
  READ_INDEX_FITS("readIndexFits", "diss. §6.4", "askedTicket", "answeredTicket"),
  LEASE_HOLDS(
      "leaseHolds", "diss. §6.4.1", "sinceSentUs", "minTimeoutUs", "driftPpm", "handedOver"),
  READ_MAY_ANSWER("readMayAnswer", "diss. §6.4", "readIndex", "applied");

  private final String method;
  private final String section;
  private final List<String> parameters;

  Rule(String method, String section, String... parameters) {
    this.method = method;
    this.section = section;
    this.parameters = List.of(parameters);
  }

  /// The name of the function in [Rules].
  public String method() {
    return method;
  }

  /// Where the paper or the dissertation (`diss.`) states it.
  public String section() {
    return section;
  }

  /// The names of the compared values.
  public List<String> parameters() {
    return parameters;
  }
}
