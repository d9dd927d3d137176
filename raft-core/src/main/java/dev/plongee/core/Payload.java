package dev.plongee.core;

/// What an entry carries.
public sealed interface Payload {
  /// The entry a new leader begins its term with, so that it can commit at once (§8).
  record Noop() implements Payload {}

  /// A command of the state machine; the core never looks inside.
  record Command(Bytes bytes) implements Payload {}

  /// A configuration, which is active from the moment it is in a log, committed or not (§6).
  record Membership(Configuration configuration) implements Payload {
    /// Three sets of ids.
    private static final int SIZE = 3 * Long.BYTES;
  }

  Payload NOOP = new Noop();

  /// The size in bytes that counts towards the limits of messages and logs.
  default int size() {
    return switch (this) {
      case Noop() -> 0;
      case Command(Bytes bytes) -> bytes.length();
      case Membership _ -> Membership.SIZE;
    };
  }
}
