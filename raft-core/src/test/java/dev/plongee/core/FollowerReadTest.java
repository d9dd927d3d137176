package dev.plongee.core;

import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.ReadIndexReply;
import dev.plongee.core.Message.ReadIndexRequest;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.TimeoutNow;
import dev.plongee.core.Reply.ReadReady;
import dev.plongee.core.Reply.ReadRefused;
import dev.plongee.core.Reply.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Dissertation §6.4: reads that a follower answers, after its leader has said how far it must be.
@ExtendWith(UnderThePaper.class)
class FollowerReadTest {
  private static final long HEARTBEAT_US = RaftConfig.Timing.PAPER.heartbeatUs();

  private final Rules rules;

  FollowerReadTest(Rules rules) {
    this.rules = rules;
  }

  /// S1 leads, everybody has its first entry and knows that it is committed.
  private Cluster led() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(1, cluster.view(2).appliedIndex());
    return cluster;
  }

  private static void readHere(Cluster cluster, int server, Long... ids) {
    cluster.step(server, new Input.ReadHere(List.of(ids)));
  }

  @PaperRule(Rule.READ_INDEX_FITS)
  @Test
  void aFollowerAsksItsLeaderAndAnswersItself() {
    Cluster cluster = led();
    readHere(cluster, 2, 7L, 8L);
    assertEquals(List.of(new ReadIndexRequest(1, 7)), cluster.between(2, 1));
    assertEquals(List.of(), cluster.replies(2));
    cluster.deliverAll();
    assertEquals(List.of(new ReadReady(List.of(7L, 8L), 1)), cluster.replies(2));
    assertEquals(List.of(), cluster.replies(1));
  }

  /// The leader's proof is a round of contact, as for its own reads.
  @PaperRule(Rule.ROUND_CONFIRMS)
  @Test
  void theLeaderAnswersWhenAMajorityHasAnsweredARoundOfAfterTheQuestion() {
    Cluster cluster = led();
    cluster.receive(1, 2, new ReadIndexRequest(1, 7));
    assertEquals(List.of(), cluster.between(1, 2).stream().filter(this::isIndex).toList());
    cluster.receive(1, 3, new AppendAccepted(1, 1, 1));
    assertTrue(cluster.between(1, 2).contains(new ReadIndexReply(1, 7, 1)));
  }

  private boolean isIndex(Message message) {
    return message instanceof ReadIndexReply;
  }

  @PaperRule(Rule.READ_MAY_ANSWER)
  @Test
  void aFollowerWaitsUntilItHasAppliedTheReadIndex() {
    Cluster cluster = led();
    cluster.propose(1, "a");
    cluster.deliverAmong(1, 3);
    assertEquals(2, cluster.view(1).commitIndex());
    cluster.loseEverything();
    readHere(cluster, 2, 7L);
    cluster.loseEverything();
    cluster.receive(2, 1, new ReadIndexReply(1, 7, 2));
    assertEquals(List.of(), cluster.replies(2), "it lacks an entry that was committed before");
    cluster.pass(HEARTBEAT_US);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(List.of(new ReadReady(List.of(7L), 2)), cluster.replies(2));
  }

  @PaperRule(Rule.READ_INDEX_FITS)
  @Test
  void anAnswerToAnEarlierQuestionProvesNothing() {
    Cluster cluster = led();
    readHere(cluster, 2, 8L);
    cluster.receive(2, 1, new ReadIndexReply(1, 7, 1));
    assertEquals(List.of(), cluster.replies(2));
    cluster.receive(2, 1, new ReadIndexReply(1, 8, 1));
    assertEquals(List.of(new ReadReady(List.of(8L), 1)), cluster.replies(2));
  }

  @Test
  void whatIsLostIsAskedAgainWhenTheLeaderIsHeard() {
    Cluster cluster = led();
    readHere(cluster, 2, 7L);
    cluster.loseEverything();
    cluster.receive(2, 1, heartbeat(1, at(1, 1), 1, 0));
    assertTrue(cluster.between(2, 1).stream().noneMatch(ReadIndexRequest.class::isInstance));
    cluster.pass(HEARTBEAT_US);
    cluster.receive(2, 1, heartbeat(1, at(1, 1), 1, 0));
    assertTrue(cluster.between(2, 1).contains(new ReadIndexRequest(1, 7)));
    cluster.deliverAll();
    assertEquals(List.of(new ReadReady(List.of(7L), 1)), cluster.replies(2));
  }

  @Test
  void theNextLeaderIsAskedToo() {
    Cluster cluster = led();
    readHere(cluster, 2, 7L);
    cluster.loseEverything();
    cluster.pass(HEARTBEAT_US);
    cluster.receive(2, 3, heartbeat(2, at(1, 1), 1, 0));
    assertTrue(cluster.between(2, 3).contains(new ReadIndexRequest(2, 7)));
  }

  @Test
  void whoHearsNoLeaderRefusesWhatItAsked() {
    Cluster cluster = led();
    readHere(cluster, 2, 7L);
    cluster.loseEverything();
    cluster.expire(2, Timer.ELECTION);
    assertEquals(List.of(new ReadRefused(List.of(7L), Refusal.NOT_LEADER, 1)), cluster.replies(2));
  }

  /// It may never hear that what it waits for is committed.
  @Test
  void whoHearsNoLeaderRefusesAlsoWhatItKnowsTheIndexOf() {
    Cluster cluster = led();
    readHere(cluster, 2, 7L);
    cluster.loseEverything();
    cluster.receive(2, 1, new ReadIndexReply(1, 7, 5));
    assertEquals(List.of(), cluster.replies(2));
    cluster.expire(2, Timer.ELECTION);
    assertEquals(List.of(new ReadRefused(List.of(7L), Refusal.NOT_LEADER, 1)), cluster.replies(2));
  }

  @Test
  void whoKnowsNoLeaderRefusesAtOnce() {
    Cluster cluster = Cluster.of(3, rules);
    readHere(cluster, 2, 7L);
    assertEquals(
        List.of(new ReadRefused(List.of(7L), Refusal.NOT_LEADER, ServerId.NONE)),
        cluster.replies(2));
  }

  @Test
  void aLeaderAnswersLikeAnyOtherRead() {
    Cluster cluster = led();
    readHere(cluster, 1, 7L);
    cluster.deliverAll();
    assertEquals(List.of(new ReadReady(List.of(7L), 1)), cluster.replies(1));
  }

  @Test
  void moreThanTheLimitIsRefused() {
    RaftConfig config = config(3, new RaftConfig.Limits(8, 1_000, 4, 100, 1_000_000, 0, 2));
    Cluster cluster = Cluster.of(rules, config);
    cluster.receive(1, 2, heartbeat(1, at(0, 0), 0, 0));
    readHere(cluster, 1, 7L, 8L);
    readHere(cluster, 1, 9L);
    assertEquals(List.of(new ReadRefused(List.of(9L), Refusal.BUSY, 2)), cluster.replies(1));
  }

  @Test
  void aQuestionThatComesTwiceInAStepIsAnsweredOnce() {
    Cluster cluster = led();
    readHere(cluster, 2, 7L);
    cluster.deliverAll();
    cluster.receive(2, 1, new ReadIndexReply(1, 7, 1));
    assertEquals(1, cluster.replies(2).size());
  }

  /// Nobody else answers what it asked, and its own questions are no reads of a leader.
  @Test
  void whoComesToLeadRefusesWhatItHasAsked() {
    Cluster cluster = led();
    readHere(cluster, 2, 7L);
    cluster.loseEverything();
    cluster.receive(2, 1, new TimeoutNow(1));
    cluster.deliverAmong(2, 3);
    assertEquals(RoleName.LEADER, cluster.role(2));
    assertEquals(List.of(new ReadRefused(List.of(7L), Refusal.NOT_LEADER, 2)), cluster.replies(2));
  }

  @Test
  void aLeaderThatCannotAnswerYetKeepsABoundedNumberOfQuestionsAndEachOnce() {
    RaftConfig.Limits two = RaftConfig.Limits.DEFAULT.withMaxWaitingReads(2);
    Cluster cluster = Cluster.of(rules, config(3, two), disk(1, 1));
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 2, new PreVoteReply(2, true));
    cluster.receive(1, 2, new RequestVoteReply(2, true));
    for (long ticket : new long[] {7, 7, 8, 9}) {
      cluster.receive(1, 2, new ReadIndexRequest(2, ticket));
    }
    cluster.receive(1, 2, new AppendAccepted(2, 2, 0));
    cluster.receive(1, 2, new AppendAccepted(2, 2, 1));
    assertEquals(
        List.of(new ReadIndexReply(2, 7, 2), new ReadIndexReply(2, 8, 2)),
        cluster.between(1, 2).stream().filter(this::isIndex).toList());
  }
}
