package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.RaftView.ProgressState;
import dev.plongee.core.Reply.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A disk without room for more entries: nothing is appended, everything else goes on.
class FullDiskTest {
  private static final Input FULL = new Input.Space(false);
  private static final Input ROOM = new Input.Space(true);

  /// S1 alone, of a cluster of three, with the log 1 1 2 2 in term 3 and a full disk.
  private static Cluster fullFollower() {
    Cluster cluster = Cluster.of(Rules.PAPER, config(3), disk(3, 1, 1, 2, 2));
    cluster.step(1, FULL);
    return cluster;
  }

  private static Cluster elected() {
    Cluster cluster = Cluster.of(3, Rules.PAPER);
    cluster.elect(1);
    cluster.deliverAll();
    return cluster;
  }

  @Test
  void aLeaderRefusesCommandsUntilThereIsRoom() {
    Cluster cluster = elected();
    cluster.step(1, FULL);
    cluster.propose(1, "a", "b");
    assertEquals(List.of(new Reply.Refused(2, Refusal.NO_SPACE, 1)), cluster.replies(1));
    assertEquals(1, cluster.view(1).last().index());
    cluster.step(1, ROOM);
    cluster.propose(1, "c");
    assertEquals(new Reply.Accepted(at(2, 1), 1), cluster.replies(1).getLast());
  }

  @Test
  void aLeaderRefusesAChangeOfTheMembersToo() {
    Cluster cluster = elected();
    cluster.step(1, FULL);
    Output output = cluster.step(1, new Input.ChangeMembers(Configuration.of(1, 2)));
    assertEquals(List.of(new Reply.MembersRefused(Refusal.NO_SPACE, 1)), output.replies());
  }

