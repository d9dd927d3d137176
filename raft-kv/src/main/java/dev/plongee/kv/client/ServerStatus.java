package dev.plongee.kv.client;

import dev.plongee.core.RoleName;
import dev.plongee.kv.net.wire.Clients.NodeStatus;

/// How one server is, as it says itself.
///
/// @param leader the leader as far as this server knows, 0 for none
/// @param serving whether it leads and can answer reads
public record ServerStatus(
    int server,
    RoleName role,
    long term,
    int leader,
    long lastIndex,
    long durableIndex,
    long commitIndex,
    long appliedIndex,
    boolean serving,
    long pid,
    long uptimeMillis) {

  static ServerStatus of(NodeStatus status) {
    return new ServerStatus(
        status.getServer(),
        RoleName.valueOf(status.getRole()),
        status.getTerm(),
        status.getLeader(),
        status.getLastIndex(),
        status.getDurableIndex(),
        status.getCommitIndex(),
        status.getAppliedIndex(),
        status.getServing(),
        status.getPid(),
        status.getUptimeMillis());
  }
}
