package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §5.3: log replication.
@ExtendWith(UnderThePaper.class)
class LogReplicationTest {
  private final Rules rules;

  LogReplicationTest(Rules rules) {
    this.rules = rules;
  }

  /// S1 alone, of a cluster of three, with the log 1 1 2 2 in term 3; S2 leads term 3.
  private Cluster follower() {
    return Cluster.of(rules, config(3), disk(3, 1, 1, 2, 2));
  }

  @Test
  void commandsOfOneProposalAreOneAppendOneWriteAndOneMessageAPeer() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    Output output = cluster.step(1, new Input.Propose(Given.commands("a", "b", "c")));
    assertEquals(3, output.write().entries().size());
    assertEquals(2, output.send().size());
    for (Envelope envelope : output.send()) {
      AppendEntries message = assertInstanceOf(AppendEntries.class, envelope.message());
      assertEquals(at(1, 1), message.prev());
      assertEquals(output.write().entries(), message.entries());
    }
    assertEquals(List.of(new Reply.Accepted(at(2, 1), 3)), output.replies());
  }

  @Test
  void commandsReachEveryStateMachineInOneOrder() {
    Cluster cluster = Cluster.of(5, rules);
    cluster.elect(1);
    cluster.propose(1, "a", "b");
    cluster.propose(1, "c");
    cluster.deliverAll();
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    for (int id = 1; id <= 5; id++) {
      List<Bytes> commands =
          cluster.applied(id).stream()
              .map(Entry::payload)
              .filter(Payload.Command.class::isInstance)
              .map(payload -> ((Payload.Command) payload).bytes())
              .toList();
      assertEquals(Given.commands("a", "b", "c"), commands);
      assertEquals(1, cluster.view(id).leader());
    }
  }

  @PaperRule(Rule.LOG_MATCHES)
  @Test
  void anAppendEntriesIsAcceptedWhereTheLogHoldsAnEntryOfPrevLogTerm() {
    Cluster cluster = follower();
    cluster.receive(1, 2, append(3, at(4, 2), 0, 3));
    assertEquals(List.of(new AppendAccepted(3, 5, 0)), cluster.take(1, 2));
    cluster.receive(1, 2, append(3, at(5, 3), 0));
    assertEquals(List.of(new AppendAccepted(3, 5, 0)), cluster.take(1, 2));
    assertEquals(List.of(1L, 1L, 2L, 2L, 3L), cluster.terms(1));
  }

  @PaperRule(Rule.LOG_MATCHES)
  @Test
  void theFirstEntryFollowsThePlaceBeforeAllLogs() {
    Cluster cluster = Cluster.of(rules, config(3), disk(0));
    cluster.receive(1, 2, append(1, LogPosition.ZERO, 0, 1));
    assertEquals(List.of(new AppendAccepted(1, 1, 0)), cluster.take(1, 2));
  }

  @Test
  void anAppendEntriesIsRejectedBeyondTheEndOfTheLog() {
    Cluster cluster = follower();
    cluster.receive(1, 2, append(3, at(6, 3), 0, 3));
    assertEquals(List.of(new AppendRejected(3, 6, new ConflictHint(0, 5), 0)), cluster.take(1, 2));
    assertEquals(List.of(1L, 1L, 2L, 2L), cluster.terms(1));
  }

  @PaperRule(Rule.LOG_MATCHES)
  @Test
  void anAppendEntriesIsRejectedWhereTheLogHoldsAnotherTerm() {
    Cluster cluster = follower();
    cluster.receive(1, 2, append(3, at(4, 3), 0, 3));
    assertEquals(List.of(new AppendRejected(3, 4, new ConflictHint(2, 3), 0)), cluster.take(1, 2));
    assertEquals(List.of(1L, 1L, 2L, 2L), cluster.terms(1));
    assertEquals(2, cluster.view(1).leader());
  }

  @PaperRule(Rule.LOG_MATCHES)
  @Test
  void aHeartbeatChecksTheLogLikeAnyOther() {
    Cluster cluster = follower();
    cluster.receive(1, 2, heartbeat(3, at(4, 3), 4, 0));
    assertInstanceOf(AppendRejected.class, cluster.take(1, 2).getFirst());
    assertEquals(0, cluster.view(1).commitIndex());
  }

  @PaperRule(Rule.CONFLICTS)
  @Test
  void anEntryOfAnotherTermGoesWithAllThatFollowIt() {
    Cluster cluster = follower();
    Output output = cluster.step(1, new Input.Receive(2, append(3, at(2, 1), 0, 3)));
    assertEquals(List.of(1L, 1L, 3L), cluster.terms(1));
    assertEquals(3, output.write().truncateFrom());
    assertEquals(Given.entries(3, 3), output.write().entries());
    assertEquals(List.of(1L, 1L, 3L), termsOnDisk(cluster));
  }

  private static List<Long> termsOnDisk(Cluster cluster) {
    return cluster.onDisk(1).entries().stream().map(Entry::term).toList();
  }

  @PaperRule(Rule.CONFLICTS)
  @Test
  void theCutIsAtTheFirstRealConflictAndNotBefore() {
    Cluster cluster = follower();
    Output output = cluster.step(1, new Input.Receive(2, append(3, at(1, 1), 0, 1, 2, 3, 3)));
    assertEquals(List.of(1L, 1L, 2L, 3L, 3L), cluster.terms(1));
    assertEquals(4, output.write().truncateFrom());
    assertEquals(Given.entries(4, 3, 3), output.write().entries());
  }

  @PaperRule(Rule.CONFLICTS)
  @Test
  void entriesThatAgreeStayWithAllThatFollowThem() {
    Cluster cluster = follower();
    Output output = cluster.step(1, new Input.Receive(2, append(3, at(0, 0), 0, 1, 1)));
    assertEquals(List.of(1L, 1L, 2L, 2L), cluster.terms(1));
    assertTrue(output.write().isNone());
    assertEquals(List.of(new AppendAccepted(3, 2, 0)), cluster.take(1, 2));
  }

  @PaperRule(Rule.CONFLICTS)
  @Test
  void aMessageThatComesLateDoesNotShortenTheLog() {
    Cluster cluster = Cluster.of(rules, config(3), disk(1, 1));
    cluster.receive(1, 2, append(1, at(1, 1), 0, 1, 1, 1));
    cluster.receive(1, 2, append(1, at(1, 1), 0, 1));
    assertEquals(List.of(1L, 1L, 1L, 1L), cluster.terms(1));
  }

  @PaperRule(Rule.ACKNOWLEDGED)
  @Test
  void successSpeaksOfTheEntriesOfTheMessageOnly() {
    Cluster cluster = follower();
    cluster.receive(1, 2, heartbeat(3, at(2, 1), 0, 0));
    assertEquals(List.of(new AppendAccepted(3, 2, 0)), cluster.take(1, 2));
    cluster.receive(1, 2, append(3, at(1, 1), 0, 1));
    assertEquals(List.of(new AppendAccepted(3, 2, 0)), cluster.take(1, 2));
    cluster.receive(1, 2, append(3, at(2, 1), 0, 2));
    assertEquals(List.of(new AppendAccepted(3, 3, 0)), cluster.take(1, 2));
  }

  @PaperRule(Rule.RAISES_MATCH)
  @Test
  void anAcknowledgementThatComesLateTakesNothingBack() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.propose(1, "a", "b");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 3, 0));
    assertEquals(3, cluster.view(1).peer(2).matchIndex());
    cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
    assertEquals(3, cluster.view(1).peer(2).matchIndex());
    assertEquals(4, cluster.view(1).peer(2).nextIndex());
  }

  @PaperRule(Rule.COUNTS_REPLY)
  @Test
  void anAcknowledgementOfAnOlderTermDoesNotCount() {
    Cluster cluster = Cluster.of(rules, config(3), disk(1, 1, 1));
    cluster.elect(1);
    cluster.receive(1, 2, new Message.PreVoteReply(2, true));
    cluster.receive(1, 2, new Message.RequestVoteReply(2, true));
    assertEquals(RoleName.LEADER, cluster.role(1));
    cluster.receive(1, 3, new AppendAccepted(1, 2, 0));
    assertEquals(0, cluster.view(1).peer(3).matchIndex());
    cluster.receive(1, 3, new AppendAccepted(2, 2, 0));
    assertEquals(2, cluster.view(1).peer(3).matchIndex());
  }

  @Test
  void aRejectionOfAnOlderTermDoesNotCount() {
    Cluster cluster = Cluster.of(rules, disk(1, 1, 1), disk(1, 1, 1), disk(1, 1, 1));
    cluster.elect(1);
    long next = cluster.view(1).peer(3).nextIndex();
    cluster.receive(1, 3, new AppendRejected(1, 2, new ConflictHint(0, 1), 0));
    assertEquals(next, cluster.view(1).peer(3).nextIndex());
  }

  @Test
  void aLeaderObeysNobodyInItsOwnTerm() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.receive(1, 2, append(1, LogPosition.ZERO, 9, 1, 1, 1));
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(1, cluster.view(1).last().index());
    assertEquals(List.of(), cluster.between(1, 2));
  }

  @PaperRule({Rule.LOG_MATCHES, Rule.CONFLICTS})
  @Test
  void everyLogOfFigureSevenBecomesTheLeadersLog() {
    Cluster cluster =
        Cluster.of(
            rules,
            disk(7, 1, 1, 1, 4, 4, 5, 5, 6, 6, 6), // the leader for term 8
            disk(7, 1, 1, 1, 4, 4, 5, 5, 6, 6), // (a)
            disk(7, 1, 1, 1, 4), // (b)
            disk(7, 1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6), // (c)
            disk(7, 1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7), // (d)
            disk(7, 1, 1, 1, 4, 4, 4, 4), // (e)
            disk(7, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3)); // (f)
    cluster.elect(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
    List<Long> leader = List.of(1L, 1L, 1L, 4L, 4L, 5L, 5L, 6L, 6L, 6L, 8L);
    for (int id = 1; id <= 7; id++) {
      assertEquals(leader, cluster.terms(id), "S" + id);
    }
    assertEquals(11, cluster.view(1).commitIndex());
  }
}
