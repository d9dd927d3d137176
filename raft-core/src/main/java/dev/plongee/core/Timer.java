package dev.plongee.core;

/// The timers of a server; each has one deadline, or none.
public enum Timer {
  /// Follower, pre-candidate, candidate: nothing heard for an election timeout (§5.2).
  ELECTION,
  /// Leader: time to remind the followers (§5.2).
  HEARTBEAT,
  /// Leader: time to ask whether a quorum still answers (dissertation §6.2).
  QUORUM_CHECK,
  /// Leader: the transfer of leadership takes too long (dissertation §3.10).
  TRANSFER
}
