package dev.plongee.kv.store;

import static dev.plongee.kv.store.KvStoreTest.bytes;
import static dev.plongee.kv.store.KvStoreTest.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecentChangesTest {
  private static final int MANY = 1_000;

  private final KvStore store = new KvStore();
  private final RecentChanges recent = keptOf(store, MANY, 1 << 20);

  private static RecentChanges keptOf(KvStore store, int changes, long bytes) {
    RecentChanges kept = new RecentChanges(changes, bytes);
    store.keepChanges(kept);
    return kept;
  }

  private static void put(KvStore store, String key, String value) {
    KvStoreTest.apply(store, new Command.Put(bytes(key), bytes(value)));
  }

  private void put(String key, String value) {
    put(store, key, value);
  }

  private void delete(String key) {
    KvStoreTest.apply(store, new Command.Delete(bytes(key)));
  }

  /// "3 a=1" for what was set, "4 a" for what was removed.
  private static String text(Change change) {
    return change.index()
        + " "
        + KvStoreTest.text(change.key())
        + change.value().map(value -> "=" + KvStoreTest.text(value)).orElse("");
  }

  private static List<String> texts(RecentChanges.Part part) {
    return part.changes().stream().map(RecentChangesTest::text).toList();
  }

  private RecentChanges.Part all(String prefix) {
    return recent.read(bytes(prefix), recent.oldest(), MANY, MANY);
  }

  @Test
  void whatChangesAKeyIsKeptAndNothingElse() {
    put("a", "1");
    delete("nothing");
    delete("a");
    KvStoreTest.apply(store, new Command.Cas(bytes("a"), Optional.of(bytes("2")), bytes("3")));
    KvStoreTest.apply(store, new Command.Cas(bytes("a"), Optional.empty(), bytes("4")));
    KvStoreTest.apply(store, new Command.Append(bytes("a"), bytes("5")));
    store.apply(new Entry(2, 7, Payload.NOOP));
    put("a", "45");
    assertEquals(List.of("1 a=1", "3 a", "5 a=4", "6 a=45", "8 a=45"), texts(all("")));
    assertEquals(9, all("").next());
  }

  @Test
  void aWriteOfASessionIsAChangeOnceHoweverOftenItIsInTheLog() {
    KvStoreTest.apply(store, new Command.RegisterSession());
    Command write = new Command.InSession(1, 1, new Command.Append(bytes("a"), bytes("x")));
    KvStoreTest.apply(store, write);
    KvStoreTest.apply(store, write);
    assertEquals(List.of("2 a=x"), texts(all("")));
    assertEquals(4, all("").next());
  }

  @Test
  void onlyKeysThatBeginWithThePrefixAreTold() {
    put("user/1", "x");
    put("use", "x");
    put("user/", "x");
    put("users", "x");
    assertEquals(List.of("1 user/1=x", "3 user/=x"), texts(all("user/")));
    assertEquals(5, all("nobody").next(), "what does not match was looked at too");
  }

  @Test
  void theOldestMakeRoom() {
    RecentChanges three = keptOf(store, 3, MANY);
    assertEquals(1, three.oldest());
    for (int i = 1; i <= 5; i++) {
      put("k" + i, "");
      delete("absent");
    }
    assertEquals(4, three.oldest(), "behind the second change, the last one that is gone");
    assertEquals(
        List.of("5 k3=", "7 k4=", "9 k5="),
        texts(three.read(Bytes.EMPTY, three.oldest(), MANY, MANY)));
    assertThrows(IllegalStateException.class, () -> three.read(Bytes.EMPTY, 3, MANY, MANY));
  }

  @Test
  void longValuesMakeMoreOfThemGoAndOneIsAlwaysKept() {
    RecentChanges small = keptOf(store, MANY, 3_000);
    for (int i = 1; i <= 3; i++) {
      put("k", "v".repeat(900));
    }
    assertEquals(2, small.oldest());
    put("k", "v".repeat(5_000));
    assertEquals(4, small.oldest());
    assertEquals(1, small.read(Bytes.EMPTY, 4, MANY, MANY).changes().size());
    put("k", "");
    assertEquals(5, small.oldest());
  }

  @Test
  void aPartEndsWhereItBecomesTooLongAndTheNextGoesOnThere() {
    for (int i = 1; i <= 5; i++) {
      put("k" + i, "value");
    }
    RecentChanges.Part part = recent.read(Bytes.EMPTY, 1, 2, MANY);
    assertEquals(List.of("1 k1=value", "2 k2=value"), texts(part));
    assertEquals(3, part.next());
    part = recent.read(Bytes.EMPTY, part.next(), MANY, 8);
    assertEquals(List.of("3 k3=value", "4 k4=value"), texts(part));
    assertEquals(5, part.next());
    part = recent.read(bytes("other"), 1, 2, MANY);
    assertEquals(List.of(), texts(part));
    assertEquals(3, part.next());
  }

  @Test
  void aheadOfTheLogThereIsNothing() {
    put("a", "1");
    assertEquals(new RecentChanges.Part(List.of(), 2), recent.read(Bytes.EMPTY, 2, 1, 1));
    assertEquals(new RecentChanges.Part(List.of(), 99), recent.read(Bytes.EMPTY, 99, 1, 1));
  }

  @Test
  void aStateThatIsTakenOverHasNoPast() {
    put("a", "1");
    KvStore other = new KvStore();
    for (int i = 1; i <= 7; i++) {
      put(other, "b", "");
    }
    store.become(other);
    assertEquals(8, recent.oldest());
    assertEquals(8, recent.next());
    put("c", "2");
    assertEquals(List.of("8 c=2"), texts(all("")));
    assertEquals(8, keptOf(other, MANY, MANY).oldest(), "nor has one that was there before");
  }

  @Test
  void whatIsForgottenTakesNoRoom() {
    RecentChanges small = keptOf(store, MANY, 3_000);
    put("k", "v".repeat(900));
    put("k", "v".repeat(900));
    KvStore other = new KvStore();
    for (int i = 1; i <= 7; i++) {
      put(other, "b", "");
    }
    store.become(other);
    put("k", "v".repeat(900));
    put("k", "v".repeat(900));
    assertEquals(8, small.oldest());
  }

  @Test
  void whatACopyDoesIsItsOwnBusiness() {
    put("a", "1");
    KvStore copy = store.copy();
    put(copy, "a", "2");
    put("a", "3");
    assertEquals(List.of("1 a=1", "2 a=3"), texts(all("")));
  }

  /// The values of the state itself: they are not there twice.
  @Test
  void nothingIsCopied() {
    put("a", "value");
    assertTrue(
        all("").changes().getFirst().value().orElseThrow() == store.get(bytes("a")).orElseThrow());
  }

  /// Somebody who follows the changes of a prefix, whatever the sizes of the parts, with pauses,
  /// and from a new state when he was too slow, sees exactly what the log did.
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whoFollowsSeesWhatTheLogDid(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int kept,
      @ForAll @IntRange(min = 1, max = 7) int part,
      @ForAll @IntRange(min = 0, max = 2) int prefixLength) {
    Random random = new Random(seed);
    KvStore state = new KvStore();
    boolean boundedByNumberOnly = random.nextBoolean();
    RecentChanges changes = keptOf(state, kept, boundedByNumberOnly ? Long.MAX_VALUE : 3_000);
    Follower follower = new Follower(changes, bytes("kk".substring(0, prefixLength)), part);
    List<Change> done = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      Command command = anyCommand(random, state.appliedIndex());
      Result result = KvStoreTest.apply(state, command);
      if (result.index() == state.appliedIndex() && changed(result)) {
        Bytes key = key(command);
        done.add(new Change(result.index(), key, state.get(key)));
      }
      if (random.nextInt(20) == 0) {
        follower.read(random.nextInt(30), done, state.appliedIndex());
      }
    }
    follower.read(MANY, done, state.appliedIndex());
    assertEquals(follower.next, state.appliedIndex() + 1);
    long lastGone = done.size() > kept ? done.get(done.size() - kept - 1).index() : 0;
    assertTrue(changes.oldest() >= lastGone + 1);
    if (boundedByNumberOnly) {
      assertEquals(lastGone + 1, changes.oldest());
    }
  }

  private static final class Follower {
    private final RecentChanges changes;
    private final Bytes prefix;
    private final int part;
    private long next = 1;

    Follower(RecentChanges changes, Bytes prefix, int part) {
      this.changes = changes;
      this.prefix = prefix;
      this.part = part;
    }

    /// Reads so many parts and compares them with what was done.
    void read(int parts, List<Change> done, long applied) {
      if (next < changes.oldest()) {
        next = applied + 1;
      }
      long from = next;
      List<Change> seen = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        RecentChanges.Part read = changes.read(prefix, next, part, 10 * part);
        assertTrue(read.changes().size() <= part);
        assertTrue(read.next() >= next && read.next() <= applied + 1);
        seen.addAll(read.changes());
        next = read.next();
      }
      assertEquals(
          done.stream()
              .filter(it -> it.index() >= from && it.index() < next)
              .filter(it -> text(it.key()).startsWith(text(prefix)))
              .toList(),
          seen);
    }

    private static String text(Bytes bytes) {
      return KvStoreTest.text(bytes);
    }
  }

  private static boolean changed(Result result) {
    return switch (result) {
      case Result.Stored _, Result.Appended _ -> true;
      case Result.Deleted(_, boolean existed) -> existed;
      case Result.Compared(_, boolean swapped) -> swapped;
      default -> false;
    };
  }

  private static Bytes key(Command command) {
    return switch (command) {
      case Command.Write write -> write.key();
      case Command.InSession(_, _, Command.Write write) -> write.key();
      default -> throw new IllegalArgumentException("it changes no key: " + command);
    };
  }

  private static Command anyCommand(Random random, long applied) {
    Command.Write write = anyWrite(random);
    return switch (random.nextInt(10)) {
      case 0 -> new Command.RegisterSession();
      case 1, 2, 3 ->
          new Command.InSession(1 + random.nextLong(applied + 1), 1 + random.nextInt(9), write);
      default -> write;
    };
  }

  private static Command.Write anyWrite(Random random) {
    Bytes key = bytes(List.of("k", "kk", "kk1", "other", "kx").get(random.nextInt(5)));
    Bytes value = bytes("v".repeat(random.nextInt(40)));
    return switch (random.nextInt(4)) {
      case 0 -> new Command.Put(key, value);
      case 1 -> new Command.Delete(key);
      case 2 ->
          new Command.Cas(
              key, random.nextBoolean() ? Optional.empty() : Optional.of(bytes("v")), value);
      default -> new Command.Append(key, value);
    };
  }
}
