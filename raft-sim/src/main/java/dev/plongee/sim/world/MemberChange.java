package dev.plongee.sim.world;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;

/// What somebody wants to change about who belongs to the cluster, said beside what it is now.
public sealed interface MemberChange {
  /// The servers it names.
  NodeSet servers();

  /// These are to vote, newcomers and learners alike.
  record Add(NodeSet servers) implements MemberChange {}

  /// These are to get the log without a vote, whether they had one or not.
  record Learn(NodeSet servers) implements MemberChange {}

  /// These are to leave.
  record Remove(NodeSet servers) implements MemberChange {}

  /// These are to vote, and nobody else is to belong to the cluster.
  record Set(NodeSet servers) implements MemberChange {}

  /// What is wanted where this configuration is active; of a joint one, the new voters count.
  /// Without voters it makes no sense.
  default Configuration from(Configuration active) {
    NodeSet voters = active.voters();
    NodeSet learners = active.learners();
    return switch (this) {
      case Add(NodeSet added) -> of(voters.and(added), learners.minus(added));
      case Learn(NodeSet added) -> of(voters.minus(added), learners.and(added));
      case Remove(NodeSet gone) -> of(voters.minus(gone), learners.minus(gone));
      case Set(NodeSet all) -> of(all, NodeSet.EMPTY);
    };
  }

  private static Configuration of(NodeSet voters, NodeSet learners) {
    return new Configuration(voters, NodeSet.EMPTY, learners);
  }
}
