package dev.plongee.kv.disk;

/// Told of every flush group that became durable, on the thread of the disk: where a histogram of
/// fsync times hangs on.
public interface ForceObserver {
  /// Nobody looks.
  ForceObserver NONE = (_, _, _) -> {};

  /// @param nanos how long the force alone took
  /// @param bytes what the group takes on the disk
  /// @param writes of the core that the group holds
  void forced(long nanos, int bytes, int writes);
}
