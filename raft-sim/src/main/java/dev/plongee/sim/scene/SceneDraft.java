package dev.plongee.sim.scene;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Payload;
import dev.plongee.core.RaftConfig.Features;
import dev.plongee.core.RaftConfig.Limits;
import dev.plongee.core.RaftConfig.Timing;
import dev.plongee.core.ServerId;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.NetworkSettings;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import java.util.ArrayList;
import java.util.List;

/// The head of a scene while its lines are read.
final class SceneDraft {
  private static final int DEFAULT_SERVERS = 5;

  String name = "";
  int number;
  Text title = Text.EMPTY;
  String paper = "";
  List<Integer> tracks = List.of();
  int voters = DEFAULT_SERVERS;
  int outside;
  long seed = 1;
  boolean timed = true;
  Features features = Features.DEFAULT;
  Range election = new Range(Timing.PAPER.electionMinUs(), Timing.PAPER.electionMaxUs());
  int driftPpm = Timing.PAPER.clockDriftPpm();
  long heartbeatUs = Timing.PAPER.heartbeatUs();
  int maxEntries = Limits.DEFAULT.maxEntriesPerMessage();
  int window = Limits.DEFAULT.window();
  boolean followerReads;
  int keptEntries = Limits.DEFAULT.keptEntries();
  Range latency =
      new Range(NetworkSettings.CALM.latencyMinUs(), NetworkSettings.CALM.latencyMaxUs());
  boolean overtaking;
  int lossPpm;
  Range fsync = new Range(DiskSettings.DEFAULT.fsyncMinUs(), DiskSettings.DEFAULT.fsyncMaxUs());
  long patienceUs = WorldConfig.CALL_TIMEOUT_US;
  private final List<Given> given = new ArrayList<>();

  private record Given(int server, long term, int vote, List<Long> log) {}

  /// S1 to Sn exist, in the cluster or not.
  int servers() {
    return voters + outside;
  }

  /// What lies on a disk.
  ///
  /// @throws IllegalArgumentException when no run of Raft could have left it so, beside the others
  void give(int server, long term, int vote, List<Long> log) {
    long before = 0;
    for (long entry : log) {
      check(
          entry >= before,
          "des mandats qui ne baissent jamais le long du journal",
          "terms that never fall along the log");
      before = entry;
    }
    check(
        before <= term,
        "un mandat courant d'au moins " + before + ", celui de la dernière entrée",
        "a current term of at least " + before + ", that of the last entry");
    check(
        term > 0 || vote == ServerId.NONE,
        "un mandat d'au moins 1 : personne ne vote au mandat 0",
        "a term of at least 1: nobody votes in term 0");
    for (Given other : given) {
      String who = ServerId.name(other.server);
      check(
          other.server != server,
          "un 'given' par serveur ; celui de " + who + " est déjà là",
          "one 'given' a server; that of " + who + " stands already");
      checkMatching(log, other.log, who);
      checkBeginnings(log, other.log, who);
    }
    given.add(new Given(server, term, vote, log));
  }

  /// §5.3, Log Matching: the same term at the same index means the same log up to there.
  private static void checkMatching(List<Long> log, List<Long> other, String who) {
    boolean same = true;
    for (int i = 0; i < Math.min(log.size(), other.size()); i++) {
      boolean equal = log.get(i).equals(other.get(i));
      int index = i + 1;
      check(
          same || !equal,
          "des journaux qui concordent (§5.3) : l'index "
              + index
              + " a le mandat "
              + log.get(i)
              + " ici et sur "
              + who
              + ", donc tout ce qui précède doit être égal",
          "logs that match (§5.3): index "
              + index
              + " has term "
              + log.get(i)
              + " here and at "
              + who
              + ", so everything before must be equal");
      same = same && equal;
    }
  }

  /// §5.2, §5.3: a term has one leader, whose entries begin at one place and in no other.
  private static void checkBeginnings(List<Long> log, List<Long> other, String who) {
    for (int i = 0; i < log.size(); i++) {
      int here = log.indexOf(log.get(i));
      int there = other.indexOf(log.get(i));
      check(
          there < 0 || here == there,
          "des mandats qui commencent à un seul index (§5.2) : la première entrée du mandat "
              + log.get(i)
              + " est à l'index "
              + (here + 1)
              + " ici et à l'index "
              + (there + 1)
              + " sur "
              + who,
          "terms that begin at one index (§5.2): the first entry of term "
              + log.get(i)
              + " is at index "
              + (here + 1)
              + " here and at index "
              + (there + 1)
              + " at "
              + who);
    }
  }

  private static void check(boolean holds, String expectedFr, String expectedEn) {
    if (!holds) {
      throw new Refused(new Text(expectedFr, expectedEn));
    }
  }

  /// The world these lines describe.
  ///
  /// @throws IllegalArgumentException when the options do not fit each other
  WorldConfig config() {
    check(
        servers() <= World.MAX_SERVERS,
        "au plus " + World.MAX_SERVERS + " serveurs",
        "at most " + World.MAX_SERVERS + " servers");
    Timing timing = new Timing(election.minUs(), election.maxUs(), heartbeatUs, driftPpm);
    Limits limits = Limits.DEFAULT;
    NetworkSettings network =
        new NetworkSettings(latency.minUs(), latency.maxUs(), !overtaking, lossPpm, 0, 0, 0, 0, 0);
    return WorldConfig.of(seed, servers())
        .withVoters(voters)
        .with(timing)
        .with(features)
        .withFollowerReads(followerReads)
        .with(
            new Limits(
                maxEntries,
                limits.maxBytesPerMessage(),
                window,
                limits.maxUncommittedEntries(),
                limits.maxLogBytes(),
                keptEntries,
                limits.maxWaitingReads()))
        .with(network)
        .with(new DiskSettings(fsync.minUs(), fsync.maxUs(), false))
        .withCallTimeout(patienceUs)
        .withTracing(true)
        .withGiven(disks());
  }

  private List<DurableState> disks() {
    if (given.isEmpty()) {
      return List.of();
    }
    List<DurableState> disks = new ArrayList<>();
    for (int id = 1; id <= servers(); id++) {
      disks.add(DurableState.EMPTY);
    }
    for (Given one : given) {
      List<Entry> entries = new ArrayList<>();
      for (int i = 0; i < one.log.size(); i++) {
        entries.add(new Entry(one.log.get(i), i + 1, Payload.NOOP));
      }
      disks.set(
          one.server - 1,
          new DurableState(new HardState(one.term, one.vote), List.copyOf(entries)));
    }
    return List.copyOf(disks);
  }
}
