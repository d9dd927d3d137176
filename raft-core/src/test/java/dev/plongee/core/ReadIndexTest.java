package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.Reply.ReadReady;
import dev.plongee.core.Reply.ReadRefused;
import dev.plongee.core.Reply.Refusal;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §8, dissertation §6.4: linearizable reads that write nothing.
@ExtendWith(UnderThePaper.class)
class ReadIndexTest {
  private final Rules rules;

  ReadIndexTest(Rules rules) {
    this.rules = rules;
  }

  private Cluster leader(int size) {
    Cluster cluster = Cluster.of(size, rules);
    cluster.elect(1);
    assertEquals(1, cluster.view(1).commitIndex());
    return cluster;
  }

  private static ReadReady ready(long index, Long... ids) {
    return new ReadReady(List.of(ids), index);
  }

  @PaperRule({Rule.ROUND_CONFIRMS, Rule.IS_QUORUM, Rule.READ_MAY_START, Rule.READ_MAY_ANSWER})
  @Test
  void aReadIsAnsweredWhenAMajorityHasAnsweredItsRound() {
    Cluster cluster = leader(5);
    cluster.read(1, 7L, 8L);
    assertEquals(1, ((AppendEntries) cluster.last(1, 3)).round());
    cluster.receive(1, 2, new AppendAccepted(1, 1, 1));
    assertEquals(List.of(), cluster.replies(1));
    cluster.receive(1, 3, new AppendAccepted(1, 1, 1));
    assertEquals(List.of(ready(1, 7L, 8L)), cluster.replies(1));
  }

  @PaperRule(Rule.ROUND_CONFIRMS)
  @Test
  void aRoundThatBeganBeforeTheReadProvesNothing() {
    Cluster cluster = leader(3);
    cluster.read(1, 7L);
    cluster.loseEverything();
    cluster.read(1, 8L);
    cluster.receive(1, 2, new AppendAccepted(1, 1, 1));
    assertEquals(List.of(ready(1, 7L)), cluster.replies(1));
    cluster.receive(1, 2, new AppendAccepted(1, 1, 2));
    assertEquals(ready(1, 8L), cluster.replies(1).getLast());
  }

  @PaperRule(Rule.ROUND_CONFIRMS)
  @Test
  void anAnswerFromBeforeTheReadProvesNothing() {
    Cluster cluster = leader(3);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.read(1, 7L);
    cluster.deliver(1, 2);
    assertEquals(new AppendAccepted(1, 1, 0), cluster.deliver(2, 1));
    assertEquals(List.of(), cluster.replies(1));
    cluster.deliver(1, 2);
    cluster.deliver(2, 1);
    assertEquals(List.of(ready(1, 7L)), cluster.replies(1));
  }

  @Test
  void anAnswerEchoesTheRoundOfTheVeryMessageItAnswers() {
    Cluster cluster = Cluster.of(rules, config(3), disk(1, 1));
    cluster.receive(1, 2, new AppendEntries(1, at(1, 1), List.of(), 0, 9));
    cluster.receive(1, 2, new AppendEntries(1, at(1, 1), List.of(), 0, 4));
    cluster.receive(1, 2, new AppendEntries(1, at(5, 1), List.of(), 0, 3));
    assertEquals(
        List.of(
            new AppendAccepted(1, 1, 9),
            new AppendAccepted(1, 1, 4),
            new AppendRejected(1, 5, new ConflictHint(0, 2), 3)),
        cluster.between(1, 2));
  }

  @Test
  void aRejectionOfTheSameTermProvesThatTheLeaderIsStillFollowed() {
    Cluster cluster = leader(3);
    cluster.read(1, 7L);
    cluster.receive(1, 2, new AppendRejected(1, 1, new ConflictHint(0, 1), 1));
    assertEquals(List.of(ready(1, 7L)), cluster.replies(1));
  }