  @Test
  void aLeaderLeadsOnAndAnswersReads() {
    Cluster cluster = elected();
    cluster.step(1, FULL);
    cluster.read(1, 7L);
    cluster.deliverAll();
    assertEquals(List.of(new Reply.ReadReady(List.of(7L), 1)), cluster.replies(1));
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @Test
  void aServerWithoutRoomCanBeElectedAndBeginItsTerm() {
    Cluster cluster = Cluster.of(3, Rules.PAPER);
    cluster.step(1, FULL);
    cluster.elect(1);
    cluster.deliverAll();
    assertEquals(RoleName.LEADER, cluster.role(1));
    assertEquals(1, cluster.view(1).commitIndex());
  }

  @Test
  void aFollowerAppendsNothingAndSaysWhy() {
    Cluster cluster = fullFollower();
    cluster.receive(1, 2, append(3, at(4, 2), 0, 3, 3));
    assertEquals(List.of(new OutOfSpace(3, 4, 0)), cluster.take(1, 2));
    assertEquals(List.of(1L, 1L, 2L, 2L), cluster.terms(1));
    assertTrue(cluster.takeTrace(1).contains(new TraceEvent.Postponed(5, 6)));
  }

  @Test
  void aFollowerCutsNothingEither() {
    Cluster cluster = fullFollower();
    cluster.receive(1, 2, append(3, at(2, 1), 0, 2, 3));
    assertEquals(List.of(new OutOfSpace(3, 3, 0)), cluster.take(1, 2));
    assertEquals(List.of(1L, 1L, 2L, 2L), cluster.terms(1));
  }

  @Test
  void whatTheLogHoldsAlreadyIsCommittedAsEver() {
    Cluster cluster = fullFollower();
    cluster.receive(1, 2, append(3, at(2, 1), 6, 2, 2, 3));
    assertEquals(4, cluster.view(1).commitIndex());
    assertEquals(4, cluster.applied(1).size());
  }

  @Test
  void aConflictIsStillCalledOne() {
    Cluster cluster = fullFollower();
    cluster.receive(1, 2, append(3, at(4, 3), 0, 3));
    assertInstanceOf(AppendRejected.class, cluster.take(1, 2).getFirst());
  }

  @Test
  void aFollowerVotes() {
    Cluster cluster = fullFollower();
    cluster.receive(1, 2, new RequestVote(4, at(4, 2), true));
    assertEquals(List.of(new RequestVoteReply(4, true)), cluster.take(1, 2));
  }

  @Test
  void aHeartbeatAsksWhetherThereIsRoomAgain() {
    Cluster cluster = fullFollower();
    cluster.receive(1, 2, heartbeat(3, at(4, 2), 0, 1));
    assertEquals(List.of(new OutOfSpace(3, 4, 1)), cluster.take(1, 2));
    cluster.step(1, ROOM);
    cluster.receive(1, 2, heartbeat(3, at(4, 2), 0, 2));
    assertEquals(List.of(new AppendAccepted(3, 4, 2)), cluster.take(1, 2));
  }

  /// The answer waits for its term to be durable; a snapshot takes the place of the log meanwhile.
  @Test
  void anAnswerThatWaitedSaysNoMoreThanIsStillDurable() {
    Cluster cluster = fullFollower();
    cluster.diskHangs(1);
    cluster.receive(1, 2, heartbeat(4, at(4, 2), 0, 1));
    cluster.receive(1, 2, new InstallSnapshot(4, Given.snapshot(9, 3)));
    assertTrue(cluster.between(1, 2).isEmpty());
    cluster.sync(1);
    assertEquals(List.of(new OutOfSpace(4, 0, 1), new AppendAccepted(4, 0, 0)), cluster.take(1, 2));
    cluster.sync(1);
    assertEquals(List.of(new AppendAccepted(4, 9, 0)), cluster.take(1, 2));
  }

  @Test
  void aLeaderSendsNothingButHeartbeatsToAPeerWithoutRoom() {
    Cluster cluster = elected();
    cluster.step(2, FULL);
    cluster.propose(1, "a");
    cluster.deliverAll();
    assertEquals(2, cluster.view(1).commitIndex(), "S3 is enough");
    assertEquals(ProgressState.PROBE, cluster.view(1).peer(2).state());
    cluster.propose(1, "b", "c");
    assertTrue(cluster.between(1, 2).isEmpty());
    cluster.deliverAll();
    cluster.expire(1, Timer.HEARTBEAT);
    AppendEntries asked = assertInstanceOf(AppendEntries.class, cluster.between(1, 2).getFirst());
    assertTrue(asked.entries().isEmpty());
    cluster.deliverAll();
    assertEquals(1, cluster.view(2).last().index());
  }

  @Test
  void aPeerWithRoomAgainGetsWhatItMissed() {
    Cluster cluster = elected();
    cluster.step(2, FULL);
    cluster.propose(1, "a", "b", "c");
    cluster.deliverAll();
    cluster.step(2, ROOM);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(ProgressState.REPLICATE, cluster.view(1).peer(2).state());
    assertEquals(4, cluster.view(1).peer(2).matchIndex());
    assertEquals(4, cluster.view(2).last().index());
  }

  /// The leader needs a majority with room, and does not count what was only postponed.
  @Test
  void nothingIsCommittedWhenOnlyTheLeaderHasRoom() {
    Cluster cluster = elected();
    cluster.step(2, FULL);
    cluster.step(3, FULL);
    cluster.propose(1, "a");
    cluster.deliverAll();
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(1, cluster.view(1).commitIndex());
    cluster.step(3, ROOM);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(2, cluster.view(1).commitIndex());
  }

  /// It is no rejection: the place where the logs agree is known.
  @Test
  void anOldAnswerWithoutRoomCostsNoMoreThanAHeartbeat() {
    Cluster cluster = elected();
    cluster.propose(1, "a");
    cluster.deliverAll();
    cluster.receive(1, 2, new OutOfSpace(1, 1, 0));
    assertEquals(2, cluster.view(1).peer(2).matchIndex());
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(ProgressState.REPLICATE, cluster.view(1).peer(2).state());
  }

  @Test
  void aCopyRemembersThatThereIsNoRoom() {
    Cluster cluster = fullFollower();
    assertFalse(cluster.raft(1).copy().view().hasSpace());
  }
}
