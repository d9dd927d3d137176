package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;
import java.util.List;
import picocli.CommandLine.Option;

/// Whether a leader reads in a lease; the same on all nodes of a cluster, and with the same times.
final class LeaseOptions {
  private static final String NAME = "--lease-reads";

  @Option(
      names = NAME,
      description = {
        "A leader answers reads without asking a majority, for as long as nobody else can be"
            + " elected.",
        "Correct only while no clock of a node drifts by more than 1 %%, and none stands still."
      })
  private boolean on;

  RaftConfig.Features features() {
    return RaftConfig.Features.DEFAULT.withLeaseReads(on);
  }

  /// The same for another process.
  List<String> arguments() {
    return on ? List.of(NAME) : List.of();
  }
}
