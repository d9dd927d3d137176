package dev.plongee.kv.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.codec.CodecException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The state of a store, piece by piece.
class SnapshotCodecTest {
  private static Bytes text(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Result apply(KvStore store, Command command) {
    return store.apply(
        new Entry(1, store.appliedIndex() + 1, new Payload.Command(CommandCodec.encode(command))));
  }

  @Test
  void addressesComeBackAndMakeADifference() throws CodecException {
    KvStore store = random(3, 50);
    long before = store.digest();
    apply(store, new Command.Introduce(4, text("127.0.0.1:7004")));
    apply(store, new Command.Introduce(2, text("127.0.0.1:7002")));
    apply(store, new Command.Introduce(4, text("[::1]:7014")));
    KvStore read = read(pieces(store));
    assertEquals(Map.of(2, text("127.0.0.1:7002"), 4, text("[::1]:7014")), read.addresses());
    assertEquals(store.digest(), read.digest());
    KvStore without = random(3, 50);
    assertEquals(before, without.digest());
    apply(without, new Command.Introduce(4, text("a:1")));
    apply(without, new Command.Introduce(2, text("b:2")));
    apply(without, new Command.Introduce(4, text("c:3")));
    assertNotEquals(without.digest(), store.digest());
  }

  private static List<Bytes> pieces(KvStore store) {
    List<Bytes> pieces = new ArrayList<>();
    store.write(pieces::add);
    return pieces;
  }

  private static KvStore read(List<Bytes> pieces) throws CodecException {
    SnapshotCodec.Reader reader = new SnapshotCodec.Reader(KvStore.MAX_SESSIONS);
    for (Bytes piece : pieces) {
      reader.accept(piece);
    }
    return reader.finish();
  }

  private static KvStore random(int seed, int commands) {
    Random random = new Random(seed);
    KvStore store = new KvStore();
    apply(store, new Command.RegisterSession());
    apply(store, new Command.RegisterSession());
    apply(store, new Command.PassTime(0, 1_000, 900));
    apply(store, new Command.RegisterSession());
    apply(store, new Command.RegisterSession());
    for (int i = 1; i <= commands; i++) {
      if (i % 10 == 0) {
        apply(store, new Command.PassTime(store.time(), store.time() + 100, 1L << 40));
      }
      Bytes key = text("key " + random.nextInt(commands));
      Command.Write write =
          switch (random.nextInt(5)) {
            case 0 -> new Command.Delete(key);
            case 1 -> new Command.Append(key, text("+" + i));
            default -> new Command.Put(key, text("x".repeat(random.nextInt(300))));
          };
      apply(store, random.nextBoolean() ? write : new Command.InSession(4, i, write));
    }
    return store;
  }

  @Test
  void aStoreComesBackWithItsSessionsAndGoesOn() throws CodecException {
    for (int seed = 0; seed < 20; seed++) {
      KvStore store = random(seed, 50 + 200 * seed);
      KvStore back = read(pieces(store));
      assertEquals(store.digest(), back.digest());
      assertEquals(2, back.sessions());
      assertEquals(store.time(), back.time());
      for (KvStore each : List.of(store, back)) {
        apply(each, new Command.PassTime(each.time(), each.time() + 100, 1L << 40));
        apply(each, new Command.InSession(5, 5, new Command.Put(text("more"), text("y"))));
        apply(each, new Command.InSession(5, 5, new Command.Put(text("more"), text("z"))));
      }
      assertEquals(store.digest(), back.digest());
      Command.PassTime expiry = new Command.PassTime(store.time(), store.time() + 50, 70);
      assertEquals(
          1, ((Result.TimePassed) apply(back, expiry)).expired(), "S4 was not used lately");
      apply(store, expiry);
      assertEquals(store.digest(), back.digest());
    }
  }

  @Test
  void anEmptyStoreComesBackToo() throws CodecException {
    assertEquals(new KvStore().digest(), read(pieces(new KvStore())).digest());
  }

  @Test
  void aLargeStateIsManyPiecesOfBoundedSize() throws CodecException {
    KvStore store = new KvStore();
    for (int i = 0; i < 40; i++) {
      apply(store, new Command.Put(text("key " + i), text("v".repeat(100_000))));
    }
    List<Bytes> pieces = pieces(store);
    assertTrue(pieces.size() >= 10, () -> pieces.size() + " pieces");
    for (Bytes piece : pieces) {
      assertTrue(piece.length() <= SnapshotCodec.PIECE_BYTES + 100_100);
    }
    assertEquals(store.digest(), read(pieces).digest());
  }

  @Test
  void whatIsMissingDoubledOrOutOfOrderIsRefused() {
    KvStore store = new KvStore();
    for (int i = 0; i < 10; i++) {
      apply(store, new Command.Put(text("key " + i), text("v".repeat(100_000))));
    }
    List<Bytes> pieces = pieces(store);
    assertThrows(CodecException.class, () -> read(List.of()));
    assertThrows(CodecException.class, () -> read(pieces.subList(0, pieces.size() - 1)));
    assertThrows(CodecException.class, () -> read(pieces.subList(1, pieces.size())));
    List<Bytes> doubled = new ArrayList<>(pieces);
    doubled.add(pieces.getLast());
    assertThrows(CodecException.class, () -> read(doubled));
  }

  @Test
  void aCopyIsWrittenAsItWasWhileTheStoreGoesOn() throws CodecException {
    KvStore store = random(7, 100);
    long digest = store.digest();
    KvStore frozen = store.copy();
    apply(store, new Command.Put(text("later"), text("z")));
    assertEquals(digest, read(pieces(frozen)).digest());
  }
}
