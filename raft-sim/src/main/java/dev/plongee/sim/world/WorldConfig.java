package dev.plongee.sim.world;

import dev.plongee.core.Check;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import java.util.List;

/// Everything a world is told once. With the same configuration and the same acts, a world does the
/// same, on every machine.
///
/// @param seed of all draws
/// @param servers S1 to Sn
/// @param voters so many of them, the first ones, are the cluster at its beginning; the others run
///   and belong to nothing until somebody adds them
/// @param tracing whether outputs hold the decisions of each step
/// @param callTimeoutUs after which a client gives a call up, in microseconds
/// @param sessions how long stores remember them
/// @param snapshotEvery entries a server applies before it takes another snapshot; 0 = never by
///   itself
/// @param given what lies on the disks before the first start, S1 first; empty for fresh disks
public record WorldConfig(
    long seed,
    int servers,
    int voters,
    RaftConfig.Timing timing,
    RaftConfig.Limits limits,
    RaftConfig.Features features,
    boolean tracing,
    NetworkSettings network,
    DiskSettings disk,
    Workload workload,
    long callTimeoutUs,
    SessionSettings sessions,
    int snapshotEvery,
    List<DurableState> given) {
  /// Longer than an election, so that a call may survive one; short beside a run.
  public static final long CALL_TIMEOUT_US = 2_000_000;

  public WorldConfig {
    Check.that(
        servers >= 1 && servers <= World.MAX_SERVERS, "between one server and the largest world");
    Check.that(voters >= 1 && voters <= servers, "a cluster of servers that exist");
    Check.that(given.isEmpty() || given.size() == servers, "one given disk a server, or none");
  }

  /// A calm world with the times of the paper, without clients of its own.
  public static WorldConfig of(long seed, int servers) {
    return new WorldConfig(
        seed,
        servers,
        servers,
        RaftConfig.Timing.PAPER,
        RaftConfig.Limits.DEFAULT,
        RaftConfig.Features.DEFAULT,
        false,
        NetworkSettings.CALM,
        DiskSettings.DEFAULT,
        Workload.NONE,
        CALL_TIMEOUT_US,
        SessionSettings.DEFAULT,
        0,
        List.of());
  }

  public WorldConfig with(Workload other) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        features,
        tracing,
        network,
        disk,
        other,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig with(NetworkSettings other) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        features,
        tracing,
        other,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig with(DiskSettings other) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        features,
        tracing,
        network,
        other,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig with(RaftConfig.Timing other) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        other,
        limits,
        features,
        tracing,
        network,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig with(RaftConfig.Limits other) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        other,
        features,
        tracing,
        network,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig with(RaftConfig.Features other) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        other,
        tracing,
        network,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig withCallTimeout(long us) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        features,
        tracing,
        network,
        disk,
        workload,
        us,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig with(SessionSettings settings) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        features,
        tracing,
        network,
        disk,
        workload,
        callTimeoutUs,
        settings,
        snapshotEvery,
        given);
  }

  /// Servers that take a snapshot whenever they have applied so many entries.
  public WorldConfig withSnapshotEvery(int entries) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        features,
        tracing,
        network,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        entries,
        given);
  }

  /// The same world with other draws.
  public WorldConfig withSeed(long other) {
    return new WorldConfig(
        other,
        servers,
        voters,
        timing,
        limits,
        features,
        tracing,
        network,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  /// The same world, of which only the first servers are the cluster at its beginning.
  public WorldConfig withVoters(int first) {
    return new WorldConfig(
        seed,
        servers,
        first,
        timing,
        limits,
        features,
        tracing,
        network,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig withTracing(boolean on) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        features,
        on,
        network,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        given);
  }

  public WorldConfig withGiven(List<DurableState> disks) {
    return new WorldConfig(
        seed,
        servers,
        voters,
        timing,
        limits,
        features,
        tracing,
        network,
        disk,
        workload,
        callTimeoutUs,
        sessions,
        snapshotEvery,
        disks);
  }

  /// S1 to Sn, in the cluster or not.
  public NodeSet all() {
    return first(servers);
  }

  /// What the server with this id is told about who belongs to the cluster, before it has read
  /// anything on its disk.
  public Configuration initial(int server) {
    return server <= voters ? new Configuration(first(voters)) : Configuration.NONE;
  }

  private static NodeSet first(int count) {
    NodeSet first = NodeSet.EMPTY;
    for (int id = 1; id <= count; id++) {
      first = first.with(id);
    }
    return first;
  }

  /// What the server with this id is told.
  public RaftConfig raftConfig(int server) {
    return raftConfig(server, features.preVote());
  }

  /// The same for a server that was configured otherwise than the others.
  RaftConfig raftConfig(int server, boolean preVote) {
    RaftConfig.Features its =
        new RaftConfig.Features(preVote, features.checkQuorum(), features.noop());
    return new RaftConfig(server, initial(server), timing, limits, its, tracing);
  }

  /// How long one call may last: in a session a client sends it again after each time-out.
  public long longestCallUs() {
    return Clients.MAX_ATTEMPTS * callTimeoutUs;
  }
}
