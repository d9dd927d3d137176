package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The times of a cluster; the same on all its nodes.
final class TimingOptions {
  @Option(
      names = "--heartbeat",
      paramLabel = "TIME",
      converter = Arguments.DurationConverter.class,
      description = "Between two heartbeats of the leader (default: 50ms).")
  private @Nullable Duration heartbeat;

  @Option(
      names = "--election",
      paramLabel = "FROM..TO",
      converter = Arguments.RangeConverter.class,
      description = {
        "How long a node waits for a leader before it campaigns (default: 400ms..800ms).",
        "Longer than the slowest fsync and a round trip."
      })
  private Arguments.@Nullable Range election;

  boolean isGiven() {
    return heartbeat != null || election != null;
  }

  /// What is given, and for the rest these.
  RaftConfig.Timing or(RaftConfig.Timing otherwise) {
    if (!isGiven()) {
      return otherwise;
    }
    Duration beat = heartbeat != null ? heartbeat : micros(otherwise.heartbeatUs());
    Arguments.Range range =
        election != null
            ? election
            : new Arguments.Range(
                micros(otherwise.electionMinUs()), micros(otherwise.electionMaxUs()));
    return Arguments.timing(beat, range);
  }

  private static Duration micros(long count) {
    return Duration.ofNanos(count * 1_000);
  }
}
