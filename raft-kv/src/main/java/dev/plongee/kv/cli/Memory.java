package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;

/// What a node's memory allows. The whole log is in memory, and the state beside it; so proposals
/// are refused long before memory ends.
final class Memory {
  /// The log, as the core counts it, may take this part of the heap. Measured with the smallest
  /// commands, each for a key of its own, an entry and its pair take eight times what is counted;
  /// with values of 100 bytes it is three times.
  private static final long SHARE = 10;

  private Memory() {}

  static RaftConfig.Limits limits() {
    RaftConfig.Limits usual = RaftConfig.Limits.DEFAULT;
    return usual.withMaxLogBytes(
        Math.min(usual.maxLogBytes(), Runtime.getRuntime().maxMemory() / SHARE));
  }
}
