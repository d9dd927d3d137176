package dev.plongee.sim.world;

import dev.plongee.core.Check;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import java.util.List;
import java.util.function.Consumer;

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
/// @param followerReads whether a server answers reads also when it does not lead
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
    boolean followerReads,
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
        false,
        List.of());
  }

  public WorldConfig with(Workload other) {
    return changed(it -> it.workload = other);
  }

  public WorldConfig with(NetworkSettings other) {
    return changed(it -> it.network = other);
  }

  public WorldConfig with(DiskSettings other) {
    return changed(it -> it.disk = other);
  }

  public WorldConfig with(RaftConfig.Timing other) {
    return changed(it -> it.timing = other);
  }

  public WorldConfig with(RaftConfig.Limits other) {
    return changed(it -> it.limits = other);
  }

  public WorldConfig with(RaftConfig.Features other) {
    return changed(it -> it.features = other);
  }

  public WorldConfig with(SessionSettings other) {
    return changed(it -> it.sessions = other);
  }

  public WorldConfig withCallTimeout(long us) {
    return changed(it -> it.callTimeoutUs = us);
  }

  /// Servers that take a snapshot whenever they have applied so many entries.
  public WorldConfig withSnapshotEvery(int entries) {
    return changed(it -> it.snapshotEvery = entries);
  }

  /// Servers that answer reads whether they lead or not, or only when they lead.
  public WorldConfig withFollowerReads(boolean on) {
    return changed(it -> it.followerReads = on);
  }

  /// The same world with other draws.
  public WorldConfig withSeed(long other) {
    return changed(it -> it.seed = other);
  }

  /// The same world, of which only the first servers are the cluster at its beginning.
  public WorldConfig withVoters(int first) {
    return changed(it -> it.voters = first);
  }

  public WorldConfig withTracing(boolean on) {
    return changed(it -> it.tracing = on);
  }

  public WorldConfig withGiven(List<DurableState> disks) {
    return changed(it -> it.given = disks);
  }

  /// What a configuration holds, to be changed: a record has no other way to name one component.
  private static final class Draft {
    private long seed;
    private int servers;
    private int voters;
    private RaftConfig.Timing timing;
    private RaftConfig.Limits limits;
    private RaftConfig.Features features;
    private boolean tracing;
    private NetworkSettings network;
    private DiskSettings disk;
    private Workload workload;
    private long callTimeoutUs;
    private SessionSettings sessions;
    private int snapshotEvery;
    private boolean followerReads;
    private List<DurableState> given;

    Draft(WorldConfig from) {
      seed = from.seed;
      servers = from.servers;
      voters = from.voters;
      timing = from.timing;
      limits = from.limits;
      features = from.features;
      tracing = from.tracing;
      network = from.network;
      disk = from.disk;
      workload = from.workload;
      callTimeoutUs = from.callTimeoutUs;
      sessions = from.sessions;
      snapshotEvery = from.snapshotEvery;
      followerReads = from.followerReads;
      given = from.given;
    }

    WorldConfig done() {
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
          followerReads,
          given);
    }
  }

  private WorldConfig changed(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.done();
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
        new RaftConfig.Features(
            preVote, features.checkQuorum(), features.noop(), features.leaseReads());
    return new RaftConfig(server, initial(server), timing, limits, its, tracing);
  }

  /// How long one call may last: in a session a client sends it again after each time-out.
  public long longestCallUs() {
    return Clients.MAX_ATTEMPTS * callTimeoutUs;
  }
}
