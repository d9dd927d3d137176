package dev.plongee.core;

/// The role of a server, with the state that only this role has: nextIndex does not exist on a
/// follower.
sealed interface Role permits Follower, PreCandidate, Candidate, Leader {
  RoleName name();

  /// An independent copy.
  Role copy();
}
