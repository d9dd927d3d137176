package dev.plongee.sim.schedule;

import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import dev.plongee.kv.store.KvStore;
import dev.plongee.sim.world.Dice;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.NetworkSettings;
import dev.plongee.sim.world.SessionSettings;
import dev.plongee.sim.world.Workload;
import dev.plongee.sim.world.WorldConfig;
import java.util.ArrayList;
import java.util.List;

/// Draws a run from a seed: which faults are on, how strong, how large the cluster, its messages
/// and its windows. Each seed leaves something out, because a fault that never rests hides what
/// only happens without it (swarm testing, Groce et al. 2012).
public final class Swarm {
  /// Faults are drawn for so long, in microseconds; a run of 20,000 events is mostly shorter.
  private static final long HORIZON_US = 120_000_000;

  /// A cluster first needs a leader before it can lose one.
  private static final long FIRST_FAULT_US = 300_000;

  /// The kinds of faults, each on in half of the seeds.
  private enum Kind {
    CRASH,
    CRASH_LEADER,
    POWER_FAILURE,
    PAUSE,
    PARTITION,
    ISOLATE_LEADER,
    DEAFNESS,
    MUTENESS,
    TRAP,
    SLOW_DISK,
    DEAD_DISK,
    WEATHER,
    TRANSFER,
    MEMBERS
  }

  private final Dice dice;
  private int drawn;

  private Swarm(long seed) {
    dice = new Dice(seed);
  }

  /// The run of this seed.
  public static Plan plan(long seed) {
    Swarm swarm = new Swarm(seed);
    Plan.Ending ending = swarm.pick(Plan.Ending.values());
    WorldConfig config = swarm.config(seed).with(swarm.features(ending));
    List<Fault> faults = swarm.faults(config);
    WorldConfig drawn = swarm.lifetime(swarm.snapshots(config));
    WorldConfig leased = swarm.leases(drawn, faults);
    swarm.fullDisks(leased, faults);
    swarm.badDisks(leased, faults);
    WorldConfig all = leased.withFollowerReads(swarm.percent(40));
    return new Plan(all, faults, ending);
  }

  // --- the world

  private WorldConfig config(long seed) {
    int servers = percent(60) ? 3 : percent(75) ? 5 : 4;
    RaftConfig.Timing timing = percent(85) ? RaftConfig.Timing.PAPER : RaftConfig.Timing.LOCAL;
    RaftConfig.Limits limits =
        new RaftConfig.Limits(
            (int) between(1, 8),
            percent(25) ? (int) between(40, 400) : 1 << 20,
            (int) between(1, 16),
            (int) between(20, 2_000),
            1L << 30,
            RaftConfig.Limits.DEFAULT.keptEntries(),
            (int) between(2, 1_000));
    int outside = percent(50) ? (int) between(1, 2) : 0;
    return WorldConfig.of(seed, servers + outside)
        .withVoters(servers)
        .with(timing)
        .with(limits)
        .with(network())
        .with(disk())
        .with(workload())
        .with(new SessionSettings(percent(75) ? KvStore.MAX_SESSIONS : (int) between(1, 4), 0));
  }

  /// Parts of Raft that only help it to go on are off in some seeds, where the ending allows it: a
  /// leader that nobody checks stays for ever where it hears nobody or its disk stands still, and
  /// without an empty entry a new leader waits for a client.
  private RaftConfig.Features features(Plan.Ending ending) {
    boolean preVote = !percent(10);
    boolean checkQuorum =
        switch (ending) {
          case ALL_HEALED, MINORITY_DEAD, SLOW_DISKS -> !percent(10);
          case ONE_DEAF, DEAD_DISK -> true;
        };
    boolean noop = ending != Plan.Ending.ALL_HEALED || !percent(10);
    return new RaftConfig.Features(preVote, checkQuorum, noop);
  }

