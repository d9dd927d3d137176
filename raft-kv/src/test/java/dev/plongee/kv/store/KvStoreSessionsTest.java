package dev.plongee.kv.store;

import static dev.plongee.kv.store.KvStoreTest.apply;
import static dev.plongee.kv.store.KvStoreTest.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// A write of a session is executed once, however often it is in the log.
class KvStoreSessionsTest {
  private final KvStore store = new KvStore();

  private long register() {
    Result registered = apply(store, new Command.RegisterSession());
    assertEquals(new Result.Registered(store.appliedIndex()), registered);
    return registered.index();
  }

  private Result append(long session, long number, String suffix) {
    Command.Write write = new Command.Append(bytes("x"), bytes(suffix));
    return apply(store, new Command.InSession(session, number, write));
  }

  private void assertX(String value) {
    assertEquals(Optional.of(bytes(value)), store.get(bytes("x")));
  }

  @Test
  void theIdOfASessionIsTheIndexOfItsRegistration() {
    apply(store, new Command.Delete(bytes("x")));
    assertEquals(2, register());
    assertEquals(3, register());
    assertEquals(2, store.sessions());
  }

  @Test
  void aRepeatedWriteIsExecutedOnceAndGetsItsFirstResult() {
    long session = register();
    Result first = append(session, 1, "ab");
    assertEquals(new Result.Appended(2, 2), first);
    apply(store, new Command.Append(bytes("x"), bytes("c")));
    assertEquals(first, append(session, 1, "ab"));
    assertEquals(first, append(session, 1, "the number counts, not what is written"));
    assertX("abc");
    assertEquals(5, store.appliedIndex());
  }

  @Test
  void aWriteThatWasGivenUpIsNeverExecutedAfterItsSuccessor() {
    long session = register();
    append(session, 1, "a");
    append(session, 7, "b");
    assertEquals(new Result.Outdated(4, 7), append(session, 6, "given up"));
    assertEquals(new Result.Outdated(5, 7), append(session, 1, "a"));
    assertX("ab");
    assertEquals(new Result.Appended(6, 3), append(session, 8, "c"));
  }

  private int pass(long from, long to) {
    Result passed = apply(store, new Command.PassTime(from, to, 100));
    return ((Result.TimePassed) passed).expired();
  }

  @Test
  void aSessionThatIsNotUsedForItsLifetimeExpiresByTheTimeInTheLog() {
    long session = register();
    assertEquals(0, pass(0, 99));
    assertEquals(1, store.sessions());
    assertEquals(1, pass(99, 100));
    assertEquals(100, store.time());
    assertEquals(0, store.sessions());
    assertEquals(new Result.UnknownSession(4), append(session, 1, "a"));
    assertEquals(Optional.empty(), store.get(bytes("x")));
  }

  @Test
  void whoeverUsesItsSessionKeepsIt() {
    long used = register();
    long idle = register();
    pass(0, 60);
    append(used, 1, "a");
    assertEquals(1, pass(60, 120), "the idle one");
    append(used, 1, "a repetition counts too");
    assertEquals(0, pass(120, 219));
    assertEquals(new Result.UnknownSession(8), append(idle, 1, "b"));
    assertX("a");
    assertEquals(1, pass(219, 220));
  }

  @Test
  void timeThatWasLetPassBeforeDoesNotPassAgain() {
    long session = register();
    assertEquals(0, pass(0, 60));
    assertEquals(0, pass(0, 1_000), "of a leader that did not know of the first one");
    assertEquals(60, store.time());
    assertEquals(0, pass(30, 1_000));
    append(session, 1, "a");
    assertX("a");
  }

  @Test
  void timeIsPartOfTheState() {
    KvStore other = store.copy();
    pass(0, 50);
    apply(other, new Command.PassTime(0, 51, 100));
    assertNotEquals(store.digest(), other.digest());
    KvStore copy = new KvStore();
    copy.become(store);
    assertEquals(50, copy.time());
    assertEquals(store.digest(), copy.digest());
  }

  @Test
  void sessionsDoNotShareTheirNumbers() {
    long one = register();
    long other = register();
    append(one, 1, "a");
    append(other, 1, "b");
    append(one, 1, "a");
    assertX("ab");
  }

  @Test
  void aSessionThatIsNotThereExecutesNothing() {
    assertEquals(new Result.UnknownSession(1), append(1, 1, "a"));
    long session = register();
    append(session, 1, "a");
    assertEquals(new Result.Closed(4), apply(store, new Command.CloseSession(session)));
    assertEquals(new Result.UnknownSession(5), append(session, 1, "a"));
    assertEquals(new Result.UnknownSession(6), append(session, 2, "a"));
    assertEquals(new Result.UnknownSession(7), apply(store, new Command.CloseSession(session)));
    assertX("a");
  }

  @Test
  void aRefusedWriteIsARefusalForEver() {
    long session = register();
    String large = "v".repeat(CommandCodec.MAX_VALUE_BYTES);
    apply(store, new Command.Put(bytes("x"), bytes(large)));
    Result refused = append(session, 1, "!");
    assertEquals(new Result.TooLong(3, CommandCodec.MAX_VALUE_BYTES + 1), refused);
    apply(store, new Command.Delete(bytes("x")));
    assertEquals(refused, append(session, 1, "!"), "also when there is room by now");
    assertEquals(Optional.empty(), store.get(bytes("x")));
  }

