package dev.plongee.core;

import static dev.plongee.core.Given.config;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendRejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Dissertation §6.2: a leader that cannot lead makes room.
@ExtendWith(UnderThePaper.class)
class CheckQuorumTest {
  private final Rules rules;

  CheckQuorumTest(Rules rules) {
    this.rules = rules;
  }

  private Cluster leaderOfFive() {
    Cluster cluster = Cluster.of(5, rules);
    cluster.elect(1);
    return cluster;
  }

  @PaperRule({Rule.KEEPS_LEADING, Rule.IS_QUORUM})
  @Test
  void aLeaderThatHearsNoMajorityStepsDown() {
    Cluster cluster = leaderOfFive();
    cluster.pass(300_000);
    cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
    cluster.tick(1);
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(ServerId.NONE, cluster.view(1).leader());
  }

  @PaperRule({Rule.KEEPS_LEADING, Rule.IS_QUORUM})
  @Test
  void aLeaderThatHearsAMajorityGoesOn() {
    Cluster cluster = leaderOfFive();
    for (int i = 0; i < 5; i++) {
      cluster.pass(300_000);
      cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
      cluster.receive(1, 4, new AppendAccepted(1, 1, 0));
      cluster.tick(1);
      assertEquals(RoleName.LEADER, cluster.role(1));
      assertEquals(cluster.now() + 150_000, cluster.view(1).deadline(Timer.QUORUM_CHECK));
    }
  }

  @PaperRule(Rule.CLEARS_VOTE)
  @Test
  void aLeaderThatStepsDownKeepsItsTermAndItsVote() {
    Cluster cluster = leaderOfFive();
    cluster.pass(300_000);
    cluster.tick(1);
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(new HardState(1, 1), cluster.onDisk(1).hardState());
    assertEquals(Long.MAX_VALUE, cluster.view(1).deadline(Timer.HEARTBEAT));
    assertEquals(Long.MAX_VALUE, cluster.view(1).deadline(Timer.QUORUM_CHECK));
    assertEquals(cluster.now() + 150_001, cluster.raft(1).deadline());
  }

  @Test
  void aRejectionOfItsTermIsAContact() {
    Cluster cluster = leaderOfFive();
    cluster.pass(300_000);
    cluster.receive(1, 2, new AppendRejected(1, 1, new ConflictHint(0, 1), 0));
    cluster.receive(1, 3, new AppendRejected(1, 1, new ConflictHint(0, 1), 0));
    cluster.tick(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @PaperRule(Rule.COUNTS_REPLY)
  @Test
  void anAnswerOfAnOlderTermIsNoContact() {
    Cluster cluster = leaderOfFive();
    cluster.elect(2);
    cluster.elect(1);
    assertEquals(3, cluster.view(1).term());
    cluster.pass(300_000);
    cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
    cluster.receive(1, 3, new AppendRejected(1, 1, new ConflictHint(0, 1), 0));
    cluster.receive(1, 4, new Message.Stale(2));
    cluster.tick(1);
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
  }

  @PaperRule(Rule.KEEPS_LEADING)
  @Test
  void aLeaderWhoseDiskStandsStillStepsDown() {
    Cluster cluster = leaderOfFive();
    cluster.disksAreFast(false);
    cluster.propose(1, "a");
    for (int i = 0; i < 3; i++) {
      assertEquals(RoleName.LEADER, cluster.role(1));
      cluster.pass(200_000);
      cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
      cluster.receive(1, 3, new AppendAccepted(1, 1, 0));
      cluster.tick(1);
    }
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
  }

  @PaperRule(Rule.KEEPS_LEADING)
  @Test
  void aSlowDiskIsNoDeadDisk() {
    Cluster cluster = leaderOfFive();
    cluster.disksAreFast(false);
    for (int i = 0; i < 10; i++) {
      cluster.propose(1, "a");
      cluster.pass(300_000);
      cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
      cluster.receive(1, 3, new AppendAccepted(1, 1, 0));
      if (i > 0) {
        cluster.sync(1);
      }
      cluster.tick(1);
      assertEquals(RoleName.LEADER, cluster.role(1));
    }
  }

  @Test
  void withoutCheckQuorumALeaderNeverAsks() {
    Cluster cluster = Cluster.of(rules, config(3).with(new RaftConfig.Features(true, false, true)));
    cluster.elect(1);
    assertEquals(Long.MAX_VALUE, cluster.view(1).deadline(Timer.QUORUM_CHECK));
    cluster.pass(3_000_000);
    cluster.tick(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
  }
}
