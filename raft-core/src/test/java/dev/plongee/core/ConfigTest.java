package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plongee.core.RaftConfig.Limits;
import dev.plongee.core.RaftConfig.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/// A bad value is refused with an error that says what, where, and what to do.
class ConfigTest {
  private static void refused(String message, Executable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making).getMessage());
  }

  @Test
  void theHeartbeatIsAboveZero() {
    refused(
        "heartbeatUs is 0: choose a heartbeat interval above zero",
        () -> new Timing(150_000, 300_000, 0));
  }

  @Test
  void theElectionTimeoutSurvivesOneLostHeartbeat() {
    refused(
        "electionMinUs is 99999, less than twice heartbeatUs (50000): raise the election timeout or"
            + " lower the heartbeat interval",
        () -> new Timing(99_999, 300_000, 50_000));
  }

  @Test
  void valuesOnTheEdgeAreGood() {
    Timing timing = new Timing(100_000, 100_001, 50_000);
    RaftConfig config = Given.config(3).with(timing).with(new Limits(1, 1, 1, 1, 1, 0, 1));
    for (long timeout : new long[] {100_000, 100_001}) {
      Raft raft = Raft.recover(config, Rules.PAPER, DurableState.EMPTY, 0, (_, _) -> timeout);
      assertEquals(timeout, raft.deadline());
    }
  }

  @Test
  void electionTimeoutsAreDrawnFromARange() {
    refused(
        "electionMaxUs is 150000, not above electionMinUs (150000): widen the range, equal timeouts"
            + " split votes for ever",
        () -> new Timing(150_000, 150_000, 50_000));
  }

  @Test
  void everyLimitIsAtLeastOne() {
    refused("maxEntriesPerMessage is 0: choose at least 1", () -> new Limits(0, 1, 1, 1, 1, 0, 1));
    refused("maxBytesPerMessage is -1: choose at least 1", () -> new Limits(1, -1, 1, 1, 1, 0, 1));
    refused("window is 0: choose at least 1", () -> new Limits(1, 1, 0, 1, 1, 0, 1));
    refused("maxUncommittedEntries is 0: choose at least 1", () -> new Limits(1, 1, 1, 0, 1, 0, 1));
    refused("maxLogBytes is 0: choose at least 1", () -> new Limits(1, 1, 1, 1, 0, 0, 1));
    refused("keptEntries is -1: choose 0 or more", () -> new Limits(1, 1, 1, 1, 1, -1, 1));
    refused("maxWaitingReads is 0: choose at least 1", () -> new Limits(1, 1, 1, 1, 1, 0, 0));
  }

  @Test
  void aServerIsAVoterOfItsCluster() {
    refused(
        "S4 is not in its own cluster {S1,S2,S3}: add it there or start another server",
        () -> RaftConfig.of(4, Configuration.of(1, 2, 3)));
  }

  @Test
  void serverIdsAreBetweenOneAndSixtyThree() {
    refused("server id is 64, not between 1 and 63: choose another", () -> Configuration.of(1, 64));
    refused("server id is 0, not between 1 and 63: choose another", () -> Configuration.of(0));
  }

  @Test
  void aClusterHasAVoter() {
    refused("a cluster without a voter: name at least one server", Configuration::of);
  }

  @Test
  void aTimeoutOutsideItsRangeIsABrokenDriver() {
    RaftConfig config = Given.config(3);
    assertThrows(
        IllegalStateException.class,
        () -> Raft.recover(config, Rules.PAPER, DurableState.EMPTY, 0, (_, _) -> 149_999));
  }

  @Test
  void timeNeverRunsBackwards() {
    Raft raft =
        Raft.recover(Given.config(3), Rules.PAPER, DurableState.EMPTY, 5, (_, _) -> 150_000);
    raft.step(9, Input.TICK);
    assertThrows(IllegalStateException.class, () -> raft.step(8, Input.TICK));
  }
}