  @Test
  void whenThereAreTooManyTheOneThatIsSilentTheLongestIsForgotten() {
    KvStore small = new KvStore(2);
    apply(small, new Command.RegisterSession());
    apply(small, new Command.RegisterSession());
    Command.Write write = new Command.Append(bytes("x"), bytes("a"));
    apply(small, new Command.InSession(1, 1, write));
    apply(small, new Command.InSession(2, 1, write));
    apply(small, new Command.InSession(1, 1, write));
    apply(small, new Command.RegisterSession());
    assertEquals(2, small.sessions());
    assertEquals(
        new Result.Appended(3, 1),
        apply(small, new Command.InSession(1, 1, write)),
        "a repetition is a sign of life");
    assertEquals(new Result.UnknownSession(8), apply(small, new Command.InSession(2, 1, write)));
  }

  @Test
  void manySessionsAreRememberedAndNoMore() {
    for (int i = 1; i <= KvStore.MAX_SESSIONS + 5; i++) {
      register();
    }
    assertEquals(KvStore.MAX_SESSIONS, store.sessions());
    assertInstanceOf(Result.UnknownSession.class, append(5, 1, "a"));
    assertInstanceOf(Result.Appended.class, append(6, 1, "a"));
  }

  @Test
  void sessionsAreStateLikeAnyOther() {
    long session = register();
    append(session, 1, "a");
    long before = store.digest();
    KvStore copy = store.copy();
    assertEquals(before, copy.digest());
    append(session, 2, "");
    assertNotEquals(before, store.digest());
    assertEquals(new Result.Outdated(4, 2), append(session, 1, "a"));
    assertEquals(
        new Result.Appended(2, 1),
        apply(copy, new Command.InSession(session, 1, new Command.Delete(bytes("x")))),
        "the copy went its own way");
  }

  @Test
  void theDigestHeedsEveryPartOfASession() {
    Command.Write put = new Command.Put(bytes("x"), bytes("a"));
    Command.Write delete = new Command.Delete(bytes("y"));
    Command register = new Command.RegisterSession();
    long number = digest(register, new Command.InSession(1, 1, delete), delete);
    assertNotEquals(number, digest(register, new Command.InSession(1, 2, delete), delete));
    assertNotEquals(number, digest(register, delete, new Command.InSession(1, 1, delete)));
    assertNotEquals(number, digest(delete, register, new Command.InSession(2, 1, delete)));
    assertNotEquals(
        digest(register, put, new Command.InSession(1, 1, delete)),
        digest(register, put, new Command.InSession(1, 1, put)),
        "the same pairs, another reply");
  }

  private static long digest(Command... commands) {
    KvStore store = new KvStore();
    for (Command command : commands) {
      apply(store, command);
    }
    return store.digest();
  }

  /// Clients that repeat and give up as they like against a model that executes each write once: a
  /// plain map, and for each client the number and the reply of its last write.
  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void behavesLikeAMapWhoseClientsNeverRepeat(
      @ForAll long seed, @ForAll @IntRange(max = 200) int steps) {
    Random random = new Random(seed);
    TreeMap<String, String> model = new TreeMap<>();
    KvStore real = new KvStore();
    List<Caller> callers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      callers.add(new Caller(apply(real, new Command.RegisterSession()).index()));
    }
    for (int i = 0; i < steps; i++) {
      Caller caller = callers.get(random.nextInt(callers.size()));
      long number = caller.number + random.nextInt(4) - 1;
      if (number < 1) {
        continue;
      }
      Command.Write write = draw(random, i);
      long index = real.appliedIndex() + 1;
      Result expected =
          number == caller.number
              ? caller.reply
              : number < caller.number
                  ? new Result.Outdated(index, caller.number)
                  : caller.execute(number, execute(model, index, write));
      assertEquals(expected, apply(real, new Command.InSession(caller.session, number, write)));
    }
    assertEquals(
        model.entrySet().stream()
            .map(it -> new Pair(bytes(it.getKey()), bytes(it.getValue())))
            .toList(),
        real.list(bytes("k"), bytes("k"), 100).pairs());
  }

  private static final class Caller {
    private final long session;
    private long number;
    private Result reply = new Result.Nothing(0);

    Caller(long session) {
      this.session = session;
    }

    Result execute(long newNumber, Result result) {
      number = newNumber;
      reply = result;
      return result;
    }
  }

  private static Command.Write draw(Random random, int step) {
    var key = bytes("k" + random.nextInt(3));
    var value = bytes("v" + random.nextInt(3));
    return switch (random.nextInt(5)) {
      case 0 -> new Command.Put(key, value);
      case 1 -> new Command.Delete(key);
      case 2 -> new Command.Cas(key, Optional.empty(), value);
      case 3 -> new Command.Cas(key, Optional.of(bytes("v" + random.nextInt(3))), value);
      default -> new Command.Append(key, bytes("+" + step));
    };
  }

  private static Result execute(TreeMap<String, String> model, long index, Command.Write write) {
    String key = KvStoreTest.text(write.key());
    Optional<String> before = Optional.ofNullable(model.get(key));
    return switch (write) {
      case Command.Put put -> {
        model.put(key, KvStoreTest.text(put.value()));
        yield new Result.Stored(index);
      }
      case Command.Delete _ -> {
        model.remove(key);
        yield new Result.Deleted(index, before.isPresent());
      }
      case Command.Cas cas -> {
        boolean equal = before.equals(cas.expected().map(KvStoreTest::text));
        if (equal) {
          model.put(key, KvStoreTest.text(cas.value()));
        }
        yield new Result.Compared(index, equal);
      }
      case Command.Append append -> {
        model.put(key, before.orElse("") + KvStoreTest.text(append.suffix()));
        yield new Result.Appended(index, model.get(key).length());
      }
    };
  }
}
