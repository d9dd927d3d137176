package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members that come and go while clients write.
@Storm
class MemberStormTest {
  /// Writes acknowledged between two changes, so that none meets an idle cluster.
  private static final int BETWEEN = 200;

  @TempDir private Path directory;

  private StormCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = StormCluster.start(directory);
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void addingTwoNodesToThreeLosesNothing() throws Exception {
    try (Load load = Load.begin(directory, cluster)) {
      load.awaitAcknowledged(BETWEEN);
      cluster.member("add", "S4", "S5");
      load.awaitAcknowledged(BETWEEN);
      assertEquals(List.of(1, 2, 3, 4, 5), cluster.members());
      // Two may be missing now.
      for (int victim : cluster.followers().subList(0, 2)) {
        cluster.kill(victim);
      }
      load.awaitAcknowledged(BETWEEN);
      for (int server : cluster.members()) {
        if (!cluster.isAlive(server)) {
          cluster.restart(server);
        }
      }
      Aftermath.judge("two nodes added to three", cluster, load);
    }
  }

  @Test
  void removingTheLeaderLosesNothing() throws Exception {
    try (Load load = Load.begin(directory, cluster)) {
      for (int left = 2; left >= 1; left--) {
        load.awaitAcknowledged(BETWEEN);
        int leader = cluster.leader();
        cluster.member("remove", "S" + leader);
        assertFalse(cluster.members().contains(leader));
        assertEquals(left, cluster.members().size());
      }
      load.awaitAcknowledged(BETWEEN);
      Aftermath.judge("the leader removed twice", cluster, load);
    }
  }

  @Test
  void replacingEveryOriginalNodeLosesNothing() throws Exception {
    try (Load load = Load.begin(directory, cluster)) {
      for (int old = 1; old <= StormCluster.NODES; old++) {
        load.awaitAcknowledged(BETWEEN);
        cluster.member("replace", "S" + old, "S" + (old + StormCluster.NODES));
      }
      assertEquals(List.of(4, 5, 6), cluster.members());
      load.awaitAcknowledged(BETWEEN);
      // What nobody was told at the start is known from log and snapshot alone.
      cluster.killAll();
      for (int server : cluster.members()) {
        cluster.tryToRestart(server);
      }
      load.awaitAcknowledged(BETWEEN);
      Aftermath.judge("every original node replaced", cluster, load);
    }
  }

  @Test
  void aRollingRestartOfAllNodesLosesNothing() throws Exception {
    try (Load load = Load.begin(directory, cluster)) {
      for (int round = 1; round <= Weather.ROUNDS; round++) {
        for (int server : cluster.members()) {
          load.awaitAcknowledged(BETWEEN);
          cluster.restartOrderly(server);
        }
      }
      load.awaitAcknowledged(BETWEEN);
      Aftermath.judge("a rolling restart", cluster, load);
    }
  }
}
