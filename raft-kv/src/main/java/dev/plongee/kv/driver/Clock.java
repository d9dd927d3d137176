package dev.plongee.kv.driver;

/// The monotone clock of this process, in microseconds since it was made.
final class Clock {
  private static final int NANOS_PER_MICRO = 1_000;

  private final long origin = System.nanoTime();

  long micros() {
    return (System.nanoTime() - origin) / NANOS_PER_MICRO;
  }
}
