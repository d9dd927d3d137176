package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Logs that are not as they were when their server died, while the others work.
@Storm
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageStormTest {
  /// Writes acknowledged before and after.
  private static final int SOME = 200;

  private static final Pattern PLACE = Pattern.compile("(.*) is damaged at offset (\\d+): .*");

  private Path directory;
  private StormCluster cluster;
  private Load load;

  @BeforeAll
  void start(@TempDir Path empty) throws Exception {
    directory = empty;
    cluster = StormCluster.start(directory);
  }

  @AfterAll
  void stop() {
    cluster.close();
  }

  @BeforeEach
  void begin() throws Exception {
    load = Load.begin(directory, cluster);
    load.awaitAcknowledged(SOME);
  }

  @AfterEach
  void end() throws Exception {
    load.close();
  }

  @Test
  void aNodeWithATornTailSaysSoKeepsItAsideAndCatchesUp() throws Exception {
    for (int round = 1; round <= Weather.ROUNDS; round++) {
      int follower = cluster.followers().getFirst();
      cluster.kill(follower);
      LogFiles files = LogFiles.of(cluster, follower);
      LogFiles.Piece torn = files.tear();
      NavigableMap<Path, byte[]> keptBefore = files.kept();
      load.awaitAcknowledged(SOME);

      cluster.restart(follower);
      NavigableMap<Path, byte[]> kept = files.kept();
      kept.keySet().removeAll(keptBefore.keySet());
      assertEquals(1, kept.size(), kept::toString);
      assertArrayEquals(torn.bytes(), kept.firstEntry().getValue());
      String said =
          "%s: cut off %d bytes at offset %d, "
              .formatted(torn.file(), torn.bytes().length, torn.offset());
      String log = cluster.logOf(follower);
      assertTrue(log.contains(said), () -> said + " is not in " + log);
      assertTrue(log.contains("kept in " + kept.firstKey()), log);
      load.awaitAcknowledged(SOME);
    }
    Aftermath.judge("a torn tail", cluster, load);
  }

  @Test
  void aNodeWithDamageInTheMiddleRefusesAndSaysWhatToDo() throws Exception {
    for (int round = 1; round <= Weather.ROUNDS; round++) {
      int follower = cluster.followers().getFirst();
      cluster.kill(follower);
      LogFiles files = LogFiles.of(cluster, follower);
      LogFiles.Piece was = files.flipBitInTheMiddle();
      NavigableMap<Path, byte[]> damaged = files.segments();

      Up up = cluster.tryToRestart(follower);
      JsonNode said = up.next();
      assertEquals(2, up.awaitEnd(), said::toString);
      assertEquals("error", said.path("type").asString(), said::toString);
      String message = said.path("message").asString();
      Matcher place = PLACE.matcher(message);
      assertTrue(place.find(), message);
      assertTrue(place.group(1).endsWith(was.file().toString()), message);
      int offset = Integer.parseInt(place.group(2));
      assertTrue(offset <= was.offset(), message);
      assertTrue(message.contains("Put the file back as it was"), message);
      files.segments().forEach((file, bytes) -> assertArrayEquals(damaged.get(file), bytes));
      load.awaitAcknowledged(SOME);

      files.restore(was);
      cluster.restart(follower);
      load.awaitAcknowledged(SOME);
    }
    Aftermath.judge("damage in the middle", cluster, load);
  }
}
