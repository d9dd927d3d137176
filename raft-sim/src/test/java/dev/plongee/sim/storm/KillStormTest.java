package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9`, of the leader again and again, and of everybody at once, while somebody watches.
@Storm
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillStormTest {
  /// Writes acknowledged between two kills, so that none hits an idle cluster.
  private static final int BETWEEN = 200;

  private Path directory;
  private StormCluster cluster;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    directory = empty;
    cluster = StormCluster.start(directory);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @Test
  void killingTheLeaderAgainAndAgainLosesNothing() throws Exception {
    int busy = 0;
    try (Load load = Load.begin(directory, cluster);
        Onlooker onlooker = Onlooker.begin(cluster, load)) {
      for (int kill = 1; kill <= Weather.KILLS; kill++) {
        load.awaitAcknowledged(BETWEEN);
        int leader = cluster.leader();
        busy += load.underWay() > 0 ? 1 : 0;
        cluster.kill(leader);
        // It starts while the others elect.
        cluster.restart(leader);
      }
      load.awaitAcknowledged(BETWEEN);
      Aftermath.judge(
          "%d kills of the leader, %d with calls under way".formatted(Weather.KILLS, busy),
          cluster,
          load);
      onlooker.judge(cluster, 1);
    }
    assertTrue(busy > 0, "no kill with calls under way");
  }

  @Test
  void killingAllAtOnceLosesNothing() throws Exception {
    try (Load load = Load.begin(directory, cluster);
        Onlooker onlooker = Onlooker.begin(cluster, load)) {
      for (int round = 1; round <= Weather.ROUNDS; round++) {
        load.awaitAcknowledged(BETWEEN);
        cluster.killAll();
        cluster.restartAll();
      }
      load.awaitAcknowledged(BETWEEN);
      Aftermath.judge("all killed at once, %d times".formatted(Weather.ROUNDS), cluster, load);
      onlooker.judge(cluster, 2);
    }
  }
}
