package dev.plongee.kv.cli;

import dev.plongee.kv.store.LogClock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How long a cluster keeps sessions that nobody uses; the same on all its nodes, because it is the
/// leader's that counts.
final class SessionOptions {
  private static final String NAME = "--session-lifetime";

  @Option(
      names = NAME,
      paramLabel = "TIME",
      converter = Arguments.DurationConverter.class,
      description = {
        "A session that no client has used for so long expires (default: 3600s).",
        "Counted while a leader takes writes."
      })
  private @Nullable Duration lifetime;

  /// In microseconds.
  long micros() {
    return lifetime == null ? LogClock.DEFAULT_LIFETIME_US : lifetime.toNanos() / 1_000;
  }

  /// The same for another process.
  List<String> arguments() {
    return lifetime == null ? List.of() : List.of(NAME + "=" + lifetime.toMillis() + "ms");
  }
}