  private NetworkSettings network() {
    long latencyMin = between(500, 5_000);
    boolean delays = percent(50);
    return new NetworkSettings(
        latencyMin,
        latencyMin + between(500, 12_000),
        percent(50),
        percent(50) ? (int) between(1_000, 50_000) : 0,
        percent(50) ? (int) between(1_000, 50_000) : 0,
        percent(50) ? (int) between(1_000, 50_000) : 0,
        delays ? (int) between(500, 10_000) : 0,
        100_000,
        delays ? between(100_000, 4_000_000) : 100_000);
  }

  private DiskSettings disk() {
    long fsyncMin = between(200, 2_000);
    return new DiskSettings(
        fsyncMin, fsyncMin + (percent(70) ? between(500, 6_000) : between(5_000, 40_000)), false);
  }

  private Workload workload() {
    long thinkMin = between(500, 5_000);
    Workload.Mix mix =
        new Workload.Mix(
            (int) between(10, 60),
            (int) between(0, 15),
            (int) between(0, 5),
            percent(50) ? (int) between(1, 10) : 0,
            percent(50) ? (int) between(1, 10) : 0);
    return new Workload(
        (int) between(2, 6),
        (int) between(1, 6),
        mix,
        percent(25) ? 0 : (int) between(25, 100),
        percent(25) ? (int) between(100, 1_200) : 0,
        thinkMin,
        thinkMin + between(1_000, 30_000),
        pick(new Long[] {1L, 1_000L, 5_000L, 20_000L}));
  }

  /// In most seeds servers take snapshots, so often that logs are short and many are sent. Drawn
  /// last: all else is as it would be without them.
  private WorldConfig snapshots(WorldConfig config) {
    if (percent(40)) {
      return config;
    }
    return config
        .withSnapshotEvery((int) between(1, 80))
        .with(config.limits().withKeptEntries((int) between(0, 20)));
  }

  /// In half of the seeds sessions expire, so soon that an idle client or a long fault sees it.
  private WorldConfig lifetime(WorldConfig config) {
    if (percent(50)) {
      return config;
    }
    SessionSettings sessions = config.sessions();
    return config.with(new SessionSettings(sessions.most(), between(50_000, 5_000_000)));
  }

  /// In a third of the seeds leaders read in leases while clocks drift, as far as they may.
  private WorldConfig leases(WorldConfig config, List<Fault> faults) {
    if (percent(67)) {
      return config;
    }
    int bound = (int) (percent(50) ? between(1_000, 200_000) : between(200_000, 450_000));
    long at = between(1, FIRST_FAULT_US);
    while (percent(95)) {
      int ppm = (int) between(0, 2L * bound) - bound;
      int server = percent(30) ? Fault.LEADER : (int) between(1, config.servers());
      faults.add(new Fault.Drift(at, between(500_000, 8_000_000), server, ppm));
      at += between(10_000, 4_000_000);
      if (percent(60)) {
        outrun(config.servers(), at, bound, faults);
      }
      if (percent(40)) {
        // A leader hands over, and hears nothing of what comes of it.
        faults.add(new Fault.Transfer(at, 0, (int) between(1, config.servers())));
        long soon = at + between(2_000, 30_000);
        faults.add(new Fault.Deafness(soon, between(200_000, 600_000), Fault.LEADER));
      }
    }
    return config
        .with(config.timing().withClockDrift(bound))
        .with(config.features().withLeaseReads(true));
  }

  /// The worst that clocks may do to a lease: the leader's is slow and all others are fast, and
  /// they lose sight of it.
  private void outrun(int servers, long at, int bound, List<Fault> faults) {
    long us = between(300_000, 1_500_000);
    for (int server = 1; server <= servers; server++) {
      faults.add(new Fault.Drift(at, us, server, bound));
    }
    faults.add(new Fault.Drift(at + 1, us, Fault.LEADER, -bound));
    faults.add(new Fault.Isolation(at + 2, us, Fault.LEADER));
  }

  /// In a fifth of the seeds disks fill up and get room again; now and then all at once.
  private void fullDisks(WorldConfig config, List<Fault> faults) {
    if (percent(80)) {
      return;
    }
    long at = between(1, FIRST_FAULT_US);
    while (percent(90)) {
      long us = between(10_000, 3_000_000);
      if (percent(15)) {
        for (int server = 1; server <= config.servers(); server++) {
          faults.add(new Fault.FullDisk(at, us, server));
        }
      } else {
        int server = percent(40) ? Fault.LEADER : (int) between(1, config.servers());
        faults.add(new Fault.FullDisk(at, us, server));
      }
      at += between(10_000, 3_000_000);
    }
  }

