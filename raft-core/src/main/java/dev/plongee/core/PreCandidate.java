package dev.plongee.core;

/// A server that asks whether a campaign could succeed (dissertation §9.6). Its own yes counts at
/// once: a pre-vote promises nothing and needs no disk.
record PreCandidate(NodeSet votes) implements Role {
  @Override
  public RoleName name() {
    return RoleName.PRE_CANDIDATE;
  }

  @Override
  public PreCandidate copy() {
    return this;
  }
}
