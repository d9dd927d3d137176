package dev.plongee.kv.net;

import java.util.Collection;

/// Bounds the answers that wait for the sockets of all clients together: a thousand clients that
/// each ask for one long list would take gigabytes before the first of them reads a byte.
final class AnswerMemory {
  private final long most;
  private final Collection<AcceptedConnection> connections;

  /// What waits is not more than this; what has left since is subtracted only when it matters.
  private long atMost;

  private boolean counted;

  /// @param most in bytes
  AnswerMemory(long most, Collection<AcceptedConnection> connections) {
    this.most = most;
    this.connections = connections;
  }

  /// An answer was written.
  void written(long bytes) {
    atMost += bytes;
  }

  /// The sockets had a chance to take something.
  void flushed() {
    counted = false;
  }

  /// Whether nothing long may be added.
  boolean isFull() {
    if (atMost > most && !counted) {
      counted = true;
      atMost = connections.stream().mapToLong(it -> it.backlog().bytes()).sum();
    }
    return atMost > most;
  }
}