  /// In a quarter of the seeds bits flip on disks, or fsyncs fail, now and then.
  private void badDisks(WorldConfig config, List<Fault> faults) {
    if (percent(75)) {
      return;
    }
    long at = between(FIRST_FAULT_US, 10 * FIRST_FAULT_US);
    while (percent(95)) {
      int server = percent(40) ? Fault.LEADER : (int) between(1, config.servers());
      long us = between(10_000, 800_000);
      faults.add(
          percent(50)
              ? new Fault.FailingDisk(at, us, server)
              : new Fault.BitFlip(at, us, server, (int) between(0, Integer.MAX_VALUE)));
      at += between(10_000, 4_000_000);
    }
  }

  // --- the faults

  private List<Fault> faults(WorldConfig config) {
    List<Kind> on = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      if (percent(50)) {
        on.add(kind);
      }
    }
    List<Fault> faults = new ArrayList<>();
    if (on.isEmpty()) {
      return faults;
    }
    long meanGap = between(100_000, 2_000_000);
    long at = FIRST_FAULT_US;
    while (at < HORIZON_US) {
      at += between(1_000, 2 * meanGap);
      faults.add(fault(on.get((int) between(0, on.size() - 1)), at, config));
    }
    return faults;
  }

  private Fault fault(Kind kind, long at, WorldConfig config) {
    int someone = (int) between(1, config.servers());
    long us = percent(80) ? between(10_000, 800_000) : between(500_000, 4_000_000);
    int keep = (int) between(0, 3);
    return switch (kind) {
      case CRASH -> new Fault.Crash(at, us, someone, keep);
      case CRASH_LEADER -> new Fault.Crash(at, us, Fault.LEADER, keep);
      case POWER_FAILURE -> new Fault.PowerFailure(at, us, keep);
      case PAUSE -> new Fault.Pause(at, us, percent(50) ? Fault.LEADER : someone);
      case PARTITION -> new Fault.Partition(at, us, group(config.servers()));
      case ISOLATE_LEADER -> new Fault.Isolation(at, us, Fault.LEADER);
      case DEAFNESS -> new Fault.Deafness(at, us, percent(50) ? Fault.LEADER : someone);
      case MUTENESS -> new Fault.Muteness(at, us, percent(50) ? Fault.LEADER : someone);
      case TRAP -> new Fault.Trap(at, between(300_000, 1_200_000), between(10_000, 200_000));
      case SLOW_DISK -> new Fault.SlowDisk(at, us, someone, between(10_000, 150_000));
      case DEAD_DISK ->
          new Fault.DeadDisk(at, between(100_000, 2_000_000), percent(50) ? Fault.LEADER : someone);
      case WEATHER -> new Fault.Weather(at, us, network());
      case TRANSFER -> new Fault.Transfer(at, 0, someone);
      case MEMBERS -> members(at, someone, config.servers());
    };
  }

  /// Servers come and go one by one, or all at once.
  private Fault members(long at, int someone, int servers) {
    if (percent(25)) {
      return new Fault.Regroup(at, 0, group(servers));
    }
    return percent(60)
        ? new Fault.Join(at, 0, someone, percent(75))
        : new Fault.Leave(at, 0, percent(30) ? Fault.LEADER : someone);
  }

  /// Some servers, at least one and never all.
  private NodeSet group(int servers) {
    int bits = (int) between(1, (1 << servers) - 2);
    return new NodeSet((long) bits << 1);
  }

  // --- draws

  private long between(long min, long max) {
    return Dice.between(dice.roll(Dice.Draw.SWARM, drawn++, 0, 0), min, max);
  }

  private boolean percent(int chance) {
    return between(0, 99) < chance;
  }

  private <T> T pick(T[] choices) {
    return choices[(int) between(0, choices.length - 1)];
  }
}
