package dev.plongee.core;

/// One entry of the replicated log (§5.3).
///
/// @param term the term of the leader that made it, at least 1
/// @param index its place in the log, from 1 on
public record Entry(long term, long index, Payload payload) {
  /// What an entry costs beyond its payload, in bytes, wherever sizes are limited.
  public static final int OVERHEAD = 24;

  public Entry {
    Check.that(term >= 1 && index >= 1, "an entry of term and index 1 or later");
  }

  public LogPosition position() {
    return new LogPosition(term, index);
  }

  /// The size in bytes that counts towards limits.
  public int size() {
    return OVERHEAD + payload.size();
  }
}
