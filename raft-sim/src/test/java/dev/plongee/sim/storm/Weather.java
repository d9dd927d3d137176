package dev.plongee.sim.storm;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// How long storms are, and how long they wait for what must happen.
final class Weather {
  /// How often the leader is killed.
  static final int KILLS = Integer.getInteger("storm.kills", 20);

  /// How often everything else is done.
  static final int ROUNDS = Integer.getInteger("storm.rounds", 1);

  /// How large a state is that is called large.
  static final int MEGABYTES = Integer.getInteger("storm.megabytes", 20);

  /// How long anything may take on a busy machine.
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final int LOOK_MILLIS = 10;

  private static final int LOOK_CLOSELY_MILLIS = 1;

  private Weather() {}

  /// Waits until something is so.
  ///
  /// @param missing what to say when it never is
  static void await(BooleanSupplier condition, Supplier<String> missing)
      throws InterruptedException {
    await(condition, missing, LOOK_MILLIS);
  }

  /// The same for what may be so for a moment only.
  static void awaitMoment(BooleanSupplier condition, Supplier<String> missing)
      throws InterruptedException {
    await(condition, missing, LOOK_CLOSELY_MILLIS);
  }

  private static void await(BooleanSupplier condition, Supplier<String> missing, int lookMillis)
      throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError(
            "after " + PATIENCE.toSeconds() + " seconds still: " + missing.get());
      }
      Thread.sleep(lookMillis);
    }
  }
}
