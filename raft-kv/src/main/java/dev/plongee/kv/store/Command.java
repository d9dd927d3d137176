package dev.plongee.kv.store;

import dev.plongee.core.Bytes;

/// What a client asks the cluster to do. Questions are no commands: they are answered from the
/// state and never enter the log.
public sealed interface Command {
  /// From now on `key` has this value.
  record Put(Bytes key, Bytes value) implements Command {}

  /// From now on `key` has no value.
  record Delete(Bytes key) implements Command {}
}
