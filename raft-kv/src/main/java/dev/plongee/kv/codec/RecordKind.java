package dev.plongee.kv.codec;

/// The first byte of a record says what it is. Zero is none of them: zeros are what a disk holds
/// where nothing was written.
final class RecordKind {
  /// Term and vote from here on: term (8 bytes), server id or 0 (4).
  static final int HARD_STATE = 1;

  /// The log is cut from this index on: index (8).
  static final int TRUNCATE = 2;

  /// An entry that carries nothing: term (8), index (8).
  static final int NOOP = 3;

  /// An entry with a command: term (8), index (8), length of the command (4), the command.
  static final int COMMAND = 4;

  /// The snapshot to start with, and how much of the log there is beside it: last included index
  /// (8) and term (8), its configuration (24), index (8) and term (8) of the place the log begins
  /// behind, last index of the log (8).
  static final int SNAPSHOT = 5;

  /// An entry with a configuration: term (8), index (8), the configuration (24).
  static final int MEMBERSHIP = 6;

  private RecordKind() {}
}
