package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import dev.plongee.kv.codec.ByteReader;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Result.Deleted;
import dev.plongee.kv.store.Result.Malformed;
import dev.plongee.kv.store.Result.Nothing;
import dev.plongee.kv.store.Result.Stored;

/// Results as bytes, for the answer to a client.
///
/// ```
///   nothing    1 | index 8
///   stored     2 | index 8
///   deleted    3 | index 8 | 1 when there was a value, else 0
///   malformed  4 | index 8 | the reason, in characters of 2 bytes
/// ```
public final class ResultCodec {
  private static final int NOTHING = 1;
  private static final int STORED = 2;
  private static final int DELETED = 3;
  private static final int MALFORMED = 4;
  private static final int HEAD_BYTES = 9;

  private ResultCodec() {}

  public static Bytes encode(Result result) {
    ByteWriter out = new ByteWriter(HEAD_BYTES + 1);
    switch (result) {
      case Nothing _ -> putHead(NOTHING, result, out);
      case Stored _ -> putHead(STORED, result, out);
      case Deleted(_, boolean existed) -> {
        putHead(DELETED, result, out);
        out.putByte(existed ? 1 : 0);
      }
      case Malformed(_, String reason) -> {
        putHead(MALFORMED, result, out);
        for (int i = 0; i < reason.length(); i++) {
          out.putByte(reason.charAt(i) >>> 8);
          out.putByte(reason.charAt(i));
        }
      }
    }
    return out.toBytes();
  }

  private static void putHead(int kind, Result result, ByteWriter out) {
    out.putByte(kind);
    out.putLong(result.index());
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
