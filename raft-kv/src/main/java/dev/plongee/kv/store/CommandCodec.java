package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import dev.plongee.kv.codec.ByteReader;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Command.Delete;
import dev.plongee.kv.store.Command.Put;

/// Commands as bytes: made once, by the client, and from then on carried and stored as they are.
/// Each command has exactly one encoding.
///
/// ```
///   put      version 1 | 1 | length of the key 2 | key | value, up to the end
///   delete   version 1 | 2 | length of the key 2 | key
/// ```
public final class CommandCodec {
  /// The longest key, in bytes: keys are compared all the time and stay in memory.
  public static final int MAX_KEY_BYTES = 1 << 10;

  /// The longest value, in bytes: what one AppendEntries carries, so that no command holds up the
  /// messages behind it for long.
  public static final int MAX_VALUE_BYTES = 1 << 20;

  private static final int VERSION = 1;
  private static final int PUT = 1;
  private static final int DELETE = 2;

  /// Version, kind and the length of the key.
  private static final int HEAD_BYTES = 4;

  private CommandCodec() {}

  /// The command as bytes. Keep to the limits: [#admit] refuses the others.
  ///
  /// @throws IllegalStateException when the key is longer than 65,535 bytes
  public static Bytes encode(Command command) {
    return switch (command) {
      case Put(Bytes key, Bytes value) -> encode(PUT, key, value);
      case Delete(Bytes key) -> encode(DELETE, key, Bytes.EMPTY);
    };
  }

  private static Bytes encode(int kind, Bytes key, Bytes rest) {
    Check.that(key.length() <= 0xffff, "a key whose length fits two bytes");
    ByteWriter out = new ByteWriter(HEAD_BYTES + key.length() + rest.length());
    out.putByte(VERSION);
    out.putByte(kind);
    out.putByte(key.length() >>> 8);
    out.putByte(key.length());
    out.putBytes(key);
    out.putBytes(rest);
    return out.toBytes();
  }

  /// The command in these bytes; key and value are windows of them.
  ///
  /// This is what [KvStore#apply] does at every server, for ever: an entry that it cannot read
  /// today must not become readable by a change of a limit, so limits are not looked at here.
  ///
  /// @throws CodecException when they are no command
  public static Command decode(Bytes encoded) throws CodecException {
    ByteReader in = new ByteReader(encoded);
    int version = in.readByte();
    if (version != VERSION) {
      throw in.error("a command of version " + version + "; this server reads version " + VERSION);
    }
    int kind = in.readByte();
    Bytes key = in.readBytes(in.readShort());
    return switch (kind) {
      case PUT -> new Put(key, in.readRest());
      case DELETE -> {
        if (in.remaining() > 0) {
          throw in.error(in.remaining() + " bytes behind the key of a delete");
        }
        yield new Delete(key);
      }
      default -> throw in.error("no command has the number " + kind);
    };
  }

  /// Decides whether a command may be proposed: the one gate, to be passed before the log.
  ///
  /// @return the command in the bytes
  /// @throws CodecException when they are no command, or one beyond the limits; its message is for
  ///   the client
  public static Command admit(Bytes encoded) throws CodecException {
    Command command = decode(encoded);
    switch (command) {
      case Put(Bytes key, Bytes value) -> {
        admitKey(key);
        if (value.length() > MAX_VALUE_BYTES) {
          throw new CodecException(
              HEAD_BYTES + key.length(),
              "the value has "
                  + value.length()
                  + " bytes, at most "
                  + MAX_VALUE_BYTES
                  + " are allowed: split it over several keys");
        }
      }
      case Delete(Bytes key) -> admitKey(key);
    }
    return command;
  }

  private static void admitKey(Bytes key) throws CodecException {
    if (key.length() == 0) {
      throw new CodecException(HEAD_BYTES, "the key is empty: a key has at least one byte");
    }
    if (key.length() > MAX_KEY_BYTES) {
      throw new CodecException(
          HEAD_BYTES,
          "the key has "
              + key.length()
              + " bytes, at most "
              + MAX_KEY_BYTES
              + " are allowed: choose a shorter one");
    }
  }
}