  /// S1 leads term 1 with rounds of its own, and leads again later. A message of its first term
  /// reaches S3, which is in the later one already: its answer proves nothing about now.
  @Test
  void theAnswerToALeadershipThatIsOverConfirmsNoRound() {
    Cluster cluster = leader(3);
    for (long id = 1; id <= 5; id++) {
      cluster.read(1, id);
    }
    AppendEntries old = (AppendEntries) cluster.last(1, 3);
    assertEquals(5, old.round());
    cluster.loseEverything();
    cluster.elect(2);
    cluster.elect(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(3, cluster.view(1).term());
    cluster.read(1, 70L);
    cluster.loseEverything();
    cluster.receive(3, 1, old);
    assertEquals(List.of(new Stale(3)), cluster.between(3, 1));
    cluster.deliver(3, 1);
    assertTrue(cluster.replies(1).stream().noneMatch(r -> r instanceof ReadReady));
  }

  @PaperRule(Rule.COUNTS_REPLY)
  @Test
  void anAnswerOfAnOlderTermConfirmsNoRound() {
    Cluster cluster = leader(3);
    cluster.elect(2);
    cluster.elect(1);
    cluster.read(1, 70L);
    cluster.receive(1, 2, new AppendAccepted(1, 9, 9));
    cluster.receive(1, 3, new AppendRejected(2, 9, new ConflictHint(0, 1), 9));
    assertEquals(List.of(), cluster.replies(1));
  }

  @PaperRule(Rule.READ_MAY_START)
  @Test
  void beforeAnEntryOfItsTermIsCommittedALeaderReadsNothing() {
    Cluster cluster = Cluster.of(rules, config(3), disk(1, 1, 1));
    cluster.elect(1);
    cluster.receive(1, 2, new Message.PreVoteReply(2, true));
    cluster.receive(1, 2, new Message.RequestVoteReply(2, true));
    assertEquals(RoleName.LEADER, cluster.role(1));
    cluster.read(1, 7L);
    assertEquals(0, cluster.view(1).round());
    cluster.receive(1, 2, new AppendAccepted(2, 2, 1));
    assertEquals(List.of(), cluster.replies(1));
    cluster.receive(1, 2, new AppendAccepted(2, 3, 0));
    assertEquals(3, cluster.view(1).commitIndex());
    assertEquals(1, cluster.view(1).round());
    cluster.receive(1, 2, new AppendAccepted(2, 3, 1));
    assertEquals(List.of(ready(3, 7L)), cluster.replies(1));
  }

  @PaperRule(Rule.READ_MAY_ANSWER)
  @Test
  void aReadWaitsUntilItsIndexIsApplied() {
    Cluster cluster = leader(3);
    cluster.stateMachinesAreFast(false);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    assertEquals(2, cluster.view(1).commitIndex());
    cluster.read(1, 7L);
    cluster.receive(1, 2, new AppendAccepted(1, 2, 1));
    assertEquals(List.of(), readAnswers(cluster));
    cluster.step(1, new Input.Applied(2));
    assertEquals(List.of(ready(2, 7L)), readAnswers(cluster));
  }

  private static List<Reply> readAnswers(Cluster cluster) {
    return cluster.replies(1).stream()
        .filter(r -> r instanceof ReadReady || r instanceof ReadRefused)
        .toList();
  }

  @Test
  void theReadIndexHoldsEverythingThatWasAcknowledgedBefore() {
    Cluster cluster = leader(3);
    cluster.propose(1, "a", "b");
    cluster.deliverAll();
    cluster.read(1, 7L);
    cluster.deliverAll();
    assertTrue(cluster.replies(1).contains(ready(3, 7L)));
  }

  @Test
  void readsThatComeTogetherShareARoundAndAnIdleLeaderNeedsNone() {
    Cluster cluster = leader(3);
    cluster.read(1, 1L, 2L, 3L);
    assertEquals(1, cluster.view(1).round());
    assertEquals(1, cluster.between(1, 2).size());
    cluster.deliverAll();
    cluster.expire(1, Timer.HEARTBEAT);
    AppendEntries first = (AppendEntries) cluster.last(1, 2);
    cluster.deliverAll();
    cluster.expire(1, Timer.HEARTBEAT);
    assertEquals(first, cluster.last(1, 2));
    assertEquals(1, cluster.view(1).round());
  }

  @Test
  void aRoundRidesOnEntriesThatLeaveInTheSameStep() {
    Cluster cluster = Cluster.of(rules, disk(1, 1), disk(1, 1), disk(1, 1));
    cluster.elect(1, 1, 2);
    cluster.loseEverything();
    cluster.read(1, 7L);
    assertEquals(1, cluster.between(1, 2).size());
    assertEquals(1, cluster.between(1, 3).size());
  }

  @Test
  void losingLeadershipRefusesEveryRead() {
    Cluster cluster = leader(3);
    cluster.stateMachinesAreFast(false);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 2, 0));
    cluster.read(1, 1L);
    cluster.receive(1, 2, new AppendAccepted(1, 2, 1)); // confirmed, not applied
    cluster.read(1, 2L); // asked
    cluster.receive(1, 3, append(2, at(1, 1), 0));
    assertEquals(
        new ReadRefused(List.of(1L, 2L), Refusal.NOT_LEADER, ServerId.NONE),
        cluster.replies(1).getLast());
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    cluster.step(1, new Input.Applied(2));
    assertEquals(1, readAnswers(cluster).size());
  }

  @Test
  void aFollowerRefusesAndSaysWhoLeads() {
    Cluster cluster = leader(3);
    cluster.read(2, 5L);
    assertEquals(List.of(new ReadRefused(List.of(5L), Refusal.NOT_LEADER, 1)), cluster.replies(2));
  }

  @Test
  void waitingReadsAreBounded() {
    RaftConfig.Limits limits = new RaftConfig.Limits(8, 1_000, 4, 10, 1_000_000, 0, 3);
    Cluster cluster = Cluster.of(rules, config(3, limits));
    cluster.elect(1);
    cluster.read(1, 1L, 2L);
    cluster.read(1, 3L, 4L, 5L);
    assertEquals(List.of(new ReadRefused(List.of(4L, 5L), Refusal.BUSY, 1)), cluster.replies(1));
    cluster.deliverAll();
    cluster.read(1, 6L);
    cluster.deliverAll();
    assertEquals(
        List.of(1L, 2L, 3L, 6L),
        cluster.replies(1).stream()
            .filter(ReadReady.class::isInstance)
            .flatMap(r -> ((ReadReady) r).ids().stream())
            .toList());
  }

  @Test
  void manyReadsAreAnsweredInTheirOrder() {
    Cluster cluster = leader(3);
    LongStream.rangeClosed(1, 50).forEach(id -> cluster.read(1, id));
    cluster.deliverAll();
    assertEquals(
        LongStream.rangeClosed(1, 50).boxed().toList(),
        cluster.replies(1).stream().flatMap(r -> ((ReadReady) r).ids().stream()).toList());
  }

  @Test
  void aSingleServerAnswersAtOnce() {
    Cluster cluster = leader(1);
    cluster.read(1, 7L);
    assertEquals(List.of(ready(1, 7L)), cluster.replies(1));
  }
}
