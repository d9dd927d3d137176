package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.configWithoutNoop;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §5.3 and §5.4: what is committed, and who may say so.
@ExtendWith(UnderThePaper.class)
class CommitTest {
  private final Rules rules;

  CommitTest(Rules rules) {
    this.rules = rules;
  }

  private Cluster leader(int size) {
    Cluster cluster = Cluster.of(size, rules);
    cluster.elect(1);
    return cluster;
  }

  @PaperRule({Rule.IS_QUORUM, Rule.RAISES_MATCH, Rule.OWN_MATCH, Rule.LEADER_MAY_COMMIT})
  @Test
  void anEntryIsCommittedWhenAMajorityHoldsIt() {
    Cluster cluster = leader(5);
    assertEquals(1, cluster.view(1).commitIndex());
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    assertEquals(1, cluster.view(1).commitIndex());
    cluster.receive(1, 3, new AppendAccepted(1, 2, 0));
    assertEquals(2, cluster.view(1).commitIndex());
  }

  @PaperRule(Rule.IS_QUORUM)
  @Test
  void twoOfFourCommitNothing() {
    Cluster cluster = leader(4);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    assertEquals(1, cluster.view(1).commitIndex());
    cluster.receive(1, 4, new AppendAccepted(1, 2, 0));
    assertEquals(2, cluster.view(1).commitIndex());
  }

  @Test
  void aPeerThatAcknowledgesTwiceHoldsItOnce() {
    Cluster cluster = leader(5);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    assertEquals(1, cluster.view(1).commitIndex());
  }

  @Test
  void theLargestPlaceThatAMajorityHoldsIsCommitted() {
    Cluster cluster = leader(5);
    cluster.propose(1, "a", "b", "c", "d");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 5, 0));
    cluster.receive(1, 3, new AppendAccepted(1, 3, 0));
    assertEquals(3, cluster.view(1).commitIndex());
    cluster.receive(1, 4, new AppendAccepted(1, 4, 0));
    assertEquals(4, cluster.view(1).commitIndex());
  }

  @PaperRule(Rule.OWN_MATCH)
  @Test
  void theLeaderCountsItselfOnlyWhenItsOwnDiskIsDone() {
    Cluster cluster = leader(3);
    cluster.disksAreFast(false);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    assertEquals(1, cluster.view(1).commitIndex());
    cluster.sync(1);
    assertEquals(2, cluster.view(1).commitIndex());
  }

  @Test
  void aMajorityOfOthersIsEnoughWhileTheLeadersDiskIsBusy() {
    Cluster cluster = leader(3);
    cluster.disksAreFast(false);
    cluster.propose(1, "a");
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    cluster.receive(1, 3, new AppendAccepted(1, 2, 0));
    assertEquals(2, cluster.view(1).commitIndex());
  }

  /// Figure 8 (c): S1 leads term 4; its entry of term 2 is on a majority, S5 holds one of term 3.
  private Cluster figureEight() {
    Cluster cluster =
        Cluster.of(
            rules,
            configWithoutNoop(5),
            disk(3, 1, 2),
            disk(3, 1, 2),
            disk(3, 1),
            disk(3, 1),
            disk(3, 1, 3));
    cluster.elect(1, 1, 2, 3);
    cluster.loseEverything();
    assertEquals(4, cluster.view(1).term());
    assertEquals(List.of(1L, 2L), cluster.terms(3));
    assertEquals(2, cluster.view(1).peer(2).matchIndex());
    assertEquals(2, cluster.view(1).peer(3).matchIndex());
    return cluster;
  }

  @PaperRule(Rule.LEADER_MAY_COMMIT)
  @Test
  void figureEightAnEntryOfAnOlderTermIsNotCommittedByCounting() {
    Cluster cluster = figureEight();
    assertEquals(0, cluster.view(1).commitIndex());
    cluster.elect(5, 2, 3, 4, 5); // S1 is dead; S5 learns term 4
    cluster.elect(5, 2, 3, 4, 5); // (d): S5 wins with the votes of S2, S3 and S4
    assertEquals(RoleName.LEADER, cluster.role(5));
    cluster.propose(5, "x");
    cluster.deliverAmong(2, 3, 4, 5);
    for (int id = 2; id <= 5; id++) {
      assertEquals(List.of(1L, 3L, 5L), cluster.terms(id));
    }
  }

  @PaperRule(Rule.LEADER_MAY_COMMIT)
  @Test
  void figureEightAnEntryOfTheOwnTermCommitsAllBeforeIt() {
    Cluster cluster = figureEight();
    cluster.propose(1, "x");
    cluster.deliverAmong(1, 2, 3); // (e)
    assertEquals(3, cluster.view(1).commitIndex());
    cluster.elect(5, 2, 3, 4, 5);
    cluster.elect(5, 2, 3, 4, 5);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(5));
  }

  @Test
  void theEmptyEntryOfANewTermCommitsWhatItsPredecessorLeft() {
    Cluster cluster = Cluster.of(rules, disk(1, 1, 1), disk(1, 1, 1), disk(1, 1));
    cluster.elect(1);
    assertEquals(3, cluster.view(1).commitIndex());
    assertEquals(List.of(1L, 1L, 2L), cluster.terms(3));
  }

  @PaperRule(Rule.FOLLOWER_COMMIT)
  @Test
  void aFollowerCommitsNoFurtherThanTheMessageHasCompared() {
    Cluster cluster = Cluster.of(rules, config(3), disk(3, 1, 1, 2, 2));
    cluster.receive(1, 2, heartbeat(3, at(2, 1), 4, 0));
    assertEquals(2, cluster.view(1).commitIndex());
    assertEquals(Given.entries(1, 1, 1), cluster.applied(1));
    cluster.receive(1, 2, append(3, at(2, 1), 9, 3));
    assertEquals(3, cluster.view(1).commitIndex());
    assertEquals(Given.entries(1, 1, 1, 3), cluster.applied(1));
  }

  @PaperRule(Rule.FOLLOWER_COMMIT)
  @Test
  void aFollowerCommitsNoFurtherThanItsLeader() {
    Cluster cluster = Cluster.of(rules, config(3), disk(3, 1, 1, 2, 2));
    cluster.receive(1, 2, heartbeat(3, at(4, 2), 3, 0));
    assertEquals(3, cluster.view(1).commitIndex());
  }

  @Test
  void commitIndexNeverFalls() {
    Cluster cluster = Cluster.of(rules, config(3), disk(3, 1, 1, 2));
    cluster.receive(1, 2, heartbeat(3, at(3, 2), 3, 0));
    cluster.receive(1, 2, heartbeat(3, at(3, 2), 1, 0));
    cluster.receive(1, 2, heartbeat(3, at(1, 1), 3, 0));
    assertEquals(3, cluster.view(1).commitIndex());
  }

  @Test
  void aCommitAloneSendsNothingAndRidesOnTheNextMessage() {
    Cluster cluster = leader(3);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    assertEquals(2, cluster.view(1).commitIndex());
    assertTrue(cluster.nothingIsOnItsWay());
    cluster.expire(1, Timer.HEARTBEAT);
    assertEquals(2, ((AppendEntries) cluster.between(1, 3).getFirst()).leaderCommit());
  }
}
