package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.disk;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §5.1: terms act as a logical clock.
@ExtendWith(UnderThePaper.class)
class TermTest {
  private static final LogPosition ZERO = LogPosition.ZERO;
  private final Rules rules;

  TermTest(Rules rules) {
    this.rules = rules;
  }

  @PaperRule(Rule.ADOPTS_TERM)
  @Test
  void aLeaderThatMeetsALaterTermTakesItAndFollows() {
    List<Message> ofTermNine =
        List.of(
            append(9, ZERO, 0),
            new AppendAccepted(9, 0, 0),
            new AppendRejected(9, 0, new ConflictHint(0, 1), 0),
            new RequestVoteReply(9, false),
            new Stale(9));
    for (Message message : ofTermNine) {
      Cluster cluster = Cluster.of(3, rules);
      cluster.elect(1);
      assertEquals(RoleName.LEADER, cluster.role(1));
      cluster.receive(1, 2, message);
      assertEquals(RoleName.FOLLOWER, cluster.role(1), message.toString());
      assertEquals(9, cluster.view(1).term(), message.toString());
      assertEquals(9, cluster.onDisk(1).hardState().term(), message.toString());
    }
  }

  @PaperRule(Rule.ADOPTS_TERM)
  @Test
  void aCandidateThatMeetsALaterTermFollows() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(0));
    cluster.elect(1);
    cluster.receive(1, 2, new Message.PreVoteReply(1, true));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    cluster.receive(1, 2, new RequestVoteReply(7, false));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(7, cluster.view(1).term());
  }

  @PaperRule(Rule.ADOPTS_TERM)
  @Test
  void anOlderTermIsNeverTakenBack() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(5, 1, 2));
    cluster.receive(1, 2, append(3, at(1, 1), 0));
    cluster.receive(1, 2, new Stale(4));
    assertEquals(5, cluster.view(1).term());
  }

  @PaperRule(Rule.ADOPTS_TERM)
  @Test
  void anAnswerOfTheOwnTermDeposesNobody() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
    cluster.receive(1, 3, new Stale(1));
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @PaperRule(Rule.ACCEPTS_REQUEST)
  @Test
  void anAppendEntriesOfAnOlderTermIsRefusedAndChangesNothing() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(5, 1, 2, 2));
    long deadline = cluster.view(1).deadline(Timer.ELECTION);
    cluster.pass(1_000);
    cluster.receive(1, 2, append(3, at(1, 1), 2, 3));
    assertEquals(List.of(1L, 2L, 2L), cluster.terms(1));
    assertEquals(0, cluster.view(1).commitIndex());
    assertEquals(ServerId.NONE, cluster.view(1).leader());
    assertEquals(deadline, cluster.view(1).deadline(Timer.ELECTION));
    assertEquals(List.of(new Stale(5)), cluster.between(1, 2));
  }

  @PaperRule(Rule.ACCEPTS_REQUEST)
  @Test
  void aVoteRequestOfAnOlderTermIsRefused() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(5, 1, 2));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(4, at(9, 4)));
    assertEquals(ServerId.NONE, cluster.view(1).votedFor());
    assertEquals(List.of(new Stale(5)), cluster.between(1, 2));
  }

  @PaperRule(Rule.ACCEPTS_REQUEST)
  @Test
  void requestsOfTheCurrentTermAreAccepted() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(5, 1, 2));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(5, at(2, 2)));
    assertEquals(List.of(new RequestVoteReply(5, true)), cluster.take(1, 2));
    cluster.receive(1, 2, append(5, at(2, 2), 0, 5));
    assertEquals(List.of(new AppendAccepted(5, 3, 0)), cluster.take(1, 2));
    assertEquals(2, cluster.view(1).leader());
  }

  @PaperRule({Rule.ADOPTS_TERM, Rule.ACCEPTS_REQUEST})
  @Test
  void aLeaderOfThePastLearnsThatItIsOneWhenItSpeaks() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.elect(2, 2, 3);
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(RoleName.LEADER, cluster.role(2));
    cluster.loseEverything();
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliver(1, 3);
    assertEquals(List.of(new Stale(2)), cluster.between(3, 1));
    cluster.deliver(3, 1);
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(2, cluster.view(1).term());
  }
}
