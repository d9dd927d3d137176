package dev.plongee.kv.store;

import static dev.plongee.kv.store.KvStoreTest.apply;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a leader measures the time that it lets pass.
class LogClockTest {
  private static final long LIFETIME = 6_000;
  private static final long STEP = LIFETIME / 60;

  private final KvStore store = new KvStore();
  private final LogClock clock = new LogClock(LIFETIME, 0, 0);

  private static Optional<Command.PassTime> passTime(long from, long to) {
    return Optional.of(new Command.PassTime(from, to, LIFETIME));
  }

  private void applied(Optional<Command.PassTime> passTime, long now) {
    apply(store, passTime.orElseThrow());
    clock.look(store, now);
  }

  @Test
  void timePassesAtTheBeginningOfATermAndThenInSteps() {
    assertEquals(passTime(0, 10), clock.due(1, 10, store.appliedIndex()));
    applied(passTime(0, 10), 12);
    assertEquals(Optional.empty(), clock.due(1, 12 + STEP - 1, store.appliedIndex()));
    assertEquals(passTime(10, 10 + STEP), clock.due(1, 12 + STEP, store.appliedIndex()));
    assertEquals(
        Optional.empty(), clock.due(1, 13 + STEP, store.appliedIndex()), "it is under way");
    assertEquals(
        passTime(10, 11 + STEP), clock.due(2, 13 + STEP, store.appliedIndex()), "another term");
  }

  @Test
  void whileOneIsUnderWayThereIsNoNextOne() {
    Optional<Command.PassTime> first = clock.due(1, 10, 0);
    assertEquals(Optional.empty(), clock.due(1, 10 + 50 * STEP, 7), "it would change nothing");
    applied(first, 11 + 50 * STEP);
    assertEquals(passTime(10, 10 + STEP), clock.due(1, 11 + 51 * STEP, 7));
  }

  @Test
  void oneThatWasRefusedIsNotUnderWayWhenAnotherEntryHasItsPlace() {
    clock.due(1, 10, 0);
    apply(store, new Command.RegisterSession());
    clock.look(store, 20);
    assertEquals(
        Optional.empty(), clock.due(1, 9 + STEP, 1), "a full disk is not asked in a hurry");
    assertEquals(passTime(0, 10 + STEP), clock.due(1, 10 + STEP, 1));
  }

  @Test
  void itGoesOnFromWhatIsAppliedByWhatHasPassedSince() {
    applied(passTime(0, 50_000), 20);
    assertEquals(passTime(50_000, 50_100), clock.due(3, 120, store.appliedIndex()));
  }

  @Test
  void anIdleTimeIsMadeUpForInOneStep() {
    applied(clock.due(1, 10, store.appliedIndex()), 10);
    assertEquals(passTime(10, 1_000_000), clock.due(1, 1_000_000, store.appliedIndex()));
  }

  @Test
  void aServerThatStartsDoesNotKnowHowLongItWasAway() {
    LogClock later = new LogClock(LIFETIME, 500, 7_000_000);
    assertEquals(
        Optional.empty(), later.due(1, 7_000_000, store.appliedIndex()), "no time has passed");
    assertEquals(passTime(500, 501), later.due(1, 7_000_001, store.appliedIndex()));
  }

  @Test
  void withoutALifetimeItStandsStill() {
    assertEquals(Optional.empty(), new LogClock(0, 0, 0).due(1, 1_000_000, 0));
  }

  @Test
  void aCopyGoesOnByItself() {
    LogClock copy = clock.copy();
    clock.due(1, 10, store.appliedIndex());
    assertEquals(Optional.empty(), clock.due(1, 11, store.appliedIndex()));
    assertEquals(passTime(0, 11), copy.due(1, 11, store.appliedIndex()));
    LogClock after = clock.copy();
    assertEquals(Optional.empty(), after.due(1, 12, store.appliedIndex()));
  }
}
