package dev.plongee.core;

import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Reply.Accepted;
import dev.plongee.core.Reply.Refusal;
import dev.plongee.core.Reply.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;

/// §8, clients: who takes commands, how many, and what is said about the rest.
class ProposalTest {
  private static Cluster leader(RaftConfig config) {
    Cluster cluster = Cluster.of(Rules.PAPER, config);
    cluster.elect(1);
    assertEquals(RoleName.LEADER, cluster.role(1));
    return cluster;
  }

  private static RaftConfig limited(int maxUncommitted, long maxLogBytes) {
    return config(3, new RaftConfig.Limits(8, 1_000, 4, maxUncommitted, maxLogBytes, 0, 10));
  }

  @Test
  void aFollowerRefusesAndSaysWhoLeads() {
    Cluster cluster = leader(config(3));
    cluster.propose(2, "a", "b");
    assertEquals(List.of(new Refused(2, Refusal.NOT_LEADER, 1)), cluster.replies(2));
    assertEquals(1, cluster.view(2).last().index());
  }

  @Test
  void aServerThatKnowsNoLeaderSaysSo() {
    Cluster cluster = Cluster.of(3, Rules.PAPER);
    cluster.propose(3, "a");
    assertEquals(List.of(new Refused(1, Refusal.NOT_LEADER, ServerId.NONE)), cluster.replies(3));
  }

  @Test
  void aLeaderThatCannotCommitRefusesWhatIsTooMuch() {
    Cluster cluster = leader(limited(3, 1_000_000));
    cluster.propose(1, "a", "b", "c", "d", "e");
    assertEquals(
        List.of(new Accepted(at(2, 1), 3), new Refused(2, Refusal.BUSY, 1)), cluster.replies(1));
    cluster.propose(1, "f");
    assertEquals(new Refused(1, Refusal.BUSY, 1), cluster.replies(1).getLast());
    assertEquals(4, cluster.view(1).last().index());
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 3, 0));
    cluster.propose(1, "g", "h", "i");
    assertEquals(
        List.of(new Accepted(at(5, 1), 2), new Refused(1, Refusal.BUSY, 1)),
        cluster.replies(1).subList(3, 5));
  }

  @Test
  void aFullLogIsSaidBeforeAnythingIsAppended() {
    Cluster cluster = leader(limited(100, 3 * Entry.OVERHEAD + 20));
    cluster.propose(1, "ten bytes.", "ten bytes.", "c");
    assertEquals(
        List.of(new Accepted(at(2, 1), 2), new Refused(1, Refusal.LOG_FULL, 1)),
        cluster.replies(1));
    cluster.propose(1, "d");
    assertEquals(new Refused(1, Refusal.LOG_FULL, 1), cluster.replies(1).getLast());
  }

  @Test
  void anEmptyProposalIsNothing() {
    Cluster cluster = leader(config(3));
    assertEquals(Output.NOTHING, cluster.raft(1).step(cluster.now(), new Input.Propose(List.of())));
  }

  /// Old entries may fill the limit, but only an entry of the own term commits them (§5.4.2).
  @Test
  void aNewLeaderWithoutEmptyEntriesIsNotStuckBehindTheEntriesOfItsPredecessors() {
    RaftConfig config = limited(3, 1_000_000).with(new RaftConfig.Features(true, true, false));
    DurableState[] disks = new DurableState[3];
    java.util.Arrays.fill(disks, Given.disk(1, 1, 1, 1, 1, 1));
    Cluster cluster = Cluster.of(Rules.PAPER, config, disks);
    cluster.elect(1);
    assertEquals(0, cluster.view(1).commitIndex());
    cluster.propose(1, "a");
    cluster.deliverAll();
    assertEquals(6, cluster.view(1).commitIndex());
  }
}
