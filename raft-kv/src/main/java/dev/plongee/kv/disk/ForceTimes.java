package dev.plongee.kv.disk;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// How long the forces of a log took: what a figure of its speed has to stand beside.
public final class ForceTimes implements ForceObserver {
  /// In microseconds; a force that takes longer counts as one that takes so long.
  private static final long LONGEST = TimeUnit.MINUTES.toMicros(10);

  /// Decimal digits that are kept of each time.
  private static final int DIGITS = 2;

  private final Histogram micros = new ConcurrentHistogram(LONGEST, DIGITS);

  @Override
  public void forced(long nanos, int bytes, int writes) {
    micros.recordValue(Math.min(LONGEST, TimeUnit.NANOSECONDS.toMicros(nanos)));
  }

  /// All forces until now, in microseconds; the caller's own. For any thread.
  public Histogram micros() {
    return micros.copy();
  }
}
