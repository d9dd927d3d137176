package dev.plongee.kv.client;

import dev.plongee.kv.net.Address;
import java.time.Duration;
import java.util.List;

/// Where a cluster is and how long to wait for it.
///
/// @param servers some of its servers, at least one; the others are learned from these
/// @param cluster its id, 0 for whatever cluster is there
/// @param timeout how long a call may take, with everything that is tried for it
public record ClientOptions(List<Address> servers, long cluster, Duration timeout) {
  /// An election takes about a second; a call survives one, or two in a row.
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  public ClientOptions {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("a client needs the address of at least one server");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a time-out is longer than nothing");
    }
  }

  public static ClientOptions of(List<Address> servers) {
    return new ClientOptions(servers, 0, DEFAULT_TIMEOUT);
  }
}
