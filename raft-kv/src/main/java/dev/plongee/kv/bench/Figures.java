package dev.plongee.kv.bench;

import org.HdrHistogram.Histogram;

/// What was seen of a load.
///
/// @param seconds how long was measured
/// @param errors calls that definitely did nothing
/// @param unknown writes whose outcome is not known
/// @param readMicros how long each read took that was answered, in microseconds
/// @param writeMicros the same of the writes
public record Figures(
    double seconds, long errors, long unknown, Histogram readMicros, Histogram writeMicros) {
  /// Nothing yet.
  public static final Figures NONE = new Figures(0, 0, 0, new Histogram(1), new Histogram(1));

  /// Calls that were answered.
  public long operations() {
    return readMicros.getTotalCount() + writeMicros.getTotalCount();
  }

  public double operationsPerSecond() {
    return seconds > 0 ? operations() / seconds : 0;
  }

  /// How long each call took that was answered, in microseconds.
  public Histogram micros() {
    Histogram all = readMicros.copy();
    all.add(writeMicros);
    return all;
  }
}
