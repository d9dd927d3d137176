package dev.plongee.core;

/// Who belongs to the cluster: the sets in which majorities are counted, whatever part of them can
/// be reached (§5.1, §6).
///
/// @param voters who votes, and whose disks count for commitment
/// @param outgoing in joint consensus the voters of the old configuration, C_old; otherwise empty
/// @param learners who gets the log without a vote (dissertation §4.2.1)
public record Configuration(NodeSet voters, NodeSet outgoing, NodeSet learners) {
  /// Nobody: where nothing is said about who belongs to the cluster, as at a server that is to join
  /// one.
  public static final Configuration NONE = new Configuration(NodeSet.EMPTY);

  public Configuration {
    Check.that(voters.common(learners) == 0, "learners that do not vote");
  }

  /// A configuration that is not joint, without learners.
  public Configuration(NodeSet voters) {
    this(voters, NodeSet.EMPTY, NodeSet.EMPTY);
  }

  /// The configuration of these voters.
  ///
  /// @throws IllegalArgumentException when there is none, or an id outside 1 to [ServerId#MAX]
  public static Configuration of(int... ids) {
    for (int id : ids) {
      Check.setting(
          ServerId.isValid(id), "server id", id, ", not between 1 and 63: choose another");
    }
    if (ids.length == 0) {
      throw new IllegalArgumentException("a cluster without a voter: name at least one server");
    }
    return new Configuration(NodeSet.of(ids));
  }

  /// Whether two majorities are needed, that of the old and that of the new configuration (§6).
  public boolean isJoint() {
    return !outgoing.isEmpty();
  }

  public boolean isVoter(int id) {
    return voters.contains(id) || outgoing.contains(id);
  }

  /// Whether `yes` holds more than half of the voters, in joint consensus of both configurations;
  /// others in `yes` do not count.
  public boolean majorityOf(NodeSet yes) {
    return isMajority(yes, voters) && (outgoing.isEmpty() || isMajority(yes, outgoing));
  }

  private static boolean isMajority(NodeSet yes, NodeSet all) {
    return all.common(yes) > all.size() / 2;
  }

  /// Everybody who gets the log.
  public NodeSet members() {
    return allVoters().and(learners);
  }

  /// Everybody who votes, in joint consensus of both configurations.
  public NodeSet allVoters() {
    return voters.and(outgoing);
  }

  /// Every server that takes part, `self` left out: whom to send the log to.
  public NodeSet peersOf(int self) {
    return members().without(self);
  }

  // --- changes (§6)

  /// C_old,new: from this configuration to `target`.
  Configuration jointWith(Configuration target) {
    return new Configuration(target.voters, voters, target.learners);
  }

  /// C_new: what a joint configuration leads to.
  Configuration leaveJoint() {
    return new Configuration(voters, NodeSet.EMPTY, learners);
  }

  /// These servers get the log too, without a vote; who is a member already stays what it is.
  Configuration withLearners(NodeSet newcomers) {
    return new Configuration(voters, outgoing, learners.and(newcomers.minus(members())));
  }
}
