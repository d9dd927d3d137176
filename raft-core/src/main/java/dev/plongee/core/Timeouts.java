package dev.plongee.core;

/// The only door through which randomness enters (§5.2, §9.3): keyed, never a stream, so that the
/// same question always has the same answer.
@FunctionalInterface
public interface Timeouts {
  /// The election timeout in microseconds for the `attempt`-th try (from 0 on) in `term`; between
  /// [RaftConfig.Timing#electionMinUs()] and [RaftConfig.Timing#electionMaxUs()].
  long election(long term, int attempt);
}
