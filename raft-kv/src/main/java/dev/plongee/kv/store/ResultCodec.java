package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import dev.plongee.kv.codec.ByteReader;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Result.Appended;
import dev.plongee.kv.store.Result.Closed;
import dev.plongee.kv.store.Result.Compared;
import dev.plongee.kv.store.Result.Deleted;
import dev.plongee.kv.store.Result.Malformed;
import dev.plongee.kv.store.Result.Nothing;
import dev.plongee.kv.store.Result.Outdated;
import dev.plongee.kv.store.Result.Registered;
import dev.plongee.kv.store.Result.Stored;
import dev.plongee.kv.store.Result.TimePassed;
import dev.plongee.kv.store.Result.TooLong;
import dev.plongee.kv.store.Result.UnknownSession;

/// Results as bytes, for the answer to a client.
///
/// ```
///   nothing          1 | index 8
///   stored           2 | index 8
///   deleted          3 | index 8 | 1 when there was a value, else 0
///   malformed        4 | index 8 | the reason, in characters of 2 bytes
///   compared         5 | index 8 | 1 when it was swapped, else 0
///   appended         6 | index 8 | length of the value 4
///   too long         7 | index 8 | length the value would have had 8
///   registered       8 | index 8
///   closed           9 | index 8
///   unknown session 10 | index 8
///   outdated        11 | index 8 | number of the last write 8
///   time passed     12 | index 8 | number of expired sessions 4
/// ```
public final class ResultCodec {
  private static final int NOTHING = 1;
  private static final int STORED = 2;
  private static final int DELETED = 3;
  private static final int MALFORMED = 4;
  private static final int COMPARED = 5;
  private static final int APPENDED = 6;
  private static final int TOO_LONG = 7;
  private static final int REGISTERED = 8;
  private static final int CLOSED = 9;
  private static final int UNKNOWN_SESSION = 10;
  private static final int OUTDATED = 11;
  private static final int TIME_PASSED = 12;

  /// Kind and index, and the longest of what follows, a reason apart.
  private static final int USUAL_BYTES = 17;

  private ResultCodec() {}

  public static Bytes encode(Result result) {
    ByteWriter out = new ByteWriter(USUAL_BYTES);
    out.putByte(kindOf(result));
    out.putLong(result.index());
    switch (result) {
      case Nothing _, Stored _, Registered _, Closed _, UnknownSession _ -> {}
      case Deleted(_, boolean existed) -> out.putByte(existed ? 1 : 0);
      case Compared(_, boolean swapped) -> out.putByte(swapped ? 1 : 0);
      case Appended(_, int length) -> out.putInt(length);
      case TooLong(_, long length) -> out.putLong(length);
      case Outdated(_, long last) -> out.putLong(last);
      case TimePassed(_, int expired) -> out.putInt(expired);
      case Malformed(_, String reason) -> {
        for (int i = 0; i < reason.length(); i++) {
          out.putByte(reason.charAt(i) >>> 8);
          out.putByte(reason.charAt(i));
        }
      }
    }
    return out.finish();
  }

  private static int kindOf(Result result) {
    return switch (result) {
      case Nothing _ -> NOTHING;
      case Stored _ -> STORED;
      case Deleted _ -> DELETED;
      case Malformed _ -> MALFORMED;
      case Compared _ -> COMPARED;
      case Appended _ -> APPENDED;
      case TooLong _ -> TOO_LONG;
      case Registered _ -> REGISTERED;
      case Closed _ -> CLOSED;
      case UnknownSession _ -> UNKNOWN_SESSION;
      case Outdated _ -> OUTDATED;
      case TimePassed _ -> TIME_PASSED;
    };
  }

  /// The result in these bytes.
  ///
  /// @throws CodecException when they are none
  public static Result decode(Bytes encoded) throws CodecException {
    ByteReader in = new ByteReader(encoded);
    int kind = in.readByte();
    long index = in.readLong();
    Result result =
        switch (kind) {
          case NOTHING -> new Nothing(index);
          case STORED -> new Stored(index);
          case DELETED -> new Deleted(index, readFlag(in));
          case MALFORMED -> new Malformed(index, readText(in));
          case COMPARED -> new Compared(index, readFlag(in));
          case APPENDED -> new Appended(index, in.readInt());
          case TOO_LONG -> new TooLong(index, in.readLong());
          case REGISTERED -> new Registered(index);
          case CLOSED -> new Closed(index);
          case UNKNOWN_SESSION -> new UnknownSession(index);
          case OUTDATED -> new Outdated(index, in.readLong());
          case TIME_PASSED -> new TimePassed(index, in.readInt());
          default -> throw in.error("no result has the number " + kind);
        };
    if (in.remaining() > 0) {
      throw in.error(in.remaining() + " bytes too many");
    }
    return result;
  }

  private static boolean readFlag(ByteReader in) throws CodecException {
    int flag = in.readByte();
    if (flag > 1) {
      throw in.error("neither yes nor no: " + flag);
    }
    return flag == 1;
  }

  private static String readText(ByteReader in) throws CodecException {
    StringBuilder text = new StringBuilder();
    while (in.remaining() > 0) {
      text.append((char) in.readShort());
    }
    return text.toString();
  }
}
