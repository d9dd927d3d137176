package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;

/// What a client asks of the store.
public sealed interface Request {
  /// The write that these bytes of a log entry say.
  ///
  /// @throws IllegalArgumentException when they are no command, or none that a client here sends
  static Request of(Bytes command) {
    try {
      return switch (CommandCodec.decode(command)) {
        case Command.Put(Bytes key, Bytes value) -> new Put(Text.of(key), Text.of(value));
        case Command.Delete(Bytes key) -> new Delete(Text.of(key));
        case Command.Cas _,
            Command.Append _,
            Command.RegisterSession _,
            Command.CloseSession _,
            Command.InSession _ ->
            throw new IllegalArgumentException("no client here sends such a command");
      };
    } catch (CodecException unreadable) {
      throw new IllegalArgumentException(unreadable.getMessage(), unreadable);
    }
  }

  record Put(String key, String value) implements Request {}

  record Delete(String key) implements Request {}

  record Get(String key) implements Request {}

  /// All pairs whose key begins with `prefix`.
  record List(String prefix) implements Request {}

  /// Whether this request goes through the log.
  default boolean isWrite() {
    return switch (this) {
      case Put _, Delete _ -> true;
      case Get _, List _ -> false;
    };
  }
}
