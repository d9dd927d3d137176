package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.disk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §6 end, dissertation §4.2.3: whoever hears a leader ignores candidates, so that a server that
/// was removed or cut off cannot disturb.
@ExtendWith(UnderThePaper.class)
class StickinessTest {
  private static final RequestVote NEWER = new RequestVote(9, at(9, 8));
  private final Rules rules;

  StickinessTest(Rules rules) {
    this.rules = rules;
  }

  @PaperRule(Rule.SHUNS)
  @Test
  void aVoteRequestIsIgnoredWhileALeaderIsHeard() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(3, 1));
    cluster.pass(300_000);
    cluster.receive(1, 2, append(3, at(1, 1), 0));
    cluster.pass(149_999);
    cluster.receive(1, 3, NEWER);
    assertEquals(List.of(), cluster.between(1, 3));
    assertEquals(3, cluster.view(1).term());
    assertEquals(2, cluster.view(1).leader());
    cluster.pass(1);
    cluster.receive(1, 3, NEWER);
    assertEquals(List.of(new RequestVoteReply(9, true)), cluster.between(1, 3));
  }

  @PaperRule(Rule.SHUNS)
  @Test
  void aLeaderThatHearsAQuorumIgnoresCandidates() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.pass(100_000);
    cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
    cluster.pass(149_999);
    cluster.receive(1, 3, NEWER);
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(1, cluster.view(1).term());
    cluster.pass(1);
    cluster.receive(1, 3, NEWER);
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(9, cluster.view(1).term());
  }

  @PaperRule(Rule.SHUNS)
  @Test
  void aRestartedServerBehavesAsIfItHadJustHeardALeader() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(3, 1));
    cluster.pass(1_000_000);
    cluster.restart(1);
    assertTrue(cluster.raft(1).deadline() >= cluster.now() + 150_000);
    cluster.pass(149_999);
    cluster.receive(1, 3, NEWER);
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.pass(1);
    cluster.receive(1, 3, NEWER);
    assertEquals(List.of(new RequestVoteReply(9, true)), cluster.between(1, 3));
  }

  @PaperRule(Rule.SHUNS)
  @Test
  void aCandidateTooProtectsALeaderItHasJustHeard() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(3, 1));
    cluster.receive(1, 2, append(3, at(1, 1), 0));
    cluster.expire(1, Timer.ELECTION);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(1));
    cluster.loseEverything();
    cluster.receive(1, 3, NEWER);
    assertEquals(List.of(), cluster.between(1, 3));
    assertEquals(3, cluster.view(1).term());
  }

  @Test
  void aServerThatOnceReachedALaterTermIsNotLeftOutForEver() {
    Cluster cluster = Cluster.of(rules, disk(3, 1), disk(3, 1), disk(9, 1));
    cluster.elect(1, 1, 2);
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(4, cluster.view(1).term());
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(9, cluster.view(1).term());
    cluster.elect(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(cluster.terms(1), cluster.terms(3));
  }
}
