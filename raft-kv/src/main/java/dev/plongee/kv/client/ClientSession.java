package dev.plongee.kv.client;

/// A session of this client at the cluster: an id and the numbers of its writes, which rise. A
/// number is used by one call only, also when the outcome of that call stayed unknown: so a call
/// that was given up can never be executed after its successor.
final class ClientSession {
  private final long id;
  private long lastNumber;
  private long usedNanos = System.nanoTime();

  /// @param id that the cluster gave it
  ClientSession(long id) {
    this.id = id;
  }

  long id() {
    return id;
  }

  long nextNumber() {
    usedNanos = System.nanoTime();
    return ++lastNumber;
  }

  /// How long ago its last write began, or it was registered.
  long idleNanos() {
    return System.nanoTime() - usedNanos;
  }
}
