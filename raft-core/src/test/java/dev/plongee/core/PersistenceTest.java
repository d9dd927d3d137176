package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Figure 2, persistent state: on stable storage *before* responding. Here each disk finishes when
/// the test says so.
@ExtendWith(UnderThePaper.class)
class PersistenceTest {
  private final Rules rules;

  PersistenceTest(Rules rules) {
    this.rules = rules;
  }

  /// S1 alone, of a cluster of three, with a slow disk that holds this.
  private Cluster slow(DurableState onDisk) {
    Cluster cluster = Cluster.of(rules, config(3), onDisk);
    cluster.disksAreFast(false);
    cluster.pass(300_000);
    return cluster;
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aVoteLeavesWhenItIsDurable() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, new RequestVote(5, at(1, 1)));
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.sync(1);
    assertEquals(List.of(new RequestVoteReply(5, true)), cluster.between(1, 2));
    assertEquals(new HardState(5, 2), cluster.onDisk(1).hardState());
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aVoteWaitsAlsoWhenItsTermIsLongDurable() {
    Cluster cluster = slow(disk(5, 1));
    cluster.receive(1, 2, new RequestVote(5, at(1, 1)));
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.sync(1);
    assertEquals(List.of(new RequestVoteReply(5, true)), cluster.between(1, 2));
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aRefusedVoteWaitsForItsTermOnly() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, new RequestVote(5, at(0, 0)));
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.sync(1);
    assertEquals(List.of(new RequestVoteReply(5, false)), cluster.take(1, 2));
    cluster.receive(1, 3, new RequestVote(5, at(1, 1)));
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.receive(1, 2, new RequestVote(5, at(0, 0)));
    assertEquals(List.of(new RequestVoteReply(5, false)), cluster.take(1, 2));
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void anAcknowledgementLeavesWhenItsEntriesAreDurable() {
    Cluster cluster = slow(disk(5, 1));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5, 5));
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.sync(1);
    assertEquals(List.of(new AppendAccepted(5, 3, 0)), cluster.between(1, 2));
    assertEquals(3, cluster.onDisk(1).entries().size());
  }

  @PaperRule(Rule.ACKNOWLEDGED_AT_ONCE)
  @Test
  void aHeartbeatIsAnsweredAtOnceForWhatIsDurable() {
    Cluster cluster = slow(disk(5, 1));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5, 5));
    cluster.receive(1, 2, heartbeat(5, at(3, 5), 0, 7));
    assertEquals(List.of(new AppendAccepted(5, 1, 7)), cluster.take(1, 2));
  }

  @PaperRule({Rule.ACKNOWLEDGED_AT_ONCE, Rule.WAITS_FOR})
  @Test
  void entriesThatComeAgainAreNotAcknowledgedBeforeTheyAreDurable() {
    Cluster cluster = slow(disk(5, 1));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5, 5));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5, 5));
    assertEquals(List.of(new AppendAccepted(5, 1, 0)), cluster.take(1, 2));
    cluster.sync(1);
    assertEquals(new AppendAccepted(5, 3, 0), cluster.take(1, 2).getLast());
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void anAnswerForWhatIsDurableWaitsForItsTermOnly() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, heartbeat(5, at(1, 1), 0, 0));
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.sync(1);
    assertEquals(List.of(new AppendAccepted(5, 1, 0)), cluster.take(1, 2));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5));
    cluster.receive(1, 2, heartbeat(5, at(1, 1), 0, 0));
    assertEquals(List.of(new AppendAccepted(5, 1, 0)), cluster.take(1, 2));
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aRejectionWaitsForItsTermOnly() {
    Cluster cluster = slow(disk(4, 1));
    AppendRejected rejected = new AppendRejected(5, 7, new ConflictHint(0, 2), 0);
    cluster.receive(1, 2, append(5, at(7, 5), 0));
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.sync(1);
    assertEquals(List.of(rejected), cluster.take(1, 2));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5));
    cluster.receive(1, 2, append(5, at(7, 5), 0));
    assertEquals(List.of(new AppendRejected(5, 7, new ConflictHint(0, 3), 0)), cluster.take(1, 2));
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aLaterTermIsToldWhenItIsDurable() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, append(5, at(1, 1), 0, 5));
    cluster.receive(1, 3, append(4, at(1, 1), 0));
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.sync(1);
    assertEquals(List.of(new Stale(5)), cluster.take(1, 3));
    cluster.receive(1, 2, append(5, at(2, 5), 0, 5));
    cluster.receive(1, 3, append(4, at(1, 1), 0));
    assertEquals(List.of(new Stale(5)), cluster.take(1, 3));
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aVoteRequestWaitsForItsTermItsVoteAndTheLogItDescribes() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, append(4, at(1, 1), 0, 4));
    cluster.pass(300_000);
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 3, new PreVoteReply(5, true));
    cluster.loseEverything();
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(2, cluster.unfinishedWrites(1));
    cluster.sync(1);
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.sync(1);
    assertEquals(List.of(new RequestVote(5, at(2, 4))), cluster.between(1, 3));
    assertEquals(new HardState(5, 1), cluster.onDisk(1).hardState());
  }

  @Test
  void aCandidateCountsItsOwnVoteWhenItIsDurable() {
    Cluster cluster = slow(disk(4, 1));
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 3, new PreVoteReply(5, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(NodeSet.EMPTY, cluster.view(1).votes());
    assertFalse(cluster.view(1).hardStateDurable());
    cluster.sync(1);
    assertTrue(cluster.view(1).hardStateDurable());
    assertEquals(NodeSet.of(1), cluster.view(1).votes());
  }

  @Test
  void aCandidatesTimeRunsFromTheMomentItsRequestsLeave() {
    Cluster cluster = slow(disk(4, 1));
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 3, new PreVoteReply(5, true));
    assertEquals(Long.MAX_VALUE, cluster.raft(1).deadline());
    cluster.expire(1, Timer.ELECTION);
    assertEquals(5, cluster.view(1).term());
    cluster.pass(1_000_000);
    cluster.sync(1);
    assertEquals(cluster.now() + 150_001, cluster.raft(1).deadline());
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aLeaderSendsEntriesWhileItsOwnDiskWrites() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.disksAreFast(false);
    cluster.propose(1, "a");
    assertEquals(1, cluster.between(1, 2).size());
    assertEquals(1, cluster.between(1, 3).size());
  }

  @PaperRule(Rule.MAY_VOTE_FOR)
  @Test
  void aVoteIsRememberedOverACrash() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, new RequestVote(5, at(1, 1)));
    cluster.sync(1);
    cluster.restart(1);
    cluster.pass(300_000);
    cluster.receive(1, 3, new RequestVote(5, at(1, 1)));
    assertEquals(2, cluster.view(1).votedFor());
    assertEquals(List.of(new RequestVoteReply(5, false)), cluster.between(1, 3));
  }

  @Test
  void aVoteThatWasLostInACrashWasNeverGiven() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, new RequestVote(5, at(1, 1)));
    cluster.restart(1);
    assertEquals(List.of(), cluster.between(1, 2));
    cluster.pass(300_000);
    cluster.receive(1, 3, new RequestVote(5, at(1, 1)));
    cluster.sync(1);
    assertEquals(List.of(new RequestVoteReply(5, true)), cluster.between(1, 3));
  }

  @Test
  void aRecoveredServerIsAFollowerOfItsLastTermWithItsLog() {
    Cluster cluster = Cluster.of(rules, config(3), disk(7, 3, Given.log(1, 1, 5)));
    RaftView view = cluster.view(1);
    assertEquals(1, view.self());
    assertEquals(Configuration.of(1, 2, 3), view.configuration());
    assertEquals(RoleName.FOLLOWER, view.role());
    assertEquals(7, view.term());
    assertEquals(new TermAt.Known(5), view.termAt(3));
    assertEquals(TermAt.BEYOND, view.termAt(4));
    assertEquals(3, view.votedFor());
    assertEquals(List.of(1L, 1L, 5L), cluster.terms(1));
    assertEquals(3, view.durableIndex());
    assertEquals(0, view.commitIndex());
    assertTrue(view.hardStateDurable());
  }

  @Test
  void aLeaderThatRestartsVotesForNobodyElseInItsTerm() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.restart(1);
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(1, at(9, 1)));
    assertEquals(List.of(new RequestVoteReply(1, false)), cluster.between(1, 2));
  }
}
