package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.RequestVote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What waits for the disk inside the core, and what becomes of it.
@ExtendWith(UnderThePaper.class)
class OutboxTest {
  private final Rules rules;

  OutboxTest(Rules rules) {
    this.rules = rules;
  }

  private Cluster slow(DurableState onDisk) {
    Cluster cluster = Cluster.of(rules, config(3), onDisk);
    cluster.disksAreFast(false);
    cluster.pass(300_000);
    return cluster;
  }

  @Test
  void whatEachWriteMadeDurableIsAcknowledgedWhileLaterOnesAreStillWritten() {
    Cluster cluster = slow(disk(5, 1));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5));
    cluster.receive(1, 2, append(5, at(2, 5), 0, 5, 5));
    cluster.receive(1, 2, append(5, at(4, 5), 0, 5));
    assertEquals(List.of(), cluster.take(1, 2));
    for (long match : new long[] {2, 4, 5}) {
      cluster.sync(1);
      assertEquals(List.of(new AppendAccepted(5, match, 0)), cluster.take(1, 2));
    }
    assertEquals(List.of(), cluster.view(1).held());
  }

  @Test
  void whatOneFlushMadeDurableIsAcknowledgedInOneMessage() {
    Cluster cluster = slow(disk(5, 1));
    for (int index = 1; index <= 9; index++) {
      cluster.receive(1, 2, append(5, at(index, index == 1 ? 1 : 5), 0, 5));
    }
    assertEquals(9, cluster.view(1).held().size());
    cluster.syncAll(1);
    assertEquals(List.of(new AppendAccepted(5, 10, 0)), cluster.take(1, 2));
  }

  @Test
  void theLatestRoundIsConfirmedWhateverItsMessageSaidOfTheLog() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5));
    cluster.receive(1, 2, heartbeat(5, at(2, 5), 0, 3));
    cluster.receive(1, 2, heartbeat(5, at(1, 1), 0, 2));
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.sync(1);
    assertEquals(List.of(new AppendAccepted(5, 2, 3)), cluster.take(1, 2));
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aShortenedAcknowledgementStillWaitsForItsTerm() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 3, append(4, at(1, 1), 0, 4));
    cluster.receive(1, 2, append(5, at(2, 4), 0, 5));
    cluster.sync(1);
    assertEquals(4, cluster.onDisk(1).hardState().term());
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.sync(1);
    assertEquals(5, cluster.onDisk(1).hardState().term());
    assertEquals(List.of(new AppendAccepted(5, 3, 0)), cluster.take(1, 2));
  }

  @Test
  void promisesOfAnOlderTermAreForgottenWhenTheTermRises() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, new RequestVote(5, at(1, 1)));
    assertEquals(1, cluster.view(1).held().size());
    cluster.receive(1, 3, new RequestVote(6, at(1, 1)));
    cluster.syncAll(1);
    assertEquals(List.of(), cluster.between(1, 2));
    assertEquals(List.of(new Message.RequestVoteReply(6, true)), cluster.between(1, 3));
  }

  @Test
  void acknowledgementsOfAnOlderTermAreForgottenToo() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, append(4, at(1, 1), 0, 4));
    cluster.receive(1, 3, append(5, at(2, 4), 0));
    cluster.syncAll(1);
    assertEquals(List.of(), cluster.between(1, 2));
  }

  @Test
  void voteRequestsAreForgottenWhenTheCandidacyEnds() {
    Cluster cluster = slow(disk(4, 1));
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 2, new PreVoteReply(5, true));
    cluster.loseEverything();
    cluster.receive(1, 3, append(5, at(1, 1), 0));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    cluster.syncAll(1);
    assertEquals(List.of(), cluster.between(1, 2));
    assertEquals(List.of(new AppendAccepted(5, 1, 0)), cluster.between(1, 3));
  }

  @Test
  void whatWasHeldLeavesInTheOrderItWasSaid() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, append(5, at(9, 5), 0));
    cluster.receive(1, 2, append(5, at(8, 5), 0));
    cluster.sync(1);
    ConflictHint hint = new ConflictHint(0, 2);
    assertEquals(
        List.of(new AppendRejected(5, 9, hint, 0), new AppendRejected(5, 8, hint, 0)),
        cluster.between(1, 2));
  }
}
