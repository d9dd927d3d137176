package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Where a server is, as the log says.
record Introduced(int server, Address address) {
  /// What an entry says about it, mostly nothing.
  static Optional<Introduced> in(Entry entry) {
    if (!(entry.payload() instanceof Payload.Command(Bytes bytes))
        || !CommandCodec.isIntroduction(bytes)) {
      return Optional.empty();
    }
    try {
      return CommandCodec.decode(bytes) instanceof Command.Introduce(int server, Bytes address)
          ? read(address).map(it -> new Introduced(server, it))
          : Optional.empty();
    } catch (CodecException _) {
      return Optional.empty();
    }
  }

  /// An address as it stands in log and snapshot; nothing when it cannot be read: it is a hint, and
  /// no reason to stop.
  static Optional<Address> read(Bytes text) {
    try {
      String address =
          new String(text.array(), text.offset(), text.length(), StandardCharsets.UTF_8);
      return Optional.of(Address.parse(address));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// The bytes that [#read] understands.
  static Bytes write(Address address) {
    return Bytes.wrap(address.toString().getBytes(StandardCharsets.UTF_8));
  }
}
