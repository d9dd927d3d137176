package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `kill -STOP` and `kill -CONT`: a process that stands still, and then believes that no time has
/// passed.
@Storm
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FreezeStormTest {
  /// Writes acknowledged before, during and after.
  private static final int SOME = 200;

  /// Questions to a leader that stands still.
  private static final int QUESTIONS = 20;

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
  }

  @AfterEach
  void end() throws Exception {
    load.close();
  }

  @Test
  void aLeaderThatSleptThroughAnElectionAnswersNothingStale() throws Exception {
    int answered = 0;
    for (int round = 1; round <= Weather.ROUNDS; round++) {
      load.awaitAcknowledged(SOME);
      int leader = cluster.leader();
      try (Stranger stranger = Stranger.asClient(cluster.address(leader))) {
        cluster.freeze(leader);
        load.awaitAcknowledged(SOME);
        cluster.leaderExcept(leader);
        RecordedQuestions questions = new RecordedQuestions(stranger, load.history());
        for (int i = 0; i < QUESTIONS; i++) {
          questions.ask(load.key(i));
        }
        load.awaitAcknowledged(SOME);
        cluster.thaw(leader);
        // Whether its answers are stale the history tells.
        answered += questions.hear();
      }
      load.awaitAcknowledged(SOME);
    }
    System.out.printf(
        "a leader that was frozen answered %d of %d questions%n",
        answered, QUESTIONS * Weather.ROUNDS);
    Aftermath.judge("the leader frozen", cluster, load);
  }

  @Test
  void aFollowerThatStandsStillIsNotMissedAndCatchesUp() throws Exception {
    for (int round = 1; round <= Weather.ROUNDS; round++) {
      load.awaitAcknowledged(SOME);
      int follower = cluster.followers().getFirst();
      cluster.freeze(follower);
      load.awaitAcknowledged(2 * SOME);
      cluster.thaw(follower);
      load.awaitAcknowledged(SOME);
    }
    Aftermath.judge("a follower frozen", cluster, load);
  }

  @Test
  void nothingIsAcknowledgedWhileAMajorityStandsStill() throws Exception {
    for (int round = 1; round <= Weather.ROUNDS; round++) {
      load.awaitAcknowledged(SOME);
      List<Integer> followers = cluster.followers();
      for (int follower : followers) {
        cluster.freeze(follower);
      }
      // What was under way has ended when every client has failed.
      load.awaitFailures();
      int before = load.ledger().acknowledgedCount();
      load.awaitFailures();
      assertEquals(before, load.ledger().acknowledgedCount());
      followers.forEach(cluster::thaw);
      load.awaitAcknowledged(SOME);
    }
    assertTrue(load.ledger().unknownCount() > 0, "writes under way were left undecided");
    Aftermath.judge("a majority frozen", cluster, load);
  }
}
