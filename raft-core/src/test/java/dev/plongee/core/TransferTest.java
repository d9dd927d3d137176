package dev.plongee.core;

import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.disk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.Message.TimeoutNow;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Dissertation §3.10: leadership is handed over without waiting for an election timeout.
@ExtendWith(UnderThePaper.class)
class TransferTest {
  private final Rules rules;

  TransferTest(Rules rules) {
    this.rules = rules;
  }

  private Cluster led() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    return cluster;
  }

  private static void transfer(Cluster cluster, int leader, int target) {
    cluster.step(leader, new Input.TransferLeadership(target));
  }

  @PaperRule({Rule.MAY_TAKE_OVER, Rule.SHUNS})
  @Test
  void aTargetThatHasEverythingLeadsWithoutWaitingForATimeout() {
    Cluster cluster = led();
    transfer(cluster, 1, 2);
    assertEquals(List.of(new TimeoutNow(1)), cluster.between(1, 2));
    assertEquals(2, cluster.view(1).transferTarget());
    cluster.deliver(1, 2);
    assertEquals(RoleName.CANDIDATE, cluster.role(2));
    assertEquals(List.of(new RequestVote(2, at(1, 1), true)), cluster.between(2, 3));
    cluster.deliverAll();
    assertEquals(RoleName.LEADER, cluster.role(2));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(2, cluster.view(1).leader());
    assertEquals(2, cluster.view(3).leader());
  }

  @PaperRule(Rule.MAY_TAKE_OVER)
  @Test
  void aTargetThatIsBehindGetsWhatItMissesFirst() {
    Cluster cluster = led();
    cluster.propose(1, "a");
    transfer(cluster, 1, 2);
    assertFalse(cluster.between(1, 2).contains(new TimeoutNow(1)), "it could not win");
    cluster.disksAreFast(false);
    cluster.deliver(1, 2);
    assertEquals(List.of(), cluster.between(2, 1), "what is not on its disk does not count");
    cluster.sync(2);
    cluster.deliver(2, 1);
    assertEquals(new TimeoutNow(1), cluster.last(1, 2));
  }

  @Test
  void aLeaderTellsItsTargetOnce() {
    Cluster cluster = led();
    transfer(cluster, 1, 2);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliver(1, 3);
    cluster.deliver(3, 1);
    assertEquals(1, cluster.between(1, 2).stream().filter(TimeoutNow.class::isInstance).count());
  }

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void theOrderLeavesWhileTheOldLeadersDiskIsBusy() {
    Cluster cluster = led();
    cluster.disksAreFast(false);
    cluster.propose(1, "a");
    transfer(cluster, 1, 2);
    cluster.deliver(1, 2);
    cluster.sync(2);
    cluster.deliver(2, 1);
    assertEquals(1, cluster.unfinishedWrites(1));
    assertEquals(new TimeoutNow(1), cluster.last(1, 2));
  }

  @Test
  void nothingIsProposedWhileLeadershipIsHandedOver() {
    Cluster cluster = led();
    transfer(cluster, 1, 2);
    cluster.propose(1, "a", "b");
    assertEquals(new Reply.Refused(2, Reply.Refusal.TRANSFERRING, 1), cluster.replies(1).getLast());
    assertEquals(at(1, 1), cluster.view(1).last());
  }

  @Test
  void readsAreAnsweredUntilTheEnd() {
    Cluster cluster = led();
    cluster.receive(1, 2, new Message.AppendAccepted(1, 0, 0));
    cluster.propose(1, "a");
    transfer(cluster, 1, 3);
    cluster.read(1, 7L);
    cluster.deliver(1, 2);
    cluster.deliver(1, 2);
    cluster.deliver(2, 1);
    cluster.deliver(2, 1);
    assertInstanceOf(Reply.ReadReady.class, cluster.replies(1).getLast());
  }

  @Test
  void aLeaderGivesUpAfterAnElectionTimeoutAndLeadsOn() {
    Cluster cluster = led();
    cluster.propose(1, "a");
    transfer(cluster, 1, 2);
    cluster.loseEverything();
    cluster.pass(149_999);
    cluster.tick(1);
    assertEquals(2, cluster.view(1).transferTarget());
    cluster.pass(1);
    cluster.tick(1);
    assertEquals(ServerId.NONE, cluster.view(1).transferTarget());
    assertEquals(Long.MAX_VALUE, cluster.view(1).deadline(Timer.TRANSFER));
    cluster.propose(1, "b");
    assertEquals(new Reply.Accepted(at(3, 1), 1), cluster.replies(1).getLast());
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @Test
  void aLeaderThatIsDeposedMeanwhileHasNothingToHandOver() {
    Cluster cluster = led();
    cluster.propose(1, "a");
    transfer(cluster, 1, 2);
    cluster.receive(1, 3, new Stale(9));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(Long.MAX_VALUE, cluster.view(1).deadline(Timer.TRANSFER));
    assertEquals(ServerId.NONE, cluster.view(1).transferTarget());
  }

  @PaperRule(Rule.ACCEPTS_REQUEST)
  @Test
  void anOrderOfAnOlderTermOnlyTeachesTheTerm() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(5, 1));
    cluster.receive(1, 2, new TimeoutNow(4));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(List.of(new Stale(5)), cluster.between(1, 2));
  }

  @PaperRule(Rule.ADOPTS_TERM)
  @Test
  void anOrderOfALaterTermIsObeyedInThatTerm() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(5, 1));
    cluster.receive(1, 2, new TimeoutNow(7));
    assertEquals(RoleName.CANDIDATE, cluster.role(1));
    assertEquals(8, cluster.view(1).term());
  }

  @Test
  void anOrderThatComesTwiceIsObeyedOnce() {
    Cluster cluster = led();
    transfer(cluster, 1, 2);
    cluster.deliverAt(0, true);
    cluster.deliver(1, 2);
    assertEquals(2, cluster.view(2).term());
    cluster.deliverAll();
    assertEquals(RoleName.LEADER, cluster.role(2));
    assertEquals(2, cluster.view(2).term());
  }

  @Test
  void aTargetWhoseElectionFailsGoesOnLikeAnyCandidate() {
    Cluster cluster = led();
    transfer(cluster, 1, 2);
    cluster.deliver(1, 2);
    cluster.loseEverything();
    cluster.expire(2, Timer.ELECTION);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(2));
  }

  @Test
  void whatCannotBeginIsRefused() {
    Cluster cluster = led();
    transfer(cluster, 2, 3);
    assertEquals(refused(Reply.Refusal.NOT_LEADER), cluster.replies(2).getLast());
    transfer(cluster, 1, 1);
    assertEquals(refused(Reply.Refusal.NO_SUCH_VOTER), cluster.replies(1).getLast());
    transfer(cluster, 1, 4);
    assertEquals(refused(Reply.Refusal.NO_SUCH_VOTER), cluster.replies(1).getLast());
    transfer(cluster, 1, 64 + 2);
    assertEquals(refused(Reply.Refusal.NO_SUCH_VOTER), cluster.replies(1).getLast());
    transfer(cluster, 1, 2);
    transfer(cluster, 1, 3);
    assertEquals(refused(Reply.Refusal.TRANSFERRING), cluster.replies(1).getLast());
    assertEquals(2, cluster.view(1).transferTarget());
  }

  private static Reply refused(Reply.Refusal why) {
    return new Reply.TransferRefused(why, 1);
  }

  @Test
  void aCopyHandsOverOnItsOwn() {
    Cluster cluster = led();
    cluster.propose(1, "a");
    transfer(cluster, 1, 2);
    Raft copy = cluster.raft(1).copy();
    assertEquals(2, copy.view().transferTarget());
    copy.step(cluster.now(), new Input.Expire(Timer.TRANSFER));
    assertEquals(ServerId.NONE, copy.view().transferTarget());
    assertEquals(2, cluster.view(1).transferTarget());
  }

  @Test
  void beginningAndGivingUpAreTold() {
    Cluster cluster = led();
    cluster.propose(1, "a");
    cluster.takeTrace(1);
    transfer(cluster, 1, 2);
    assertTrue(cluster.takeTrace(1).contains(new TraceEvent.Transferring(2)));
    cluster.expire(1, Timer.TRANSFER);
    assertTrue(cluster.takeTrace(1).contains(new TraceEvent.Transferring(ServerId.NONE)));
  }
}
