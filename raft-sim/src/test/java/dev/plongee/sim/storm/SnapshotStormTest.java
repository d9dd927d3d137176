package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.client.SnapshotTaken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` while snapshots are taken, sent and installed, and servers that come back when the log
/// of the others no longer reaches back to theirs.
@Storm
class SnapshotStormTest {
  /// With little memory a snapshot is due every few megabytes, and few entries are kept behind it.
  private static final StormCluster.Setup SMALL =
      new StormCluster.Setup(List.of(), "-XX:TieredStopAtLevel=1 -Xmx256m");

  /// Bytes by which values are longer, so that the log grows fast.
  private static final int PADDING = 16 << 10;

  /// Values that make the state so large that its snapshot takes its time.
  private static final int LARGE_VALUES = 64;

  private static final int LARGE = 256 << 10;

  /// Writes acknowledged before something happens.
  private static final int SOME = 100;

  private static final int FAR = 100_000;
  private static final int SHORT = 100;

  /// Writes of one client that are under way at once.
  private static final int UNDER_WAY = 512;

  @TempDir private Path directory;

  @Test
  void killingWhoTakesOrSendsOrInstallsASnapshotLosesNothing() throws Exception {
    int amid = 0;
    try (StormCluster cluster = StormCluster.start(directory, SMALL);
        Load load = Load.begin(directory, cluster, PADDING)) {
      makeLarge(cluster);
      for (int round = 1; round <= Weather.ROUNDS; round++) {
        for (int server = 1; server <= StormCluster.NODES; server++) {
          load.awaitAcknowledged(SOME);
          amid += killAmidASnapshot(cluster, server);
          cluster.restart(server);
        }
        int installing = cluster.followers().getFirst();
        fallBehind(cluster, installing);
        cluster.beginToRestart(installing);
        amid += killAmidASnapshot(cluster, installing);
        cluster.beginToRestart(installing);
        awaitUnfinishedFile(cluster, installing);
        int sending = cluster.leaderExcept(installing);
        cluster.kill(sending);
        cluster.restart(sending);
      }
      load.awaitAcknowledged(SOME);
      Aftermath.judge(
          "killed while snapshots are taken, sent and installed, %d times in the middle of a file"
              .formatted(amid),
          cluster,
          load);
      haveTheSameState(cluster);
    }
    assertTrue(amid > 0, "no kill in the middle of a snapshot");
  }

  @Test
  void whoIsFarBehindCatchesUpWithASnapshot() throws Exception {
    try (StormCluster cluster = StormCluster.start(directory)) {
      int behind = cluster.followers().getFirst();
      cluster.kill(behind);
      write(cluster, FAR, SHORT);
      // Whoever leads when it comes back must not have all its log.
      for (int server = 1; server <= StormCluster.NODES; server++) {
        if (server != behind) {
          takeSnapshot(cluster, server);
        }
      }
      cluster.restart(behind);
      cluster.awaitCaughtUp();
      String log = cluster.logOf(behind);
      assertTrue(log.contains("state restored from the snapshot"), log);
      haveTheSameState(cluster);
    }
  }

  /// Prints what is not asserted on a machine that others use too: how long a server ever took to
  /// answer, and how much memory it ever had.
  @Test
  void aLargeStateIsTakenAndInstalledWithinAHeapThatIsNotMuchLarger() throws Exception {
    int heap = 256 + 5 * Weather.MEGABYTES;
    try (StormCluster cluster =
        StormCluster.start(directory, new StormCluster.Setup(List.of(), "-Xmx" + heap + "m"))) {
      int behind = cluster.followers().getFirst();
      cluster.kill(behind);
      write(cluster, Weather.MEGABYTES << 20 >> 14, 1 << 14);
      int leader = cluster.leaderExcept(behind);
      long bytes;
      long taking;
      try (Waits waits = new Waits(cluster, leader)) {
        bytes = takeSnapshot(cluster, leader).bytes();
        taking = waits.longestMillis();
      }
      cluster.restart(behind);
      long installing;
      long sending;
      try (Waits ofLeader = new Waits(cluster, leader);
          Waits ofFollower = new Waits(cluster, behind)) {
        cluster.awaitCaughtUp();
        sending = ofLeader.longestMillis();
        installing = ofFollower.longestMillis();
      }
      haveTheSameState(cluster);
      System.out.printf(
          "snapshot of %d MB: longest wait for an answer %d ms at who takes it, %d ms at who sends"
              + " it, %d ms at who installs it; largest resident memory %s, %s%n",
          bytes >> 20,
          taking,
          sending,
          installing,
          cluster.largestMemory(leader),
          cluster.largestMemory(behind));
    }
  }

  // --- what happens

  private static void makeLarge(StormCluster cluster) {
    try (PlongeeClient client = cluster.client()) {
      for (int i = 0; i < LARGE_VALUES; i++) {
        client.put("large/" + i, "x".repeat(LARGE));
      }
    }
  }

  /// Waits until a server writes the file of a snapshot, its own or one it receives, and kills it.
  ///
  /// @return 1 when the file was not finished, else 0
  private static int killAmidASnapshot(StormCluster cluster, int server)
      throws InterruptedException {
    awaitUnfinishedFile(cluster, server);
    cluster.kill(server);
    return hasUnfinishedFile(cluster, server) ? 1 : 0;
  }

  private static void awaitUnfinishedFile(StormCluster cluster, int server)
      throws InterruptedException {
    Weather.awaitMoment(
        () -> hasUnfinishedFile(cluster, server), () -> "S" + server + " writes no snapshot");
  }

  private static boolean hasUnfinishedFile(StormCluster cluster, int server) {
    return files(cluster, server).stream().anyMatch(it -> it.matches("snapshot-.*\\.new"));
  }

  private static List<String> files(StormCluster cluster, int server) {
    try (Stream<Path> files = Files.list(cluster.directoryOf(server))) {
      return files.map(it -> it.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Kills a server, and waits until no other has the entries that it needs next.
  private static void fallBehind(StormCluster cluster, int server) throws InterruptedException {
    long last = cluster.status(server).map(ServerStatus::lastIndex).orElseThrow();
    cluster.kill(server);
    Weather.await(
        () ->
            IntStream.rangeClosed(1, StormCluster.NODES)
                .filter(it -> it != server)
                .allMatch(
                    it -> cluster.status(it).filter(other -> other.baseIndex() > last).isPresent()),
        () -> "the logs of the others still reach back to entry " + last);
  }

  /// Writes so many values of this length, each for a key of its own.
  private static void write(StormCluster cluster, int count, int length) {
    Queue<CompletableFuture<?>> underWay = new ArrayDeque<>();
    try (PlongeeClient client = cluster.client()) {
      for (int i = 0; i < count; i++) {
        if (underWay.size() == UNDER_WAY) {
          underWay.remove().join();
        }
        underWay.add(
            client.putAsync(
                PlongeeClient.utf8("far/" + i), PlongeeClient.utf8("x".repeat(length))));
      }
      underWay.forEach(CompletableFuture::join);
    }
  }

  private static SnapshotTaken takeSnapshot(StormCluster cluster, int server) {
    try (PlongeeClient client = cluster.client()) {
      return client.snapshotAsync(cluster.address(server)).join();
    }
  }

  // --- what must be so

  /// Values, sessions and configuration: the snapshots of all are the same, byte by byte. Nobody
  /// may write meanwhile.
  private static void haveTheSameState(StormCluster cluster)
      throws IOException, InterruptedException {
    cluster.awaitCaughtUp();
    Path first = null;
    for (int server = 1; server <= StormCluster.NODES; server++) {
      long index = takeSnapshot(cluster, server).index();
      String name =
          files(cluster, server).stream()
              .filter(it -> it.matches("snapshot-0*" + index + "-\\d+\\.bin"))
              .findFirst()
              .orElseThrow();
      Path file = cluster.directoryOf(server).resolve(name);
      if (first == null) {
        first = file;
      }
      assertEquals(-1, Files.mismatch(first, file), first + " and " + file + " differ");
    }
  }
}
