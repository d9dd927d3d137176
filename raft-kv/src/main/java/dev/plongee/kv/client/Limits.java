package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.util.Optional;

/// Says at once what every server would refuse, before it is sent anywhere.
final class Limits {
  private Limits() {}

  static Optional<RefusedException> objectionTo(Command.Write write) {
    return objectionToKey(write.key())
        .or(() ->
            switch (write) {
              case Command.Put(_, Bytes value) -> objectionToValue("value", value);
              case Command.Delete _ -> Optional.empty();
              case Command.Cas(_, Optional<Bytes> expected, Bytes value) ->
                  objectionToValue("expected value", expected.orElse(Bytes.EMPTY))
                      .or(() -> objectionToValue("value", value));
              case Command.Append(_, Bytes suffix) -> objectionToValue("suffix", suffix);
            });
  }

  /// What no client can know before: whether an append fits depends on the value.
  static RefusedException wouldBeTooLong(long length) {
    return new RefusedException(
        "the value would have "
            + length
            + " bytes, at most "
            + CommandCodec.MAX_VALUE_BYTES
            + " are allowed",
        "go on under another key");
  }

  private static Optional<RefusedException> objectionToKey(Bytes key) {
    if (key.length() == 0) {
      return Optional.of(new RefusedException("the key is empty", "a key has at least one byte"));
    }
    return objectionToLength(key);
  }

  /// For the keys of questions, which may be empty.
  static Optional<RefusedException> objectionToLength(Bytes key) {
    if (key.length() > CommandCodec.MAX_KEY_BYTES) {
      return tooLong("key", key.length(), CommandCodec.MAX_KEY_BYTES, "choose a shorter one");
    }
    return Optional.empty();
  }

  /// For the place in the log where a watch begins.
  static Optional<RefusedException> objectionToIndex(long index) {
    return index >= 1
        ? Optional.empty()
        : Optional.of(
            new RefusedException(
                "the log has no index " + index, "the first entry has the index 1"));
  }

  private static Optional<RefusedException> objectionToValue(String what, Bytes value) {
    if (value.length() > CommandCodec.MAX_VALUE_BYTES) {
      return tooLong(
          what, value.length(), CommandCodec.MAX_VALUE_BYTES, "split it over several keys");
    }
    return Optional.empty();
  }

  private static Optional<RefusedException> tooLong(String what, int is, int most, String hint) {
    return Optional.of(
        new RefusedException(
            "the " + what + " has " + is + " bytes, at most " + most + " are allowed", hint));
  }
}
