package dev.plongee.kv.bench;

import dev.plongee.kv.client.UnknownOutcomeException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Counts calls between [#begin] and [#end]; for any number of threads.
final class Tally {
  /// In microseconds; a call that takes longer counts as one that takes so long.
  private static final long LONGEST = TimeUnit.MINUTES.toMicros(10);

  /// Decimal digits that are kept of each time.
  private static final int DIGITS = 3;

  private final Histogram reads = new ConcurrentHistogram(LONGEST, DIGITS);
  private final Histogram writes = new ConcurrentHistogram(LONGEST, DIGITS);
  private final LongAdder errors = new LongAdder();
  private final LongAdder unknown = new LongAdder();
  private volatile boolean counting;
  private long beganNanos;
  private long lastedNanos;

  void begin() {
    beganNanos = System.nanoTime();
    counting = true;
  }

  void end() {
    if (counting) {
      counting = false;
      lastedNanos = System.nanoTime() - beganNanos;
    }
  }

  void add(boolean read, long nanos, @Nullable Throwable failure) {
    if (!counting) {
      return;
    }
    if (failure == null) {
      long micros = Math.min(LONGEST, TimeUnit.NANOSECONDS.toMicros(nanos));
      (read ? reads : writes).recordValue(micros);
    } else if (failure instanceof UnknownOutcomeException) {
      unknown.increment();
    } else {
      errors.increment();
    }
  }

  /// What was counted until now, for the same thread as [#begin] and [#end].
  Figures figures() {
    long nanos = counting ? System.nanoTime() - beganNanos : lastedNanos;
    double seconds = nanos / (double) TimeUnit.SECONDS.toNanos(1);
    return new Figures(seconds, errors.sum(), unknown.sum(), reads.copy(), writes.copy());
  }
}
