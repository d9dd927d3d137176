package dev.plongee.kv.client;

import dev.plongee.kv.net.Address;
import java.time.Duration;
import java.util.List;

/// Where a cluster is, how long to wait for it, and how many writes may be under way at once.
///
/// @param servers some of its servers, at least one; the others are learned from these
/// @param cluster its id, 0 for whatever cluster is there
/// @param timeout how long a call may take, with everything that is tried for it
/// @param sessions at most so many are registered, 0 to [#MAX_SESSIONS]. Each protects one write at
///   a time from being executed twice, so it is also the number of writes under way; further ones
///   wait. With 0 writes are sent without one, as many as there are, and a write whose answer is
///   lost is not repeated
/// @param sessionIdle a session that was not used for so long gives way to a new one; shorter than
///   the servers' `--session-lifetime`, so that no write meets a session that has expired
public record ClientOptions(
    List<Address> servers, long cluster, Duration timeout, int sessions, Duration sessionIdle) {
  /// An election takes about a second; a call survives one, or two in a row.
  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

  /// As many writes as share one force of the disk at full speed.
  public static final int DEFAULT_SESSIONS = 256;

  /// Half of what servers keep an unused session for, if nothing else is said.
  public static final Duration DEFAULT_SESSION_IDLE = Duration.ofMinutes(30);

  /// A tenth of what a cluster remembers, for there are other clients.
  public static final int MAX_SESSIONS = 1_000;

  public ClientOptions {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("a client needs the address of at least one server");
    }
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a time-out is longer than nothing");
    }
    if (sessions < 0 || sessions > MAX_SESSIONS) {
      throw new IllegalArgumentException("a client has 0 to " + MAX_SESSIONS + " sessions");
    }
    if (!sessionIdle.isPositive()) {
      throw new IllegalArgumentException("a session is idle for longer than nothing");
    }
  }

  public ClientOptions(List<Address> servers, long cluster, Duration timeout) {
    this(servers, cluster, timeout, DEFAULT_SESSIONS, DEFAULT_SESSION_IDLE);
  }

  public static ClientOptions of(List<Address> servers) {
    return new ClientOptions(servers, 0, DEFAULT_TIMEOUT);
  }

  /// The same for writes that are sent once. A client for one write does not begin a session for
  /// it.
  public ClientOptions withoutSessions() {
    return withSessions(0);
  }

  /// The same with another number of sessions.
  public ClientOptions withSessions(int most) {
    return new ClientOptions(servers, cluster, timeout, most, sessionIdle);
  }

  /// The same with sessions that may be idle for another time.
  public ClientOptions withSessionIdle(Duration most) {
    return new ClientOptions(servers, cluster, timeout, sessions, most);
  }
}
