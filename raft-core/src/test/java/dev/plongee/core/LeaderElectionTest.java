package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.diskVoted;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §5.2: leader election.
@ExtendWith(UnderThePaper.class)
class LeaderElectionTest {
  private static final LogPosition ZERO = LogPosition.ZERO;
  private final Rules rules;

  LeaderElectionTest(Rules rules) {
    this.rules = rules;
  }

  /// S1 of a cluster of this size is a candidate of term 1; the test plays the others.
  private Cluster candidate(int size) {
    Cluster cluster = Cluster.of(rules, Given.config(size), disk(0));
    cluster.elect(1);
    for (int id = 2; id <= size && cluster.role(1) == RoleName.PRE_CANDIDATE; id++) {
      cluster.receive(1, id, new PreVoteReply(1, true));
    }
    return cluster;
  }

  @Test
  void serversBeginAsFollowersThatKnowNoLeader() {
    Cluster cluster = Cluster.of(3, rules);
    for (int id = 1; id <= 3; id++) {
      assertEquals(RoleName.FOLLOWER, cluster.role(id));
      assertEquals(0, cluster.view(id).term());
      assertEquals(ServerId.NONE, cluster.view(id).leader());
      assertEquals(150_000 + id, cluster.raft(id).deadline());
    }
  }

