package dev.plongee.sim.world;

/// Why a server does not run.
public enum Down {
  /// It runs, or its process stands still.
  NOT,

  /// It crashed.
  CRASHED,

  /// An fsync failed, and it stopped at once.
  SYNC_FAILED,

  /// It did not start: its log is damaged.
  DAMAGED,

  /// It did not start: the snapshot that its log names is not there.
  SNAPSHOT_MISSING,

  /// It found its own structure broken, and never starts again.
  BROKEN
}
