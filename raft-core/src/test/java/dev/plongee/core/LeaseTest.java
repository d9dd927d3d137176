package dev.plongee.core;

import static dev.plongee.core.Given.config;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Reply.ReadReady;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Dissertation §6.4.1: reads without asking anybody, for as long as nobody else can be elected.
@ExtendWith(UnderThePaper.class)
class LeaseTest {
  /// 150 ms, cut by twice a hundredth.
  private static final long LEASE_US = 147_029;

  private final Rules rules;

  LeaseTest(Rules rules) {
    this.rules = rules;
  }

  private Cluster led(int size) {
    return led(size, true);
  }

  /// S1 leads, and everybody has just answered it.
  private Cluster led(int size, boolean leaseReads) {
    RaftConfig.Features features = RaftConfig.Features.DEFAULT.withLeaseReads(leaseReads);
    Cluster cluster = Cluster.of(rules, config(size).with(features));
    cluster.elect(1);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    return cluster;
  }

  private static List<ReadReady> ready(Long... ids) {
    return List.of(new ReadReady(List.of(ids), 1));
  }

  @PaperRule(Rule.LEASE_HOLDS)
  @Test
  void aReadWithinTheLeaseAsksNobody() {
    Cluster cluster = led(3);
    cluster.pass(100_000);
    cluster.read(1, 7L, 8L);
    assertEquals(ready(7L, 8L), cluster.replies(1));
    assertTrue(cluster.nothingIsOnItsWay());
  }

  @PaperRule(Rule.LEASE_HOLDS)
  @Test
  void theLeaseIsShorterThanAnElectionTimeoutByWhatClocksMayDiffer() {
    Cluster cluster = led(3);
    cluster.pass(LEASE_US - 1);
    cluster.read(1, 7L);
    assertEquals(ready(7L), cluster.replies(1));
    cluster.pass(1);
    cluster.read(1, 8L);
    assertEquals(ready(7L), cluster.replies(1), "the next read is answered by a round");
    cluster.deliverAll();
    assertEquals(2, cluster.replies(1).size());
  }

  @PaperRule(Rule.LEASE_HOLDS)
  @Test
  void itCountsFromWhenTheRoundLeftAndNotFromItsAnswer() {
    Cluster cluster = led(3);
    cluster.pass(LEASE_US);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.pass(50_000);
    cluster.deliverAll();
    cluster.pass(LEASE_US - 50_000 - 1);
    cluster.read(1, 7L);
    assertEquals(ready(7L), cluster.replies(1));
    cluster.pass(1);
    cluster.read(1, 8L);
    assertEquals(ready(7L), cluster.replies(1));
  }

  @PaperRule({Rule.IS_QUORUM, Rule.ROUND_CONFIRMS})
  @Test
  void onlyAQuorumGrantsIt() {
    Cluster cluster = led(5);
    cluster.pass(LEASE_US);
    cluster.expire(1, Timer.HEARTBEAT);
    long round = ((AppendEntries) cluster.last(1, 2)).round();
    cluster.receive(1, 2, new AppendAccepted(1, 1, round));
    cluster.receive(1, 3, new AppendAccepted(1, 1, round - 1));
    cluster.read(1, 7L);
    assertEquals(List.of(), cluster.replies(1));
    cluster.receive(1, 3, new AppendAccepted(1, 1, round));
    cluster.read(1, 8L);
    assertEquals(ready(8L), cluster.replies(1), "and the read before it waits for its round");
  }

  @PaperRule(Rule.LEASE_HOLDS)
  @Test
  void whoeverToldAnotherToCampaignHasNoLeaseForTheRestOfItsTerm() {
    Cluster cluster = led(3);
    cluster.step(1, new Input.TransferLeadership(2));
    cluster.loseEverything();
    cluster.read(1, 7L);
    assertEquals(List.of(), cluster.replies(1));
    cluster.pass(150_000);
    cluster.tick(1);
    assertEquals(ServerId.NONE, cluster.view(1).transferTarget());
    cluster.deliverAll();
    cluster.replies(1).clear();
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    cluster.read(1, 8L);
    assertEquals(List.of(), cluster.replies(1));
  }

  @PaperRule(Rule.READ_MAY_START)
  @Test
  void aNewLeaderHasNoLeaseBeforeItKnowsWhatIsCommitted() {
    Cluster cluster = led(3);
    cluster.elect(2);
    cluster.replies(2).clear();
    cluster.pass(LEASE_US);
    cluster.read(2, 7L);
    assertEquals(List.of(), cluster.replies(2));
  }

  @Test
  void itIsOffUnlessSomebodyWantsIt() {
    Cluster cluster = led(3, false);
    assertEquals(0, cluster.view(1).round());
    cluster.read(1, 7L);
    assertEquals(List.of(), cluster.replies(1));
    assertEquals(1, cluster.view(1).round());
  }

  @Test
  void aCopyHasTheSameLease() {
    Cluster cluster = led(3);
    Raft copy = cluster.raft(1).copy();
    Output output = copy.step(cluster.now(), new Input.Read(List.of(7L)));
    assertEquals(ready(7L), output.replies());
  }
}
