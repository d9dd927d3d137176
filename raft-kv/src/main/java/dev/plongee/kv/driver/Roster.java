package dev.plongee.kv.driver;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.kv.net.Membership;
import dev.plongee.kv.net.Network;

/// Who belongs to the cluster, as the core of this server knows it: for the network, which hears of
/// every change, and for the server itself, which has to end when it was removed.
final class Roster implements Membership {
  /// Without a word of a leader for so long, in microseconds, a server believes that it was
  /// removed: one that comes back under its old id reads in the log of its own removal, while it
  /// catches up.
  static final long PATIENCE_US = 5_000_000;

  private final RaftView view;
  private Configuration known = Configuration.NONE;
  private boolean wasSettled;
  private boolean led;
  private boolean turnedAway;
  private long leaderHeardAt;

  Roster(RaftView view, long now) {
    this.view = view;
    this.leaderHeardAt = now;
  }

  @Override
  public NodeSet members() {
    return view.configuration().members();
  }

  @Override
  public long knownTo() {
    return Math.max(view.configurationIndex(), view.snapshot().index());
  }

  @Override
  public long settledTo() {
    return isSettled() ? view.commitIndex() : -1;
  }

  private boolean isSettled() {
    Configuration active = view.configuration();
    return !active.equals(Configuration.NONE)
        && !active.isJoint()
        && view.configurationIndex() <= view.commitIndex();
  }

  /// A leader has sent something.
  void leaderHeard(long now) {
    leaderHeardAt = now;
    turnedAway = false;
  }

  /// A member says that this server is none. Where the own log says the same, whether this server
  /// knows it to be committed or not, it need not be later news: a leader sends nothing more to
  /// whom it has removed, also not how far it has committed.
  ///
  /// @param settledTo the entry up to which the member knows who is
  void turnedAway(long settledTo) {
    boolean agreed = !members().contains(view.self());
    turnedAway |= agreed ? settledTo >= knownTo() : settledTo > knownTo();
  }

  /// Lets the network follow; after each turn.
  void tell(Network network) {
    Configuration now = view.configuration();
    if (!now.equals(known) || isSettled() != wasSettled) {
      known = now;
      wasSettled = isSettled();
      network.membersChanged();
    }
    led |= view.role() == RoleName.LEADER;
  }

  /// Whether this server was removed: the configuration that it committed itself as a leader does
  /// not name it, or a member who has heard later news says so, and no leader cares for it.
  boolean isRemoved(long now) {
    if (view.configuration().equals(Configuration.NONE) || view.role() == RoleName.LEADER) {
      return false;
    }
    boolean byItself = led && isSettled() && !members().contains(view.self());
    return byItself || turnedAway && now - leaderHeardAt > PATIENCE_US;
  }
}
