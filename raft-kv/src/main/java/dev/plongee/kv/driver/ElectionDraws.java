package dev.plongee.kv.driver;

import dev.plongee.core.RaftConfig;
import dev.plongee.core.Timeouts;

/// Election timeouts of a real server (§5.2): spread evenly over the range by a seed of the
/// process, so that two servers hardly ever draw the same.
///
/// @param seed different in each process
record ElectionDraws(long seed, RaftConfig.Timing timing) implements Timeouts {
  private static final long TERM = 0x9e3779b97f4a7c15L;
  private static final long ATTEMPT = 0xc2b2ae3d27d4eb4fL;

  @Override
  public long election(long term, int attempt) {
    long range = timing.electionMaxUs() - timing.electionMinUs() + 1;
    return timing.electionMinUs()
        + Long.remainderUnsigned(mix(seed + term * TERM + attempt * ATTEMPT), range);
  }

  /// The finaliser of a common 64-bit hash: every bit of the key reaches every bit of the result.
  private static long mix(long key) {
    long z = (key ^ key >>> 33) * 0xff51afd7ed558ccdL;
    z = (z ^ z >>> 33) * 0xc4ceb9fe1a85ec53L;
    return z ^ z >>> 33;
  }
}
