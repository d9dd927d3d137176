package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.util.Optional;

/// Says at once what every server would refuse, before it is sent anywhere.
final class Limits {
  private Limits() {}

  static Optional<RefusedException> objectionTo(Command command) {
    return switch (command) {
      case Command.Put(Bytes key, Bytes value) ->
          objectionToKey(key).or(() -> objectionToValue(value));
      case Command.Delete(Bytes key) -> objectionToKey(key);
    };
  }

  private static Optional<RefusedException> objectionToKey(Bytes key) {
    if (key.length() == 0) {
      return Optional.of(new RefusedException("the key is empty", "a key has at least one byte"));
    }
    if (key.length() > CommandCodec.MAX_KEY_BYTES) {
      return tooLong("key", key.length(), CommandCodec.MAX_KEY_BYTES, "choose a shorter one");
    }
    return Optional.empty();
  }

  private static Optional<RefusedException> objectionToValue(Bytes value) {
    if (value.length() > CommandCodec.MAX_VALUE_BYTES) {
      return tooLong(
          "value", value.length(), CommandCodec.MAX_VALUE_BYTES, "split it over several keys");
    }
    return Optional.empty();
  }

  private static Optional<RefusedException> tooLong(String what, int is, int most, String hint) {
    return Optional.of(
        new RefusedException(
            "the " + what + " has " + is + " bytes, at most " + most + " are allowed", hint));
  }
}
