package dev.plongee.kv.net;

import dev.plongee.core.RaftConfig;

/// What two servers must agree on for lease reads to be correct (dissertation §6.4.1): a leader
/// relies on every voter to elect nobody else for as long as the lease may last.
///
/// @param leaseUs the longest lease this server takes as leader, in microseconds, before it is cut
///   for the drift of clocks; 0 without lease reads
/// @param electionMinUs how long it elects nobody else after it has heard a leader, in microseconds
public record LeaseTiming(long leaseUs, long electionMinUs) {
  /// Takes no leases.
  public static final LeaseTiming NONE = new LeaseTiming(0, 0);

  public static LeaseTiming of(RaftConfig config) {
    long electionMinUs = config.timing().electionMinUs();
    return new LeaseTiming(config.features().leaseReads() ? electionMinUs : 0, electionMinUs);
  }

  /// Whether this server may lead the other one and read in a lease.
  boolean mayRelyOn(LeaseTiming other) {
    return leaseUs <= other.electionMinUs;
  }
}
