package dev.plongee.core;

/// Who belongs to the cluster: the set a majority is counted in, whatever part of it can be reached
/// (§5.1).
public record Configuration(NodeSet voters) {
  public Configuration {
    Check.that(!voters.isEmpty(), "at least one voter");
  }

  /// The configuration of these voters.
  public static Configuration of(int... ids) {
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
