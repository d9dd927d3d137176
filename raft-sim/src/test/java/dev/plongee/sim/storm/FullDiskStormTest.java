package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A disk without space stops its node, and nobody else; with space again the node catches up.
@Storm
class FullDiskStormTest {
  /// Writes acknowledged before, during and after.
  private static final int SOME = 200;

  /// Bytes by which values are longer, so that the log grows fast.
  private static final int PADDING = 8 << 10;

  /// Where the log of a node ends that has a limit, in bytes: in its first segment.
  private static final int LIMIT = 4 << 20;

  @TempDir private Path directory;

  @Test
  void aNodeOnAFullFileSystemStopsAndCatchesUpWhenThereIsSpace() throws Exception {
    Optional<SmallFileSystem> mounted = SmallFileSystem.mount(directory.resolve("small"));
    if (mounted.isEmpty()) {
      System.err.println(
          "no file system can be mounted, which takes root: a limit on the size of files instead");
      aLeaderWhoseFilesMayNotGrowStops();
      return;
    }
    int server = 3;
    try (SmallFileSystem small = mounted.get();
        StormCluster cluster = StormCluster.start(directory)) {
      cluster.kill(server);
      small.take(cluster.directoryOf(server));
      cluster.restart(server);
      try (Load load = Load.begin(directory, cluster, PADDING)) {
        stopsWith("segment-0000000003.new: No space left on device; ", cluster, server);
        load.awaitAcknowledged(SOME);
        small.grow();
        cluster.restart(server);
        load.awaitAcknowledged(SOME);
        Aftermath.judge("a full file system", cluster, load);
      }
    }
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
