package dev.plongee.kv.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KvStoreTest {
  private final KvStore store = new KvStore();

  static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private Result put(String key, String value) {
    return apply(store, new Command.Put(bytes(key), bytes(value)));
  }

  private Result delete(String key) {
    return apply(store, new Command.Delete(bytes(key)));
  }

  static String text(Bytes bytes) {
    return new String(bytes.toArray(), StandardCharsets.UTF_8);
  }

  static Result apply(KvStore store, Command command) {
    return store.apply(entry(store.appliedIndex() + 1, CommandCodec.encode(command)));
  }

  private static Entry entry(long index, Bytes command) {
    return new Entry(1, index, new Payload.Command(command));
  }

  private List<String> keys(String prefix, String after, int limit) {
    return store.list(bytes(prefix), bytes(after), limit).pairs().stream()
        .map(pair -> text(pair.key()))
        .toList();
  }

  @Test
  void aValueThatWasPutIsThereUntilItIsReplacedOrDeleted() {
    assertEquals(Optional.empty(), store.get(bytes("x")));
    assertEquals(new Result.Stored(1), put("x", "1"));
    assertEquals(Optional.of(bytes("1")), store.get(bytes("x")));
    assertEquals(new Result.Stored(2), put("x", ""));
    assertEquals(Optional.of(Bytes.EMPTY), store.get(bytes("x")));
    assertEquals(new Result.Deleted(3, true), delete("x"));
    assertEquals(Optional.empty(), store.get(bytes("x")));
    assertEquals(new Result.Deleted(4, false), delete("x"));
  }

  @Test
  void aCompareAndSetReplacesWhatItExpectedAndNothingElse() {
    assertEquals(new Result.Compared(1, false), cas("x", Optional.of("1"), "2"));
    assertEquals(Optional.empty(), store.get(bytes("x")));
    assertEquals(new Result.Compared(2, true), cas("x", Optional.empty(), "1"));
    assertEquals(new Result.Compared(3, false), cas("x", Optional.empty(), "2"));
    assertEquals(new Result.Compared(4, false), cas("x", Optional.of(""), "2"));
    assertEquals(Optional.of(bytes("1")), store.get(bytes("x")));
    assertEquals(new Result.Compared(5, true), cas("x", Optional.of("1"), ""));
    assertEquals(new Result.Compared(6, false), cas("x", Optional.empty(), "3"));
    assertEquals(Optional.of(Bytes.EMPTY), store.get(bytes("x")), "empty is not absent");
  }

  private Result cas(String key, Optional<String> expected, String value) {
    return apply(
        store, new Command.Cas(bytes(key), expected.map(KvStoreTest::bytes), bytes(value)));
  }

  @Test
  void anAppendMakesAValueLongerAndAnAbsentOneCountsAsEmpty() {
    assertEquals(new Result.Appended(1, 2), append("x", "ab"));
    assertEquals(new Result.Appended(2, 3), append("x", "c"));
    assertEquals(Optional.of(bytes("abc")), store.get(bytes("x")));
    assertEquals(new Result.Appended(3, 0), append("y", ""));
    assertEquals(Optional.of(Bytes.EMPTY), store.get(bytes("y")));
  }

  @Test
  void anAppendBeyondTheLongestValueChangesNothing() {
    put("x", "v".repeat(CommandCodec.MAX_VALUE_BYTES - 1));
    assertEquals(new Result.TooLong(2, CommandCodec.MAX_VALUE_BYTES + 1), append("x", "ab"));
    assertEquals(new Result.Appended(3, CommandCodec.MAX_VALUE_BYTES), append("x", "a"));
    assertEquals(new Result.TooLong(4, CommandCodec.MAX_VALUE_BYTES + 1), append("x", "b"));
  }

  private Result append(String key, String suffix) {
    return apply(store, new Command.Append(bytes(key), bytes(suffix)));
  }

  @Test
  void aNoOpChangesNothingButTheAppliedIndex() {
    assertEquals(new Result.Nothing(1), store.apply(new Entry(1, 1, Payload.NOOP)));
    assertEquals(1, store.appliedIndex());
    assertEquals(0, store.size());
  }

  @Test
  void entriesAreAppliedOnceAndInOrder() {
    put("x", "1");
    Bytes other = CommandCodec.encode(new Command.Put(bytes("x"), bytes("2")));
    assertThrows(IllegalStateException.class, () -> store.apply(entry(1, other)));
    assertThrows(IllegalStateException.class, () -> store.apply(entry(3, other)));
    assertEquals(1, store.appliedIndex());
    assertEquals(Optional.of(bytes("1")), store.get(bytes("x")));
  }

  @Test
  void bytesThatAreNoCommandCountAsAppliedAndDoNothingElse() {
    put("x", "1");
    Result result = store.apply(entry(2, bytes("what?")));
    assertEquals(
        new Result.Malformed(
            2, "a command of version 119; this server reads version 1 (at byte 1)"),
        result);
    assertEquals(2, store.appliedIndex());
    assertEquals(Optional.of(bytes("1")), store.get(bytes("x")));
  }

  @Test
  void aCommandBeyondTheLimitsIsStillAppliedOnceItIsInTheLog() {
    String key = "k".repeat(CommandCodec.MAX_KEY_BYTES + 1);
    assertEquals(new Result.Stored(1), put(key, "1"));
  }

  @Test
  void keysAreOrderedByTheirUnsignedBytes() {
    for (String key : List.of("b", "é", "a", "ab", "a\u0000", "Z")) {
      put(key, key);
    }
    assertEquals(List.of("Z", "a", "a\u0000", "ab", "b", "é"), keys("", "", 10));
  }

  @Test
  void aListIsReadPageByPage() {
    for (String key : List.of("u1", "u2", "u3", "t", "v", "u")) {
      put(key, "");
    }
    assertEquals(List.of("u", "u1"), keys("u", "", 2));
    assertTrue(store.list(bytes("u"), Bytes.EMPTY, 2).more());
    assertEquals(List.of("u2", "u3"), keys("u", "u1", 2));
    assertEquals(new Page(List.of(), false), store.list(bytes("u"), bytes("u3"), 2));
    assertEquals(List.of("u2", "u3"), keys("u", "u1x", 9));
    assertEquals(List.of("u"), keys("u", "a", 1));
    assertEquals(List.of(), keys("u", "v", 1));
  }

  @Test
  void aPageOfLargeValuesEndsBeforeItOutgrowsAFrame() {
    String value = "v".repeat(CommandCodec.MAX_VALUE_BYTES);
    for (int i = 0; i < 5; i++) {
      put("k" + i, value);
    }
    assertEquals(List.of("k0", "k1"), keys("k", "", 10));
    assertEquals(List.of("k4"), keys("k", "k3", 10));
  }

  @Test
  void aCopyGoesItsOwnWay() {
    put("x", "1");
    KvStore copy = store.copy();
    assertEquals(store.digest(), copy.digest());
    put("x", "2");
    apply(copy, new Command.Delete(bytes("x")));
    assertEquals(Optional.of(bytes("2")), store.get(bytes("x")));
    assertEquals(Optional.empty(), copy.get(bytes("x")));
    assertNotEquals(store.digest(), copy.digest());
  }

  @Test
  void aSmallValueDoesNotKeepTheFrameItCameIn() {
    byte[] frame = new byte[100_000];
    Bytes command = CommandCodec.encode(new Command.Put(bytes("x"), bytes("12345")));
    command.copyTo(frame, 50_000);
    store.apply(entry(1, Bytes.wrap(frame, 50_000, command.length())));
    assertEquals(5, store.get(bytes("x")).orElseThrow().array().length);
  }

  @Test
  void aLargeValueIsNotCopied() {
    Bytes command = CommandCodec.encode(new Command.Put(bytes("x"), bytes("v".repeat(10_000))));
    store.apply(entry(1, command));
    assertSame(command.array(), store.get(bytes("x")).orElseThrow().array());
  }

  /// Written down once, so that a change shows: digests are compared between machines.
  @Test
  void theDigestOfAStateNeverChanges() {
    put("x", "1");
    put("y", "22");
    assertEquals(0xb376_5e80_7aeb_5846L, store.digest());
  }

  @Test
  void theDigestHeedsKeysValuesAndTheAppliedIndex() {
    put("x", "1");
    long one = store.digest();
    put("x", "1");
    assertNotEquals(one, store.digest());
    KvStore other = new KvStore();
    apply(other, new Command.Put(bytes("x1"), bytes("")));
    assertNotEquals(one, other.digest());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void behavesLikeAnOrderedMapAndSoDoItsCopies(
      @ForAll long seed, @ForAll @IntRange(max = 300) int steps) {
    Random random = new Random(seed);
    TreeMap<String, String> model = new TreeMap<>();
    KvStore store = new KvStore();
    List<KvStore> copies = new ArrayList<>();
    List<Map<String, String>> then = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      String key = "k" + random.nextInt(1 + random.nextInt(200));
      if (random.nextInt(5) < 2) {
        boolean existed = model.remove(key) != null;
        assertEquals(
            new Result.Deleted(i + 1, existed), apply(store, new Command.Delete(bytes(key))));
      } else {
        model.put(key, "v" + i);
        apply(store, new Command.Put(bytes(key), bytes("v" + i)));
      }
      if (random.nextInt(30) == 0) {
        copies.add(store.copy());
        then.add(new TreeMap<>(model));
      }
    }
    copies.add(store);
    then.add(model);
    for (int i = 0; i < copies.size(); i++) {
      assertHolds(then.get(i), copies.get(i));
    }
  }

  private static void assertHolds(Map<String, String> expected, KvStore store) {
    List<Pair> pairs =
        expected.entrySet().stream()
            .map(it -> new Pair(bytes(it.getKey()), bytes(it.getValue())))
            .toList();
    assertEquals(expected.size(), store.size());
    assertEquals(pairs, store.list(Bytes.EMPTY, Bytes.EMPTY, 1_000).pairs());
    expected.forEach((key, value) -> assertEquals(bytes(value), store.get(bytes(key)).get()));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void theOrderOfArrivalLeavesNoTraceInTheDigest(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int size) {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(i);
    }
    KvStore one = inOrder(order);
    java.util.Collections.shuffle(order, random);
    assertEquals(one.digest(), inOrder(order).digest());
  }

  private static KvStore inOrder(List<Integer> order) {
    KvStore store = new KvStore();
    order.forEach(i -> apply(store, new Command.Put(bytes("k" + i), bytes("v" + i))));
    return store;
  }
}
