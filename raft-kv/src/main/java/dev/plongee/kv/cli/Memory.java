package dev.plongee.kv.cli;

import dev.plongee.core.RaftConfig;

/// What a node's memory allows. The whole log is in memory, and the state beside it; so proposals
/// are refused long before memory ends.
final class Memory {
  /// The log may take a quarter of the heap as the core counts it: objects around small entries
  /// cost about as much again, and the state is no larger than the log that made it.
  private static final long SHARE = 4;

  private Memory() {}

  static RaftConfig.Limits limits() {
    RaftConfig.Limits usual = RaftConfig.Limits.DEFAULT;
    return new RaftConfig.Limits(
        usual.maxEntriesPerMessage(),
        usual.maxBytesPerMessage(),
        usual.window(),
        usual.maxUncommittedEntries(),
        Math.min(usual.maxLogBytes(), Runtime.getRuntime().maxMemory() / SHARE),
        usual.maxWaitingReads());
  }
}
