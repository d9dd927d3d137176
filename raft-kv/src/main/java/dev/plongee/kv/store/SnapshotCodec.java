package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import dev.plongee.core.ServerId;
import dev.plongee.kv.codec.ByteReader;
import dev.plongee.kv.codec.ByteWriter;
import dev.plongee.kv.codec.CodecException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The state of a store as bytes and back, piece by piece, so that nobody ever holds it twice.
///
/// ```
///   head     1 | index of the last entry applied 8 | log time 8 | number of pairs 4 |
///              number of sessions 4 | number of addresses 4
///   pair     2 | length of the key 4 | the key | length of the value 4 | the value
///   session  3 | id 8 | number of its last write 8 | last used 8 | log time then 8 |
///              length of the reply 4 | the reply
///   address  4 | server 1 | length of the address 4 | the address
/// ```
///
/// The head comes first, then the pairs in the order of their keys, then the sessions, then the
/// addresses in the order of the servers. No record is split between two pieces.
public final class SnapshotCodec {
  /// A piece ends with the record that reaches so many bytes.
  public static final int PIECE_BYTES = 256 << 10;

  /// Most states in a simulated world fit into so many bytes; a larger one lets the piece grow.
  private static final int SMALL_STATE_BYTES = 4 << 10;

  private static final int HEAD = 1;
  private static final int PAIR = 2;
  private static final int SESSION = 3;
  private static final int ADDRESS = 4;

  private SnapshotCodec() {}

  static void write(
      long appliedIndex,
      long time,
      Tree pairs,
      Sessions sessions,
      AddressBook addresses,
      Consumer<Bytes> pieces) {
    Writer writer = new Writer(pieces);
    writer.out.putByte(HEAD);
    writer.out.putLong(appliedIndex);
    writer.out.putLong(time);
    writer.out.putInt(pairs.size());
    writer.out.putInt(sessions.size());
    writer.out.putInt(addresses.size());
    pairs.visit(Bytes.EMPTY, writer::pair);
    sessions.visit(writer::session);
    addresses.visit(writer::address);
    writer.flush();
  }

  private record Writer(Consumer<Bytes> pieces, ByteWriter out) {
    Writer(Consumer<Bytes> pieces) {
      this(pieces, new ByteWriter(SMALL_STATE_BYTES));
    }

    private boolean pair(Bytes key, Bytes value) {
      out.putByte(PAIR);
      out.putInt(key.length());
      out.putBytes(key);
      out.putInt(value.length());
      out.putBytes(value);
      flushIfFull();
      return true;
    }

    private void session(Session session) {
      Bytes reply = ResultCodec.encode(session.reply());
      out.putByte(SESSION);
      out.putLong(session.id());
      out.putLong(session.number());
      out.putLong(session.lastUsed());
      out.putLong(session.usedAt());
      out.putInt(reply.length());
      out.putBytes(reply);
      flushIfFull();
    }

    private void address(int server, Bytes address) {
      out.putByte(ADDRESS);
      out.putByte(server);
      out.putInt(address.length());
      out.putBytes(address);
      flushIfFull();
    }

    private void flushIfFull() {
      if (out.position() >= PIECE_BYTES) {
        flush();
      }
    }

    private void flush() {
      if (out.position() > 0) {
        pieces.accept(out.toBytes());
        out.clear();
      }
    }
  }

  /// Puts a store together again; pieces come in their order.
  public static final class Reader {
    private final List<Pair> pairs = new ArrayList<>();
    private Sessions sessions;
    private AddressBook addresses = AddressBook.EMPTY;
    private long appliedIndex = -1;
    private long time;
    private int pairsExpected;
    private int sessionsExpected;
    private int addressesExpected;

    /// @param maxSessions how many sessions the store remembers, the same at every server
    public Reader(int maxSessions) {
      sessions = Sessions.none(maxSessions);
    }

    /// @param piece may be used again when this has returned
    /// @throws CodecException when no store could have written it
    public void accept(Bytes piece) throws CodecException {
      ByteReader in = new ByteReader(piece);
      while (in.remaining() > 0) {
        int kind = in.readByte();
        if ((kind == HEAD) != (appliedIndex < 0)) {
          throw in.error("the head of a snapshot anywhere but at its beginning");
        }
        switch (kind) {
          case HEAD -> head(in);
          case PAIR -> pair(in);
          case SESSION -> session(in);
          case ADDRESS -> address(in);
          default -> throw in.error("no kind of record has the number " + kind);
        }
      }
    }

    private void head(ByteReader in) throws CodecException {
      appliedIndex = in.readLong();
      time = in.readLong();
      pairsExpected = in.readInt();
      sessionsExpected = in.readInt();
      addressesExpected = in.readInt();
      if (appliedIndex < 0 || time < 0) {
        throw in.error("a state behind entry " + appliedIndex + " at log time " + time);
      }
    }

    private void pair(ByteReader in) throws CodecException {
      Bytes key = in.readBytes(in.readInt()).compact();
      Bytes value = in.readBytes(in.readInt()).compact();
      if (!pairs.isEmpty() && KeyOrder.compare(pairs.getLast().key(), key) >= 0) {
        throw in.error("keys that are not in their order");
      }
      pairs.add(new Pair(key, value));
    }

    private void session(ByteReader in) throws CodecException {
      long id = in.readLong();
      long number = in.readLong();
      long lastUsed = in.readLong();
      long usedAt = in.readLong();
      Result reply = ResultCodec.decode(in.readBytes(in.readInt()));
      sessions = sessions.update(new Session(id, number, reply, lastUsed, usedAt));
    }

    private void address(ByteReader in) throws CodecException {
      int server = in.readByte();
      if (!ServerId.isValid(server)) {
        throw in.error("no server has the number " + server);
      }
      addresses = addresses.with(server, in.readBytes(in.readInt()).compact());
    }

    /// The store, after the last piece.
    ///
    /// @throws CodecException when something is missing
    public KvStore finish() throws CodecException {
      if (appliedIndex < 0
          || pairs.size() != pairsExpected
          || sessions.size() != sessionsExpected
          || addresses.size() != addressesExpected) {
        throw new CodecException(0, "a snapshot of which something is missing");
      }
      return KvStore.of(Tree.ofSorted(pairs), sessions, addresses, time, appliedIndex);
    }
  }
}
