package dev.plongee.core;

/// A follower and the leader it follows (§5.2), [ServerId#NONE] while it knows none.
record Follower(int leader) implements Role {
  @Override
  public RoleName name() {
    return RoleName.FOLLOWER;
  }

  @Override
  public Follower copy() {
    return this;
  }
}
