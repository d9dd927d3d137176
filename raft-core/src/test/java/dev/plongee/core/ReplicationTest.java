package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplicationTest {
  @Test
  void aLeaderIsElectedAndItsCommandsReachEveryStateMachine() {
    Cluster cluster = Cluster.of(5);
    cluster.elect(1);
    assertEquals(RoleName.LEADER, cluster.view(1).role());
    cluster.propose(1, "a", "b");
    cluster.deliverAll();
    assertEquals(3, cluster.view(1).commitIndex());
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    for (int id = 1; id <= 5; id++) {
      assertEquals(List.of(1L, 1L, 1L), cluster.terms(id));
      assertEquals(3, cluster.applied(id).size());
      assertEquals(1, cluster.view(id).leader());
    }
    cluster.step(1, new Input.Read(List.of(7L)));
    cluster.deliverAll();
    assertTrue(cluster.replies(1).contains(new Reply.ReadReady(List.of(7L), 3)));
  }

  @Test
  void aCopyGoesItsOwnWay() {
    Cluster cluster = Cluster.of(3);
    cluster.elect(1);
    Raft copy = cluster.raft(1).copy();
    cluster.propose(1, "a");
    assertEquals(2, cluster.view(1).last().index());
    assertEquals(1, copy.view().last().index());
    copy.step(cluster.now(), new Input.Propose(List.of(Bytes.EMPTY, Bytes.EMPTY)));
    assertEquals(3, copy.view().last().index());
    assertEquals(2, cluster.view(1).last().index());
  }
}
