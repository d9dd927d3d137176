package dev.plongee.kv.store;

/// What applying one entry gave; the same at every server.
public sealed interface Result {
  /// The index of the entry.
  long index();

  /// The entry carried no command.
  record Nothing(long index) implements Result {}

  /// The value is there.
  record Stored(long index) implements Result {}

  /// The key has no value now.
  ///
  /// @param existed whether it had one before
  record Deleted(long index, boolean existed) implements Result {}

  /// The bytes were no command. The state did not change, here or anywhere else; no server that
  /// asked [CommandCodec#admit] proposes such an entry.
  ///
  /// @param reason for people; every server of one version gives the same
  record Malformed(long index, String reason) implements Result {}
}
