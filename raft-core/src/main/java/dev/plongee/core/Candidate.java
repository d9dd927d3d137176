package dev.plongee.core;

/// A candidate and its votes (§5.2). Its own vote counts when it is durable; until then its
/// requests wait for the disk too, and its election timer is not armed.
record Candidate(NodeSet votes) implements Role {
  @Override
  public RoleName name() {
    return RoleName.CANDIDATE;
  }

  @Override
  public Candidate copy() {
    return this;
  }
}
