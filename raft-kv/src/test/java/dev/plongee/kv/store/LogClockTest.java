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
    assertEquals(passTime(0, 10), clock.due(1, 10));
    applied(passTime(0, 10), 12);
    assertEquals(Optional.empty(), clock.due(1, 12 + STEP - 1));
    assertEquals(passTime(10, 10 + STEP), clock.due(1, 12 + STEP));
    assertEquals(Optional.empty(), clock.due(1, 13 + STEP), "it is under way");
    assertEquals(passTime(10, 11 + STEP), clock.due(2, 13 + STEP), "another term");
  }

  @Test
  void itGoesOnFromWhatIsAppliedByWhatHasPassedSince() {
    applied(passTime(0, 50_000), 20);
    assertEquals(passTime(50_000, 50_100), clock.due(3, 120));
  }

  @Test
  void anIdleTimeIsMadeUpForInOneStep() {
    applied(clock.due(1, 10), 10);
    assertEquals(passTime(10, 1_000_000), clock.due(1, 1_000_000));
  }

  @Test
  void aServerThatStartsDoesNotKnowHowLongItWasAway() {
    LogClock later = new LogClock(LIFETIME, 500, 7_000_000);
    assertEquals(Optional.empty(), later.due(1, 7_000_000), "no time has passed");
    assertEquals(passTime(500, 501), later.due(1, 7_000_001));
  }

  @Test
  void withoutALifetimeItStandsStill() {
    assertEquals(Optional.empty(), new LogClock(0, 0, 0).due(1, 1_000_000));
  }

  @Test
  void aCopyGoesOnByItself() {
    LogClock copy = clock.copy();
    clock.due(1, 10);
    assertEquals(Optional.empty(), clock.due(1, 11));
    assertEquals(passTime(0, 11), copy.due(1, 11));
    LogClock after = clock.copy();
    assertEquals(Optional.empty(), after.due(1, 12));
  }
}
