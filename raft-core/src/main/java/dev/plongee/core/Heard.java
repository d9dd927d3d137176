package dev.plongee.core;

/// What a server just heard or did, for [Rules#resetsElectionTimer].
public enum Heard {
  /// An AppendEntries of the leader of the current term.
  CURRENT_LEADER,
  /// This server granted its vote.
  VOTE_GRANTED,
  /// This server refused its vote.
  VOTE_REFUSED,
  /// A pre-vote request, whatever the answer.
  PRE_VOTE,
  /// A request of an older term.
  STALE_REQUEST
}