  @Test
  void aFollowerThatHearsNobodyCampaignsWhenItsTimeIsOver() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.pass(150_000);
    cluster.tick(1);
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    cluster.pass(1);
    cluster.tick(1);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    assertEquals(List.of(new PreVote(1, ZERO)), cluster.between(1, 2));
    assertEquals(List.of(new PreVote(1, ZERO)), cluster.between(1, 3));
  }

  @Test
  void aCandidateRaisesItsTermVotesForItselfAndAsksAllOthers() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(4, 1, 4));
    cluster.elect(1);
    cluster.take(1, 2);
    cluster.take(1, 3);
    cluster.receive(1, 2, new PreVoteReply(5, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(new HardState(5, 1), cluster.onDisk(1).hardState());
    assertEquals(List.of(new RequestVote(5, at(2, 4))), cluster.between(1, 2));
    assertEquals(List.of(new RequestVote(5, at(2, 4))), cluster.between(1, 3));
  }

  @PaperRule({Rule.IS_QUORUM, Rule.COUNTS_REPLY})
  @Test
  void threeVotesOfFiveMakeALeaderAndTwoDoNot() {
    Cluster cluster = candidate(5);
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(NodeSet.of(1, 2), cluster.view(1).votes());
    cluster.receive(1, 3, new RequestVoteReply(1, true));
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @PaperRule(Rule.IS_QUORUM)
  @Test
  void aHalfIsNoMajority() {
    Cluster cluster = candidate(4);
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    cluster.receive(1, 3, new RequestVoteReply(1, true));
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @Test
  void aServerIsCountedOnceHoweverOftenItAnswers() {
    Cluster cluster = candidate(5);
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
  }

  @Test
  void aServerOutsideTheClusterDoesNotCount() {
    Cluster cluster = candidate(5);
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    cluster.receive(1, 9, new RequestVoteReply(1, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
  }

  @Test
  void aRefusalIsNoVote() {
    Cluster cluster = candidate(3);
    cluster.receive(1, 2, new RequestVoteReply(1, false));
    cluster.receive(1, 3, new RequestVoteReply(1, false));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
  }

  @PaperRule(Rule.COUNTS_REPLY)
  @Test
  void aVoteOfAnOlderTermDoesNotCount() {
    Cluster cluster = Cluster.of(rules, Given.config(3), diskVoted(1, 1));
    cluster.elect(1);
    cluster.receive(1, 2, new PreVoteReply(2, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    cluster.receive(1, 3, new RequestVoteReply(1, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    cluster.receive(1, 3, new RequestVoteReply(2, true));
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @Test
  void aVoteThatComesWhenTheCandidacyIsOverCountsNothing() {
    Cluster cluster = candidate(3);
    cluster.expire(1, Timer.ELECTION);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    assertEquals(NodeSet.of(1), cluster.view(1).votes());
    cluster.receive(1, 3, append(1, ZERO, 0));
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
  }

  @Test
  void timersFireOnlyWhenTheDriverTicks() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(0));
    cluster.pass(10_000_000);
    cluster.receive(1, 2, append(0, ZERO, 0));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    cluster.tick(1);
    assertEquals(RoleName.FOLLOWER, cluster.role(1), "it heard the message that was waiting");
  }

  @PaperRule(Rule.MAY_VOTE_FOR)
  @Test
  void aServerVotesOnceATermFirstComeFirstServed() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(0));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(1, ZERO));
    cluster.receive(1, 3, new RequestVote(1, ZERO));
    assertEquals(List.of(new RequestVoteReply(1, true)), cluster.between(1, 2));
    assertEquals(List.of(new RequestVoteReply(1, false)), cluster.between(1, 3));
    assertEquals(new HardState(1, 2), cluster.onDisk(1).hardState());
  }

  @PaperRule(Rule.MAY_VOTE_FOR)
  @Test
  void aVoteIsRepeatedToTheSameCandidateWhoseAnswerMayBeLost() {
    Cluster cluster = Cluster.of(rules, Given.config(3), diskVoted(1, 2));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(1, ZERO));
    assertEquals(List.of(new RequestVoteReply(1, true)), cluster.between(1, 2));
  }

  @PaperRule(Rule.MAY_VOTE_FOR)
  @Test
  void aCandidateDoesNotVoteForAnotherOfItsTerm() {
    Cluster cluster = candidate(3);
    cluster.receive(1, 2, new RequestVote(1, at(9, 1)));
    assertEquals(new RequestVoteReply(1, false), cluster.last(1, 2));
    assertEquals(1, cluster.view(1).votedFor());
  }

  @PaperRule(Rule.CLEARS_VOTE)
  @Test
  void aCandidateThatHearsTheLeaderOfItsTermFollowsItAndKeepsItsVote() {
    Cluster cluster = candidate(3);
    cluster.receive(1, 3, append(1, ZERO, 0));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(3, cluster.view(1).leader());
    assertEquals(new HardState(1, 1), cluster.onDisk(1).hardState());
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(1, at(9, 1)));
    assertEquals(new RequestVoteReply(1, false), cluster.last(1, 2));
  }

  @PaperRule(Rule.CLEARS_VOTE)
  @Test
  void theVoteIsForgottenWithItsTerm() {
    Cluster cluster = Cluster.of(rules, Given.config(3), diskVoted(1, 3));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(2, ZERO));
    assertEquals(List.of(new RequestVoteReply(2, true)), cluster.between(1, 2));
    cluster.receive(1, 3, append(4, ZERO, 0));
    assertEquals(new HardState(4, ServerId.NONE), cluster.onDisk(1).hardState());
  }

  @PaperRule(Rule.ACCEPTS_REQUEST)
  @Test
  void aCandidateGoesOnWhenALeaderOfAnOlderTermSpeaks() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(4, 1));
    cluster.elect(1);
    cluster.receive(1, 2, new PreVoteReply(5, true));
    cluster.receive(1, 3, append(4, at(1, 1), 0));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(new Message.Stale(5), cluster.last(1, 3));
  }

  @Test
  void aNewLeaderAssertsItselfAtOnceWithTheEmptyEntryOfItsTerm() {
    Cluster cluster = candidate(3);
    cluster.loseEverything();
    cluster.receive(1, 2, new RequestVoteReply(1, true));
    for (int peer = 2; peer <= 3; peer++) {
      assertEquals(List.of(append(1, ZERO, 0, 1)), cluster.between(1, peer));
    }
    assertEquals(Payload.NOOP, cluster.view(1).entry(1).payload());
  }

  @Test
  void anIdleLeaderRemindsEverybodyBeforeTheirTimeIsOver() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.pass(50_000);
    assertEquals(cluster.now(), cluster.raft(1).deadline());
    cluster.tick(1);
    for (int peer = 2; peer <= 3; peer++) {
      AppendEntries heartbeat =
          assertInstanceOf(AppendEntries.class, cluster.between(1, peer).getFirst());
      assertEquals(append(1, at(1, 1), 1), heartbeat);
    }
    assertEquals(cluster.now() + 50_000, cluster.raft(1).deadline());
  }

  @Test
  void aSingleServerElectsItself() {
    Cluster cluster = Cluster.of(1, rules);
    cluster.pass(300_000);
    cluster.tick(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(1, cluster.view(1).commitIndex());
  }

  @Test
  void aSplitVoteEndsInALaterTerm() {
    Cluster cluster = Cluster.of(4, rules);
    cluster.pass(300_000);
    cluster.expire(1, Timer.ELECTION);
    cluster.expire(2, Timer.ELECTION);
    cluster.deliver(1, 3);
    cluster.deliver(1, 4);
    cluster.deliver(2, 3);
    cluster.deliver(2, 4);
    cluster.deliver(3, 1);
    cluster.deliver(4, 1);
    cluster.deliver(3, 2);
    cluster.deliver(4, 2);
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(RoleName.CANDIDATE, cluster.role(2));
    cluster.deliver(1, 2); // the pre-vote that came too late
    cluster.deliver(2, 1);
    cluster.deliver(1, 3);
    cluster.deliver(2, 4);
    cluster.deliverAll();
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(RoleName.CANDIDATE, cluster.role(2));
    cluster.elect(2);
    assertEquals(RoleName.LEADER, cluster.role(2));
    assertEquals(2, cluster.view(1).term());
  }

  @Test
  void everyTermAndAttemptDrawsATimeoutOfItsOwn() {
    List<String> drawn = new ArrayList<>();
    Raft raft =
        Raft.recover(
            Given.config(3),
            rules,
            DurableState.EMPTY,
            0,
            (term, attempt) -> {
              drawn.add(term + "/" + attempt);
              return 200_000;
            });
    raft.step(200_000, Input.TICK);
    raft.step(400_000, Input.TICK);
    Output output = raft.step(400_000, new Input.Receive(2, new PreVoteReply(1, true)));
    raft.step(400_000, new Input.Persisted(output.write().id()));
    raft.step(600_000, Input.TICK);
    assertEquals(List.of("0/0", "0/1", "0/2", "1/0", "1/1"), drawn);
  }

  @PaperRule(Rule.RESETS_ELECTION_TIMER)
  @Test
  void hearingTheLeaderPutsTheElectionOff() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(1, 1));
    cluster.pass(100_000);
    cluster.receive(1, 2, append(1, at(1, 1), 0));
    assertEquals(250_001, cluster.raft(1).deadline());
    cluster.pass(100_000);
    cluster.receive(1, 2, append(1, at(7, 1), 0));
    assertEquals(350_001, cluster.raft(1).deadline());
  }

  @PaperRule(Rule.RESETS_ELECTION_TIMER)
  @Test
  void givingAVotePutsTheElectionOff() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(1, 1));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(2, at(1, 1)));
    assertEquals(450_001, cluster.raft(1).deadline());
  }

  @PaperRule(Rule.RESETS_ELECTION_TIMER)
  @Test
  void refusalsAndQuestionsDoNotPutTheElectionOff() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(3, 1, 3));
    cluster.pass(300_000);
    assertEquals(150_001, cluster.raft(1).deadline());
    cluster.receive(1, 2, new RequestVote(4, at(1, 1)));
    assertEquals(150_001, cluster.raft(1).deadline());
    cluster.receive(1, 2, new PreVote(5, at(2, 3)));
    assertEquals(150_001, cluster.raft(1).deadline());
    cluster.receive(1, 2, new PreVote(2, at(2, 3)));
    assertEquals(150_001, cluster.raft(1).deadline());
    cluster.receive(1, 2, append(3, at(1, 1), 0));
    assertEquals(150_001, cluster.raft(1).deadline());
    cluster.receive(1, 2, new RequestVote(3, at(2, 3)));
    assertEquals(150_001, cluster.raft(1).deadline());
  }

  @Test
  void aMinorityElectsNobody() {
    Cluster cluster = Cluster.of(5, rules);
    cluster.elect(1, 1, 2);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    assertTrue(cluster.view(1).term() == 0);
  }
}
