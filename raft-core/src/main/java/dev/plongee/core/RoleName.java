package dev.plongee.core;

/// The roles of §5.1; a pre-candidate asks before it campaigns (dissertation §9.6).
public enum RoleName {
  FOLLOWER,
  PRE_CANDIDATE,
  CANDIDATE,
  LEADER
}
