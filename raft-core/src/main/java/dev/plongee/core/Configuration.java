package dev.plongee.core;

/// Who belongs to the cluster: the set a majority is counted in, whatever part of it can be reached
/// (§5.1).
public record Configuration(NodeSet voters) {
  /// Nobody: where nothing is said about who belongs to the cluster.
  public static final Configuration NONE = new Configuration(NodeSet.EMPTY);

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

  public boolean isVoter(int id) {
    return voters.contains(id);
  }

  /// Whether `yes` holds more than half of the voters; others in `yes` do not count.
  public boolean majorityOf(NodeSet yes) {
    return voters.common(yes) > voters.size() / 2;
  }

  /// Every server that takes part, `self` left out: whom to send to.
  public NodeSet peersOf(int self) {
    return voters.without(self);
  }
}
