package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import java.util.Optional;

/// What a client asks the cluster to do. Questions are no commands: they are answered from the
/// state and never enter the log.
public sealed interface Command {
  /// Changes the value of one key.
  sealed interface Write extends Command {
    Bytes key();
  }

  /// From now on `key` has this value.
  record Put(Bytes key, Bytes value) implements Write {}

  /// From now on `key` has no value.
  record Delete(Bytes key) implements Write {}

  /// Compare and set: `key` gets this value if it has the expected one now.
  ///
  /// @param expected nothing when the key must be absent
  record Cas(Bytes key, Optional<Bytes> expected, Bytes value) implements Write {
    /// Without the word Optional, which a browser writes in another way.
    @Override
    public String toString() {
      return "Cas[key="
          + key
          + ", expected="
          + expected.map(Bytes::toString).orElse("nothing")
          + ", value="
          + value
          + "]";
    }
  }

  /// Adds to the end of the value of `key`; an absent key counts as empty.
  record Append(Bytes key, Bytes suffix) implements Write {}

  /// Begins a session (diss. §6.3); the index of the entry is its id.
  record RegisterSession() implements Command {}

  /// Ends a session; its numbers and its kept reply are forgotten.
  record CloseSession(long session) implements Command {}

  /// Time passes for the log, and with it sessions expire (diss. §6.3). No client says so: the
  /// leader does, see [LogClock]. Times are microseconds of log time, which begins at 0.
  ///
  /// @param from what log time must be; else this comes too late and nothing happens
  /// @param to what it is from now on, greater than `from`
  /// @param lifetime sessions that were not used for so long are gone, at least 1
  record PassTime(long from, long to, long lifetime) implements Command {}

  /// A write that is executed once, however often it is in the log.
  ///
  /// @param session the index of the entry that registered it, at least 1
  /// @param number at least 1, and higher for each write of the session; gaps are allowed
  record InSession(long session, long number, Write write) implements Command {}

  /// From now on this server is found at this address. A leader puts it in the log before it makes
  /// the server a member, so that whoever reads there of the member can also reach it.
  ///
  /// @param server its id
  /// @param address host:port, in UTF-8
  record Introduce(int server, Bytes address) implements Command {}
}
