package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.disk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.RequestVote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Dissertation §9.6: a server asks whether it could win before it raises its term.
@ExtendWith(UnderThePaper.class)
class PreVoteTest {
  private final Rules rules;

  PreVoteTest(Rules rules) {
    this.rules = rules;
  }

  /// S1 alone, of a cluster of three, in term 3 with the log 1 3, long after it heard anybody.
  private Cluster lonely() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(3, 1, 3));
    cluster.pass(300_000);
    return cluster;
  }

  @Test
  void aPreVoteChangesNothingAtWhoeverGivesIt() {
    Cluster cluster = lonely();
    Output output = cluster.step(1, new Input.Receive(2, new PreVote(7, at(2, 3))));
    assertTrue(output.write().isNone());
    assertEquals(List.of(new PreVoteReply(7, true)), cluster.between(1, 2));
    assertEquals(3, cluster.view(1).term());
    assertEquals(ServerId.NONE, cluster.view(1).votedFor());
    assertEquals(150_001, cluster.raft(1).deadline());
  }

  @PaperRule(Rule.PRE_VOTE_NEWER)
  @Test
  void aPreVoteIsGrantedForALaterTermOnly() {
    Cluster cluster = lonely();
    cluster.receive(1, 2, new PreVote(4, at(2, 3)));
    assertEquals(List.of(new PreVoteReply(4, true)), cluster.take(1, 2));
    cluster.receive(1, 2, new PreVote(3, at(2, 3)));
    assertEquals(List.of(new PreVoteReply(3, false)), cluster.take(1, 2));
    cluster.receive(1, 2, new PreVote(2, at(2, 3)));
    assertEquals(List.of(new PreVoteReply(3, false)), cluster.take(1, 2));
  }

  @Test
  void aPreVoteMayBeGivenToManyInOneTerm() {
    Cluster cluster = lonely();
    cluster.receive(1, 2, new PreVote(4, at(2, 3)));
    cluster.receive(1, 3, new PreVote(4, at(2, 3)));
    assertEquals(List.of(new PreVoteReply(4, true)), cluster.take(1, 2));
    assertEquals(List.of(new PreVoteReply(4, true)), cluster.take(1, 3));
  }

  @PaperRule(Rule.UP_TO_DATE)
  @Test
  void aPreVoteIsRefusedToALogThatIsBehind() {
    Cluster cluster = lonely();
    cluster.receive(1, 2, new PreVote(9, at(5, 2)));
    assertEquals(List.of(new PreVoteReply(3, false)), cluster.between(1, 2));
  }

  @PaperRule(Rule.SHUNS)
  @Test
  void aPreVoteIsRefusedWhileALeaderIsHeard() {
    Cluster cluster = lonely();
    cluster.receive(1, 2, append(3, at(2, 3), 0));
    cluster.take(1, 2);
    cluster.pass(149_999);
    cluster.receive(1, 3, new PreVote(9, at(9, 3)));
    assertEquals(List.of(new PreVoteReply(3, false)), cluster.take(1, 3));
    cluster.pass(1);
    cluster.receive(1, 3, new PreVote(9, at(9, 3)));
    assertEquals(List.of(new PreVoteReply(9, true)), cluster.take(1, 3));
  }

  @PaperRule(Rule.SHUNS)
  @Test
  void aLeaderRefusesPreVotesAsLongAsItHearsAQuorum() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.pass(149_999);
    cluster.receive(1, 3, new PreVote(2, at(9, 1)));
    assertEquals(List.of(new PreVoteReply(1, false)), cluster.take(1, 3));
    cluster.pass(1);
    cluster.receive(1, 3, new PreVote(2, at(9, 1)));
    assertEquals(List.of(new PreVoteReply(2, true)), cluster.take(1, 3));
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @Test
  void candidatesAnswerThePreVotesOfOthers() {
    Cluster cluster = lonely();
    cluster.expire(1, Timer.ELECTION);
    cluster.loseEverything();
    cluster.receive(1, 2, new PreVote(4, at(2, 3)));
    assertEquals(List.of(new PreVoteReply(4, true)), cluster.take(1, 2));
    cluster.receive(1, 3, new PreVoteReply(4, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    cluster.loseEverything();
    cluster.receive(1, 2, new PreVote(5, at(2, 3)));
    assertEquals(List.of(new PreVoteReply(5, true)), cluster.take(1, 2));
    cluster.receive(1, 2, new PreVote(4, at(2, 3)));
    assertEquals(List.of(new PreVoteReply(4, false)), cluster.take(1, 2));
  }

  @PaperRule(Rule.PRE_VOTE_TEACHES_TERM)
  @Test
  void aRefusalTeachesTheLaterTerm() {
    Cluster cluster = lonely();
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 2, new PreVoteReply(8, false));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(8, cluster.onDisk(1).hardState().term());
  }

  @PaperRule(Rule.PRE_VOTE_TEACHES_TERM)
  @Test
  void aRefusalOfTheOwnOrAnOlderTermChangesNothing() {
    Cluster cluster = lonely();
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 2, new PreVoteReply(3, false));
    cluster.receive(1, 3, new PreVoteReply(2, false));
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    assertEquals(3, cluster.view(1).term());
  }

  @PaperRule(Rule.PRE_VOTE_TEACHES_TERM)
  @Test
  void theNewestLogWinsEvenWhenItsTermIsOld() {
    Cluster cluster = Cluster.of(rules, disk(3, 1, 3), disk(9, 1), disk(9, 1));
    cluster.elect(1);
    assertEquals(9, cluster.view(1).term());
    cluster.elect(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(10, cluster.view(1).term());
  }

  @PaperRule(Rule.IS_QUORUM)
  @Test
  void withoutAMajorityNoTermIsRaised() {
    Cluster cluster = Cluster.of(rules, Given.config(5), disk(3, 1, 3));
    cluster.elect(1);
    cluster.receive(1, 2, new PreVoteReply(4, true));
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    assertEquals(NodeSet.of(1, 2), cluster.view(1).votes());
    cluster.receive(1, 3, new PreVoteReply(4, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
  }

  @PaperRule(Rule.COUNTS_REPLY)
  @Test
  void aGrantForAnOlderTermDoesNotCount() {
    Cluster cluster = lonely();
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 2, new PreVoteReply(3, true));
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    cluster.receive(1, 2, new PreVoteReply(4, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
  }

  /// A vote buys time for the candidate that got it: pre-votes that come later must not turn the
  /// voter into its rival.
  @Test
  void whoeverGivesItsVoteNoLongerAsksForItself() {
    Cluster cluster = lonely();
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 2, new RequestVote(3, at(2, 3)));
    assertEquals(2, cluster.view(1).votedFor());
    cluster.receive(1, 3, new PreVoteReply(4, true));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(3, cluster.view(1).term());
    assertEquals(cluster.now() + 150_001, cluster.raft(1).deadline());
  }

  @Test
  void aServerThatIsCutOffKeepsItsTermHoweverOftenItTries() {
    Cluster cluster = lonely();
    for (int i = 0; i < 20; i++) {
      cluster.pass(300_000);
      cluster.tick(1);
    }
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    assertEquals(3, cluster.view(1).term());
    assertEquals(0, cluster.unfinishedWrites(1));
  }

  @Test
  void aServerThatComesBackDisturbsNobody() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.pass(100_000);
    cluster.expire(3, Timer.ELECTION);
    cluster.deliverAll();
    assertEquals(RoleName.LEADER, cluster.role(1));
    for (int id = 1; id <= 3; id++) {
      assertEquals(1, cluster.view(id).term());
    }
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(RoleName.FOLLOWER, cluster.role(3));
    assertEquals(1, cluster.view(3).leader());
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aPreVoteAndItsAnswerWaitForNoDisk() {
    Cluster cluster = lonely();
    cluster.disksAreFast(false);
    cluster.receive(1, 3, append(4, at(2, 3), 0, 4));
    cluster.pass(300_000);
    assertEquals(1, cluster.unfinishedWrites(1));
    cluster.expire(1, Timer.ELECTION);
    assertEquals(List.of(new PreVote(5, at(3, 4))), cluster.between(1, 2));
    cluster.receive(1, 2, new PreVote(5, at(3, 4)));
    assertEquals(new PreVoteReply(5, true), cluster.last(1, 2));
    cluster.receive(1, 2, new PreVote(3, at(3, 4)));
    assertEquals(new PreVoteReply(4, false), cluster.last(1, 2));
  }

  @Test
  void withoutPreVoteTheTermIsRaisedAtOnce() {
    RaftConfig config = Given.config(3).with(new RaftConfig.Features(false, true, true));
    Cluster cluster = Cluster.of(rules, config, disk(3, 1, 3));
    cluster.elect(1);
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(List.of(new RequestVote(4, at(2, 3))), cluster.between(1, 2));
  }
}
