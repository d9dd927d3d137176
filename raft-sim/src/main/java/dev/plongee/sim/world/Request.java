package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.util.Optional;

/// What a client asks of the store.
public sealed interface Request {
  /// The request that these bytes of a log entry say.
  ///
  /// @throws IllegalArgumentException when they are no command
  static Request of(Bytes command) {
    try {
      return of(CommandCodec.decode(command));
    } catch (CodecException unreadable) {
      throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
    }
  }

  private static Request of(Command command) {
    return switch (command) {
      case Command.Write write -> of(write);
      case Command.RegisterSession() -> new Register();
      case Command.CloseSession(long session) -> new Close(session);
      case Command.InSession(long session, long number, Command.Write write) ->
          new InSession(session, number, of(write));
      case Command.Introduce _ ->
          throw new IllegalArgumentException("servers of a world need no addresses");
      case Command.PassTime(long from, long to, long lifetime) -> new PassTime(from, to, lifetime);
    };
  }

  private static Write of(Command.Write write) {
    return switch (write) {
      case Command.Put(Bytes key, Bytes value) -> new Put(Text.of(key), Text.of(value));
      case Command.Delete(Bytes key) -> new Delete(Text.of(key));
      case Command.Cas(Bytes key, Optional<Bytes> expected, Bytes value) ->
          new Cas(Text.of(key), expected.map(Text::of), Text.of(value));
      case Command.Append(Bytes key, Bytes suffix) -> new Append(Text.of(key), Text.of(suffix));
    };
  }

  /// Changes the value of one key.
  sealed interface Write extends Request {
    String key();
  }

  record Put(String key, String value) implements Write {}

  record Delete(String key) implements Write {}

  /// Compare and set.
  ///
  /// @param expected nothing when the key must be absent
  record Cas(String key, Optional<String> expected, String value) implements Write {
    /// Without the word Optional, which a browser writes in another way.
    @Override
    public String toString() {
      return "Cas[key="
          + key
          + ", expected="
          + expected.orElse("nothing")
          + ", value="
          + value
          + "]";
    }
  }

  /// Adds to the end of the value; an absent key counts as empty.
  record Append(String key, String suffix) implements Write {}

  record Get(String key) implements Request {}

  /// All pairs whose key begins with `prefix`.
  record List(String prefix) implements Request {}

  /// Begins a session.
  record Register() implements Request {}

  /// Ends a session.
  record Close(long session) implements Request {}

  /// A write that is executed once, however often it is asked for.
  ///
  /// @param number of the write in its session, higher than those before
  record InSession(long session, long number, Write write) implements Request {}

  /// Log time passes. No client asks for it: the leader lets it pass before what clients ask.
  record PassTime(long from, long to, long lifetime) implements Request {}

  /// Whether this request goes through the log.
  default boolean isLogged() {
    return switch (this) {
      case Get _, List _ -> false;
      case Write _, Register _, Close _, InSession _, PassTime _ -> true;
    };
  }
}
