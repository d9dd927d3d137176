package dev.plongee.core;

/// What an entry carries.
public sealed interface Payload {
  /// The entry a new leader begins its term with, so that it can commit at once (§8).
  record Noop() implements Payload {}

  /// A command of the state machine; the core never looks inside.
  record Command(Bytes bytes) implements Payload {}

  Payload NOOP = new Noop();

  /// The size in bytes that counts towards the limits of messages and logs.
  default int size() {
    return switch (this) {
      case Noop() -> 0;
      case Command(Bytes bytes) -> bytes.length();
    };
  }
}
