package dev.plongee.kv.net;

import dev.plongee.core.NodeSet;

/// Who belongs to the cluster, as this server knows it now: the driver's window on its core. The
/// network connects to members, and turns away who is known not to be one any more.
public interface Membership {
  /// Voters and learners of the latest configuration, this server too if it is one; nobody at a
  /// server that has not heard of any yet.
  NodeSet members();

  /// The entry up to which this server has heard who belongs to the cluster, 0 at first: that of
  /// the latest configuration.
  long knownTo();

  /// The entry up to which it is certain that [#members()] are all, or -1 while they change.
  long settledTo();
}
