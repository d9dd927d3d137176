package dev.plongee.kv.store;

/// What applying one entry gave; the same at every server.
public sealed interface Result {
  /// The index of the entry; of a write that was executed before in its session, the index of the
  /// entry that was executed.
  long index();

  /// The entry carried no command.
  record Nothing(long index) implements Result {}

  /// The value, or the address, is there.
  record Stored(long index) implements Result {}

  /// The key has no value now.
  ///
  /// @param existed whether it had one before
  record Deleted(long index, boolean existed) implements Result {}

  /// The value was compared.
  ///
  /// @param swapped whether it was the expected one, and is the new one now
  record Compared(long index, boolean swapped) implements Result {}

  /// The value is longer now.
  ///
  /// @param length of the whole value, in bytes
  record Appended(long index, int length) implements Result {}

  /// The value would have become longer than a value may be: nothing changed.
  ///
  /// @param length that it would have had, in bytes
  record TooLong(long index, long length) implements Result {}

  /// The session is there, and its id is the index.
  record Registered(long index) implements Result {}

  /// The session is gone.
  record Closed(long index) implements Result {}

  /// Log time has passed, unless it had been let pass before.
  ///
  /// @param expired how many sessions are gone with it
  record TimePassed(long index, int expired) implements Result {}

  /// There is no such session: it was never registered, it was closed, it expired, or others took
  /// its place. Nothing was executed.
  record UnknownSession(long index) implements Result {}

  /// A later write of the session was executed before: this one was given up by its client, and
  /// nothing was executed.
  ///
  /// @param last the number of that later write
  record Outdated(long index, long last) implements Result {}

  /// The bytes were no command. The state did not change, here or anywhere else; no server that
  /// asked [CommandCodec#admit] proposes such an entry.
  ///
  /// @param reason for people; every server of one version gives the same
  record Malformed(long index, String reason) implements Result {}
}
