package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import dev.plongee.core.ServerId;
import dev.plongee.kv.codec.ByteReader;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Command.Append;
import dev.plongee.kv.store.Command.Cas;
import dev.plongee.kv.store.Command.CloseSession;
import dev.plongee.kv.store.Command.Delete;
import dev.plongee.kv.store.Command.InSession;
import dev.plongee.kv.store.Command.Introduce;
import dev.plongee.kv.store.Command.PassTime;
import dev.plongee.kv.store.Command.Put;
import dev.plongee.kv.store.Command.RegisterSession;
import dev.plongee.kv.store.Command.Write;
import java.util.Optional;

/// Commands as bytes: made once, by the client, and from then on carried and stored as they are.
/// Each command has exactly one encoding.
///
/// ```
///   put         version 1 | 1 | length of the key 2 | key | value, up to the end
///   delete      version 1 | 2 | length of the key 2 | key
///   cas         version 1 | 3 | length of the key 2 | key | 0 when it must be absent,
///                   else 1 | length of the expected value 4 | expected value | value, up to the end
///   append      version 1 | 4 | length of the key 2 | key | suffix, up to the end
///   register    version 1 | 5
///   close       version 1 | 6 | session 8
///   in session  version 1 | 7 | session 8 | number 8 | put, delete, cas or append, without version
///   introduce   version 1 | 8 | server 1 | address, up to the end
///   pass time   version 1 | 9 | from 8 | to 8 | lifetime 8
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
  private static final int CAS = 3;
  private static final int APPEND = 4;
  private static final int REGISTER = 5;
  private static final int CLOSE = 6;
  private static final int IN_SESSION = 7;
  private static final int INTRODUCE = 8;
  private static final int PASS_TIME = 9;

  private static final int VERSION_BYTES = 1;
  private static final int KIND_BYTES = 1;
  private static final int SESSION_BYTES = 8;
  private static final int NUMBER_BYTES = 8;
  private static final int SERVER_BYTES = 1;
  private static final int TIME_BYTES = 8;

  private static final int KEY_LENGTH_BYTES = 2;

  /// Whether there is an expected value, and its length.
  private static final int FLAG_BYTES = 1;

  private static final int LENGTH_BYTES = 4;

  private CommandCodec() {}

  // --- to bytes

  /// The command as bytes. Keep to the limits: [#admit] refuses the others.
  ///
  /// @throws IllegalStateException when the key is longer than 65,535 bytes, a session, a number or
  ///   a lifetime smaller than 1, or time does not pass
  public static Bytes encode(Command command) {
    ByteWriter out = new ByteWriter(lengthOf(command));
    out.putByte(VERSION);
    switch (command) {
      case Write write -> put(write, out);
      case RegisterSession() -> out.putByte(REGISTER);
      case CloseSession(long session) -> {
        Check.that(session >= 1, "the index of an entry");
        out.putByte(CLOSE);
        out.putLong(session);
      }
      case InSession(long session, long number, Write write) -> {
        Check.that(session >= 1 && number >= 1, "the index of an entry, and a number from 1 on");
        out.putByte(IN_SESSION);
        out.putLong(session);
        out.putLong(number);
        put(write, out);
      }
      case Introduce(int server, Bytes address) -> {
        Check.that(ServerId.isValid(server), "a server id between 1 and 63");
        out.putByte(INTRODUCE);
        out.putByte(server);
        out.putBytes(address);
      }
      case PassTime(long from, long to, long lifetime) -> {
        Check.that(from >= 0 && to > from && lifetime >= 1, "time that passes, and a life");
        out.putByte(PASS_TIME);
        out.putLong(from);
        out.putLong(to);
        out.putLong(lifetime);
      }
    }
    return out.finish();
  }

  private static void put(Write write, ByteWriter out) {
    switch (write) {
      case Put(Bytes key, Bytes value) -> {
        putHead(PUT, key, out);
        out.putBytes(value);
      }
      case Delete(Bytes key) -> putHead(DELETE, key, out);
      case Cas(Bytes key, Optional<Bytes> expected, Bytes value) -> {
        putHead(CAS, key, out);
        out.putByte(expected.isPresent() ? 1 : 0);
        if (expected.isPresent()) {
          out.putInt(expected.get().length());
          out.putBytes(expected.get());
        }
        out.putBytes(value);
      }
      case Append(Bytes key, Bytes suffix) -> {
        putHead(APPEND, key, out);
        out.putBytes(suffix);
      }
    }
  }

  private static void putHead(int kind, Bytes key, ByteWriter out) {
    Check.that(key.length() <= 0xffff, "a key whose length fits two bytes");
    out.putByte(kind);
    out.putByte(key.length() >>> 8);
    out.putByte(key.length());
    out.putBytes(key);
  }

  /// How many bytes [#encode] makes of it.
  public static int lengthOf(Command command) {
    return VERSION_BYTES
        + switch (command) {
          case Write write -> writeLength(write);
          case RegisterSession() -> KIND_BYTES;
          case CloseSession _ -> KIND_BYTES + SESSION_BYTES;
          case InSession(_, _, Write write) ->
              KIND_BYTES + SESSION_BYTES + NUMBER_BYTES + writeLength(write);
          case Introduce(_, Bytes address) -> KIND_BYTES + SERVER_BYTES + address.length();
          case PassTime _ -> KIND_BYTES + 3 * TIME_BYTES;
        };
  }

  private static int writeLength(Write write) {
    int head = KIND_BYTES + KEY_LENGTH_BYTES + write.key().length();
    return switch (write) {
      case Put(_, Bytes value) -> head + value.length();
      case Delete _ -> head;
      case Cas(_, Optional<Bytes> expected, Bytes value) ->
          head + expectedLength(expected) + value.length();
      case Append(_, Bytes suffix) -> head + suffix.length();
    };
  }

  private static int expectedLength(Optional<Bytes> expected) {
    return expected.isPresent() ? FLAG_BYTES + LENGTH_BYTES + expected.get().length() : FLAG_BYTES;
  }

  // --- from bytes

  /// The command in these bytes; keys and values are windows of them.
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
    return switch (kind) {
      case PUT, DELETE, CAS, APPEND -> readWrite(kind, in);
      case REGISTER -> atEnd(in, "a registration", new RegisterSession());
      case CLOSE -> atEnd(in, "the end of a session", new CloseSession(readPositive(in)));
      case IN_SESSION ->
          new InSession(readPositive(in), readPositive(in), readWrite(in.readByte(), in));
      case INTRODUCE -> new Introduce(readServer(in), in.readRest());
      case PASS_TIME -> atEnd(in, "the passing of time", readPassTime(in));
      default -> throw in.error("no command has the number " + kind);
    };
  }

  /// Whether these bytes of an entry say where a server is; cheap, for every entry is looked at.
  public static boolean isIntroduction(Bytes encoded) {
    return encoded.length() > VERSION_BYTES
        && encoded.at(0) == VERSION
        && encoded.at(VERSION_BYTES) == INTRODUCE;
  }

  private static PassTime readPassTime(ByteReader in) throws CodecException {
    long from = in.readLong();
    long to = in.readLong();
    if (from < 0 || to <= from) {
      throw in.error("time that does not pass, from " + from + " to " + to);
    }
    return new PassTime(from, to, readPositive(in));
  }

  private static Write readWrite(int kind, ByteReader in) throws CodecException {
    if (kind < PUT || kind > APPEND) {
      throw in.error("no write has the number " + kind);
    }
    Bytes key = in.readBytes(in.readShort());
    return switch (kind) {
      case PUT -> new Put(key, in.readRest());
      case DELETE -> atEnd(in, "the key of a delete", new Delete(key));
      case CAS -> new Cas(key, readExpected(in), in.readRest());
      default -> new Append(key, in.readRest());
    };
  }

  private static Optional<Bytes> readExpected(ByteReader in) throws CodecException {
    int present = in.readByte();
    if (present > 1) {
      throw in.error("an expected value is there or not: " + present);
    }
    return present == 1 ? Optional.of(in.readBytes(in.readInt())) : Optional.empty();
  }

  private static long readPositive(ByteReader in) throws CodecException {
    long value = in.readLong();
    if (value < 1) {
      throw in.error("a session, a number or a lifetime below 1: " + value);
    }
    return value;
  }

  private static int readServer(ByteReader in) throws CodecException {
    int server = in.readByte();
    if (!ServerId.isValid(server)) {
      throw in.error("no server has the number " + server);
    }
    return server;
  }

  private static <T extends Command> T atEnd(ByteReader in, String what, T command)
      throws CodecException {
    if (in.remaining() > 0) {
      throw in.error(in.remaining() + " bytes behind " + what);
    }
    return command;
  }

  // --- the limits

  /// Decides whether a command of a client may be proposed: the one gate, to be passed before the
  /// log.
  ///
  /// @return the command in the bytes
  /// @throws CodecException when they are no command, one beyond the limits, or not for clients;
  ///   its message is for the client
  public static Command admit(Bytes encoded) throws CodecException {
    Command command = decode(encoded);
    switch (command) {
      case Write write -> admit(write, VERSION_BYTES);
      case RegisterSession _, CloseSession _ -> {}
      case InSession(_, _, Write write) ->
          admit(write, VERSION_BYTES + KIND_BYTES + SESSION_BYTES + NUMBER_BYTES);
      case Introduce _ ->
          throw new CodecException(
              VERSION_BYTES, "no client introduces a server: ask for a change of the members");
      case PassTime _ -> throw new CodecException(VERSION_BYTES, "only the leader lets time pass");
    }
    return command;
  }

  /// @param at where the write begins, for the error
  private static void admit(Write write, int at) throws CodecException {
    int keyAt = at + KIND_BYTES + KEY_LENGTH_BYTES;
    admitKey(write.key(), keyAt);
    int behind = keyAt + write.key().length();
    switch (write) {
      case Put(_, Bytes value) -> admitValue("value", value, behind);
      case Delete _ -> {}
      case Cas(_, Optional<Bytes> expected, Bytes value) -> {
        if (expected.isPresent()) {
          admitValue("expected value", expected.get(), behind + FLAG_BYTES + LENGTH_BYTES);
        }
        admitValue("value", value, behind + expectedLength(expected));
      }
      case Append(_, Bytes suffix) -> admitValue("suffix", suffix, behind);
    }
  }

  private static void admitKey(Bytes key, int at) throws CodecException {
    if (key.length() == 0) {
      throw new CodecException(at, "the key is empty: a key has at least one byte");
    }
    if (key.length() > MAX_KEY_BYTES) {
      throw tooLong("key", key, MAX_KEY_BYTES, "choose a shorter one", at);
    }
  }

  private static void admitValue(String what, Bytes value, int at) throws CodecException {
    if (value.length() > MAX_VALUE_BYTES) {
      throw tooLong(what, value, MAX_VALUE_BYTES, "split it over several keys", at);
    }
  }

  private static CodecException tooLong(String what, Bytes is, int most, String hint, int at) {
    return new CodecException(
        at,
        "the "
            + what
            + " has "
            + is.length()
            + " bytes, at most "
            + most
            + " are allowed: "
            + hint);
  }
}
