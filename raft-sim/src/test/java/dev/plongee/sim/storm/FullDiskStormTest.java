package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.RefusedException;
import dev.plongee.kv.client.ServerStatus;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A node whose disk is full takes no entries and goes on with everything else; one whose files may
/// not grow stops. With room again it catches up.
@Storm
class FullDiskStormTest {
  /// Writes acknowledged before, during and after.
  private static final int SOME = 200;

  /// Bytes by which values are longer, so that the log grows fast.
  private static final int PADDING = 8 << 10;

  /// Where the log of a node ends that has a limit, in bytes: in its first segment.
  private static final int LIMIT = 4 << 20;

  /// The node on the small file system.
  private static final int SMALL = 3;

  @TempDir private Path directory;

  /// What happens while a node lives on a small file system.
  private interface Happening {
    void run(SmallFileSystem small, StormCluster cluster) throws Exception;
  }

  @Test
  void aFollowerOnAFullFileSystemTakesNothingAndCatchesUpWhenThereIsRoom() throws Exception {
    onASmallFileSystem((small, cluster) -> {
      if (cluster.leader() == SMALL) {
        try (PlongeeClient client = cluster.client()) {
          client.transfer(1);
        }
      }
      try (Load load = Load.begin(directory, cluster, PADDING)) {
        awaitFull(true, cluster);
        load.awaitAcknowledged(SOME);
        assertTrue(cluster.isAlive(SMALL));
        small.grow();
        awaitFull(false, cluster);
        load.awaitAcknowledged(SOME);
        Aftermath.judge("a follower on a full file system", cluster, load);
      }
    });
  }

  @Test
  void aLeaderOnAFullFileSystemRefusesAndGoesOnWhenThereIsRoom() throws Exception {
    onASmallFileSystem((small, cluster) -> {
      try (PlongeeClient client = cluster.client();
          Load load = Load.begin(directory, cluster, PADDING)) {
        if (cluster.leader() != SMALL) {
          client.transfer(SMALL);
        }
        awaitFull(true, cluster);
        load.awaitFailures();
        RefusedException refused =
            assertThrows(RefusedException.class, () -> client.put("one", "more"));
        assertEquals(
            "the disk of the leader, S3, has no room for more",
            String.valueOf(refused.getMessage()).lines().findFirst().orElseThrow());
        client.get(PlongeeClient.utf8("one"));
        assertEquals(SMALL, cluster.leader(), "it leads on");
        small.grow();
        awaitFull(false, cluster);
        load.awaitAcknowledged(SOME);
        Aftermath.judge("a leader on a full file system", cluster, load);
      }
    });
  }

  /// Mounting takes root; without it the limit on files takes the place of the file system.
  private void onASmallFileSystem(Happening happening) throws Exception {
    Optional<SmallFileSystem> mounted = SmallFileSystem.mount(directory.resolve("small"));
    if (mounted.isEmpty()) {
      System.err.println(
          "no file system can be mounted, which takes root: a limit on the size of files instead");
      aLeaderWhoseFilesMayNotGrowStops();
      return;
    }
    try (SmallFileSystem small = mounted.get();
        StormCluster cluster = StormCluster.start(directory)) {
      cluster.kill(SMALL);
      small.take(cluster.directoryOf(SMALL));
      cluster.restart(SMALL);
      happening.run(small, cluster);
    }
  }

  private static void awaitFull(boolean full, StormCluster cluster) throws InterruptedException {
    Weather.await(
        () -> cluster.status(SMALL).map(ServerStatus::diskFull).orElse(!full) == full,
        () -> "its disk is " + (full ? "not full: " : "full: ") + cluster.status(SMALL));
  }

  @Test
  void aLeaderWhoseFilesMayNotGrowStops() throws Exception {
    Tool.requirePrlimit();
    try (StormCluster cluster = StormCluster.start(directory);
        Load load = Load.begin(directory, cluster, PADDING)) {
      load.awaitAcknowledged(SOME);
      int leader = cluster.leader();
      String pid = Long.toString(cluster.process(leader).pid());
      assertTrue(Tool.succeeds("prlimit", "--pid", pid, "--fsize=" + LIMIT));
      stopsWith(".log: File too large; ", cluster, leader);
      load.awaitAcknowledged(SOME);
      cluster.restart(leader);
      load.awaitAcknowledged(SOME);
      Aftermath.judge("a limit on the files of the leader", cluster, load);
    }
  }

  /// The node ends by itself with one clear error.
  private static void stopsWith(String reason, StormCluster cluster, int server) throws Exception {
    JsonNode said = cluster.awaitDown(server);
    String message = said.path("message").asString();
    assertEquals(1, said.path("exitCode").asInt(), said::toString);
    assertTrue(message.startsWith("cannot write to "), message);
    assertTrue(message.contains(reason), message);
    assertFalse(said.path("hint").asString().isEmpty(), said::toString);
    System.out.println("S" + server + ": " + message);
  }
}
