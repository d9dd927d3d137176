package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.compacted;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static dev.plongee.core.Given.snapshot;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.RaftView.ProgressState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Snapshots take the place of the log's beginning (§7): at the server that takes one, and at one
/// that is sent one (Figure 13).
@ExtendWith(UnderThePaper.class)
class SnapshotTest {
  private final Rules rules;

  SnapshotTest(Rules rules) {
    this.rules = rules;
  }

  /// S1 alone, of a cluster of three, with this on its disk.
  private Cluster follower(DurableState onDisk) {
    return Cluster.of(rules, config(3), onDisk);
  }

  private Cluster slow(DurableState onDisk) {
    Cluster cluster = follower(onDisk);
    cluster.disksAreFast(false);
    return cluster;
  }

  private static InstallSnapshot install(long term, long index, long snapshotTerm) {
    return new InstallSnapshot(term, snapshot(index, snapshotTerm));
  }

  /// Three servers whose leader S1 keeps this many entries before a snapshot; S3 has only the first
  /// entry.
  private Cluster withSomebodyBehind(int kept, int entries) {
    RaftConfig.Limits limits = Given.limits(10, 4).withKeptEntries(kept);
    Cluster cluster = Cluster.of(rules, config(3, limits));
    cluster.elect(1);
    cluster.deliverAll();
    for (int i = 0; i < entries; i++) {
      cluster.propose(1, "x");
      cluster.deliverAmong(1, 2);
      cluster.take(1, 3);
    }
    return cluster;
  }

  // --- taking one

  @Test
  void aSnapshotTakesThePlaceOfTheEntriesBeforeIt() {
    Cluster cluster = withSomebodyBehind(0, 4);
    SnapshotMeta taken = cluster.snapshot(1);
    assertEquals(new SnapshotMeta(5, 1, Configuration.of(1, 2, 3)), taken);
    assertEquals(taken, cluster.view(1).snapshot());
    assertEquals(at(5, 1), cluster.view(1).base());
    assertEquals(TermAt.COMPACTED, cluster.view(1).termAt(4));
    assertEquals(new TermAt.Known(1), cluster.view(1).termAt(5));
    cluster.propose(1, "y");
    assertEquals(at(6, 1), cluster.view(1).last());
  }

  @Test
  void aTailBeforeTheSnapshotStaysForPeersThatAreALittleBehind() {
    Cluster cluster = withSomebodyBehind(2, 4);
    cluster.snapshot(1);
    assertEquals(at(3, 1), cluster.view(1).base());
    assertEquals(5, cluster.view(1).snapshot().index());
    assertEquals(List.of(1L, 1L), cluster.terms(1));
  }

  @Test
  void theTailIsLimitedInBytesToo() {
    RaftConfig.Limits limits = new RaftConfig.Limits(8, 1_000, 4, 100, 8 * 60, 100, 10);
    Cluster cluster = Cluster.of(rules, config(1, limits));
    cluster.elect(1);
    for (int i = 0; i < 4; i++) {
      cluster.propose(1, "12345");
    }
    cluster.snapshot(1);
    assertEquals(List.of(1L, 1L), cluster.terms(1), "two entries of 29 bytes");
  }

  @Test
  void theWriteThatNamesASnapshotSaysWhereTheLogBegins() {
    Cluster cluster = withSomebodyBehind(2, 4);
    SnapshotMeta taken = cluster.snapshot(1);
    assertEquals(taken, cluster.onDisk(1).snapshot());
    assertEquals(at(3, 1), cluster.onDisk(1).base());
    assertEquals(2, cluster.onDisk(1).entries().size());
  }

  @Test
  void anOlderSnapshotThanTheLatestIsOfNoUse() {
    Cluster cluster = follower(compacted(1, snapshot(3, 1), at(2, 1), 1, 1));
    Output output = cluster.step(1, new Input.SnapshotTaken(snapshot(2, 1)));
    assertEquals(Write.NONE, output.write());
    assertEquals(3, cluster.view(1).snapshot().index());
  }

  @Test
  void aSnapshotOfWhatWasNotAppliedIsABrokenDriver() {
    Cluster cluster = follower(disk(1, 1, 1));
    assertThrows(
        IllegalStateException.class,
        () -> cluster.step(1, new Input.SnapshotTaken(snapshot(1, 1))));
  }

  @Test
  void aServerStartsWithItsSnapshotAndTheLogBehindIt() {
    Cluster cluster = follower(compacted(4, snapshot(5, 2), at(3, 2), 2, 2, 3));
    RaftView view = cluster.view(1);
    assertEquals(5, view.commitIndex());
    assertEquals(5, view.appliedIndex());
    assertEquals(6, view.durableIndex());
    assertEquals(at(6, 3), view.last());
    cluster.receive(1, 2, heartbeat(4, at(6, 3), 6, 0));
    assertEquals(Given.entries(6, 3), cluster.applied(1));
  }

  @Test
  void aLogThatHoldsNothingButItsBaseIsAsUpToDateAsItsSnapshot() {
    Cluster cluster = follower(compacted(3, at(5, 2)));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(4, at(5, 1)));
    assertEquals(List.of(new RequestVoteReply(4, false)), cluster.take(1, 2));
    cluster.receive(1, 2, new RequestVote(4, at(5, 2)));
    assertEquals(List.of(new RequestVoteReply(4, true)), cluster.take(1, 2));
  }

  @Test
  void aSnapshotAndALogWithAGapBetweenThemAreNoState() {
    List<Entry> entries = Given.entries(4, 1);
    assertThrows(
        IllegalStateException.class,
        () -> new DurableState(HardState.INITIAL, snapshot(2, 1), at(3, 1), entries));
    assertThrows(
        IllegalStateException.class,
        () -> new DurableState(HardState.INITIAL, snapshot(6, 1), at(3, 1), entries));
  }

  // --- AppendEntries that reaches below the snapshot

  /// A retransmission may begin below the snapshot: what it replaced is committed, and cut off the
  /// message, never taken for a conflict.
  @PaperRule(Rule.LOG_MATCHES)
  @Test
  void anAppendEntriesThatReachesBelowTheSnapshotIsTrimmed() {
    Cluster cluster = follower(compacted(2, at(3, 1), 1));
    cluster.receive(1, 2, append(2, at(1, 1), 5, 1, 1, 1, 2));
    assertEquals(List.of(new AppendAccepted(2, 5, 0)), cluster.take(1, 2));
    assertEquals(List.of(1L, 2L), cluster.terms(1));
    assertEquals(5, cluster.view(1).commitIndex());
  }

  @PaperRule(Rule.LOG_MATCHES)
  @Test
  void anAppendEntriesThatEndsBelowTheSnapshotAppendsNothingAndIsAccepted() {
    Cluster cluster = follower(compacted(2, at(4, 1), 1));
    cluster.receive(1, 2, append(2, at(1, 1), 3, 1));
    assertEquals(List.of(new AppendAccepted(2, 2, 0)), cluster.take(1, 2));
    assertEquals(List.of(1L), cluster.terms(1));
  }

  @Test
  void theTermAtTheSnapshotsPlaceIsComparedLikeAnyOther() {
    Cluster cluster = follower(compacted(3, at(4, 2)));
    cluster.receive(1, 2, append(3, at(4, 2), 4, 3));
    assertEquals(List.of(new AppendAccepted(3, 5, 0)), cluster.take(1, 2));
    cluster.receive(1, 2, append(3, at(9, 3), 4, 3));
    assertEquals(List.of(new AppendRejected(3, 9, new ConflictHint(0, 6), 0)), cluster.take(1, 2));
  }

  // --- InstallSnapshot, receiver (Figure 13)

  @PaperRule(Rule.ACCEPTS_REQUEST)
  @Test
  void aSnapshotOfAnOlderTermIsRefused() {
    Cluster cluster = follower(disk(3, 1));
    cluster.receive(1, 2, install(2, 5, 1));
    assertEquals(List.of(new Stale(3)), cluster.take(1, 2));
    assertEquals(at(1, 1), cluster.view(1).last());
  }

  @PaperRule({Rule.INSTALLS, Rule.KEEPS_SUFFIX})
  @Test
  void aSnapshotBeyondTheLogTakesItsPlace() {
    Cluster cluster = follower(disk(1, 1, 1));
    cluster.receive(1, 2, install(2, 5, 2));
    assertEquals(at(5, 2), cluster.view(1).base());
    assertEquals(at(5, 2), cluster.view(1).last());
    assertEquals(5, cluster.view(1).commitIndex());
    assertEquals(5, cluster.view(1).appliedIndex());
    assertEquals(List.of(new AppendAccepted(2, 5, 0)), cluster.take(1, 2));
    assertEquals(compacted(2, at(5, 2)), cluster.onDisk(1));
  }

  @Test
  void itsSenderIsFollowedLikeAnyLeader() {
    Cluster cluster = follower(disk(1, 1));
    cluster.pass(299_000);
    cluster.receive(1, 2, install(2, 5, 2));
    assertEquals(2, cluster.view(1).leader());
    assertTrue(cluster.view(1).deadline(Timer.ELECTION) >= 299_000 + 150_000);
  }

  /// 6. Where the log holds the snapshot's last entry, it is kept with all that follows, and the
  ///    snapshot only says what is committed.
  @PaperRule(Rule.KEEPS_SUFFIX)
  @Test
  void aMatchingSuffixIsKept() {
    Cluster cluster = follower(disk(2, 1, 1, 2, 2));
    cluster.receive(1, 2, install(2, 3, 2));
    assertEquals(List.of(1L, 1L, 2L, 2L), cluster.terms(1));
    assertEquals(3, cluster.view(1).commitIndex());
    assertEquals(Given.entries(1, 1, 1, 2), cluster.applied(1));
    assertEquals(List.of(new AppendAccepted(2, 3, 0)), cluster.take(1, 2));
  }

  /// 7. Otherwise the entire log goes, also what follows the place of the snapshot.
  @PaperRule(Rule.KEEPS_SUFFIX)
  @Test
  void aConflictingSuffixIsNotKept() {
    Cluster cluster = follower(disk(2, 1, 1, 1, 1));
    cluster.receive(1, 2, install(2, 3, 2));
    assertEquals(List.of(), cluster.terms(1));
    assertEquals(at(3, 2), cluster.view(1).last());
    assertEquals(compacted(2, at(3, 2)), cluster.onDisk(1));
  }

  @PaperRule(Rule.INSTALLS)
  @Test
  void aSnapshotOlderThanWhatIsCommittedIsIgnored() {
    Cluster cluster = follower(compacted(2, at(4, 1), 2, 2));
    cluster.receive(1, 2, heartbeat(2, at(6, 2), 6, 0));
    cluster.take(1, 2);
    cluster.receive(1, 2, install(2, 3, 1));
    assertEquals(at(6, 2), cluster.view(1).last());
    assertEquals(Given.entries(5, 2, 2), cluster.applied(1));
    assertEquals(List.of(new AppendAccepted(2, 3, 0)), cluster.take(1, 2));
  }

  /// InstallSnapshot comes twice, and entries came in between.
  @PaperRule(Rule.INSTALLS)
  @Test
  void aSnapshotThatComesAgainChangesNothing() {
    Cluster cluster = follower(disk(1, 1));
    cluster.receive(1, 2, install(2, 5, 1));
    cluster.receive(1, 2, append(2, at(5, 1), 6, 2, 2));
    cluster.take(1, 2);
    DurableState before = cluster.onDisk(1);
    cluster.receive(1, 2, install(2, 5, 1));
    assertEquals(before, cluster.onDisk(1));
    assertEquals(6, cluster.view(1).commitIndex());
    assertEquals(List.of(new AppendAccepted(2, 5, 0)), cluster.take(1, 2));
  }

  // --- the disk

  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aSnapshotIsAcknowledgedAndRestoredWhenTheSwitchIsDurable() {
    Cluster cluster = slow(disk(2, 1));
    Output output = cluster.step(1, new Input.Receive(2, install(2, 5, 2)));
    assertEquals(
        new Write(1, new HardState(2, ServerId.NONE), 1, snapshot(5, 2), at(5, 2), List.of()),
        output.write());
    assertEquals(SnapshotMeta.NONE, output.restore());
    assertEquals(List.of(), cluster.between(1, 2));
    assertEquals(0, cluster.view(1).appliedIndex());
    cluster.sync(1);
    assertEquals(5, cluster.view(1).appliedIndex());
    assertEquals(new AppendAccepted(2, 5, 0), cluster.last(1, 2));
  }

  @Test
  void aCrashBeforeTheSwitchLeavesTheOldStateAndOneAfterItTheNew() {
    for (boolean durable : new boolean[] {false, true}) {
      Cluster cluster = slow(disk(2, 1, 1));
      cluster.receive(1, 2, install(2, 5, 2));
      if (durable) {
        cluster.sync(1);
      }
      cluster.restart(1);
      assertEquals(durable ? at(5, 2) : at(2, 1), cluster.view(1).last());
      assertEquals(durable ? 5 : 0, cluster.view(1).commitIndex());
    }
  }

  @PaperRule(Rule.DURABLE_AFTER_TRUNCATION)
  @Test
  void whatASnapshotDiscardedIsNotDurableAnyMore() {
    Cluster cluster = slow(disk(2, 1, 1, 1));
    cluster.receive(1, 2, heartbeat(2, at(1, 1), 1, 0));
    cluster.take(1, 2);
    cluster.receive(1, 2, install(2, 3, 2));
    assertEquals(1, cluster.view(1).durableIndex());
    cluster.receive(1, 2, heartbeat(2, at(3, 2), 3, 0));
    assertEquals(List.of(new AppendAccepted(2, 1, 0)), cluster.take(1, 2));
    cluster.sync(1);
    assertEquals(3, cluster.view(1).durableIndex());
  }

  @Test
  void aSecondSnapshotTakesThePlaceOfOneThatIsNotDurableYet() {
    Cluster cluster = slow(disk(2, 1));
    cluster.receive(1, 2, install(2, 5, 2));
    cluster.receive(1, 2, install(2, 9, 2));
    cluster.sync(1);
    assertEquals(0, cluster.view(1).appliedIndex());
    cluster.sync(1);
    assertEquals(9, cluster.view(1).appliedIndex());
    assertEquals(snapshot(9, 2), cluster.onDisk(1).snapshot());
  }

  @PaperRule(Rule.MAY_APPLY)
  @Test
  void nothingIsAppliedBeforeTheStateMachineHasTakenTheSnapshotOver() {
    Cluster cluster = follower(disk(2, 1));
    cluster.stateMachinesAreFast(false);
    cluster.receive(1, 2, install(2, 5, 2));
    cluster.receive(1, 2, append(2, at(5, 2), 6, 2));
    assertEquals(List.of(), cluster.applied(1));
    Output output = cluster.step(1, new Input.Applied(5));
    assertEquals(Given.entries(6, 2), output.apply());
  }

  @Test
  void aSnapshotOfTheOwnIsOfNoUseWhenALaterOneWasInstalledMeanwhile() {
    Cluster cluster = follower(disk(2, 1, 1));
    cluster.receive(1, 2, heartbeat(2, at(2, 1), 2, 0));
    cluster.receive(1, 2, install(2, 5, 2));
    Output output = cluster.step(1, new Input.SnapshotTaken(snapshot(2, 1)));
    assertEquals(Write.NONE, output.write());
    assertEquals(5, cluster.view(1).snapshot().index());
  }

  // --- sending one

  @Test
  void aPeerThatNeedsWhatWasCompactedIsSentTheSnapshot() {
    Cluster cluster = withSomebodyBehind(0, 4);
    SnapshotMeta taken = cluster.snapshot(1);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliver(1, 3); // The heartbeat speaks of the end of the leader's log.
    cluster.deliver(3, 1);
    assertEquals(ProgressState.SNAPSHOT, cluster.view(1).peer(3).state());
    assertEquals(List.of(new InstallSnapshot(1, taken)), cluster.between(1, 3));
    cluster.deliverAll();
    assertEquals(ProgressState.REPLICATE, cluster.view(1).peer(3).state());
    assertEquals(cluster.applied(1), cluster.applied(3));
    cluster.propose(1, "y");
    cluster.deliverAll();
    assertEquals(6, cluster.view(3).last().index());
  }

  /// The file is durable under its name: whether the log knows of it yet is nobody else's business.
  @PaperRule(Rule.WAITS_FOR)
  @Test
  void aSnapshotIsSentWhileTheOwnDiskWrites() {
    Cluster cluster = withSomebodyBehind(0, 4);
    cluster.disksAreFast(false);
    cluster.snapshot(1);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliver(1, 3);
    cluster.deliver(3, 1);
    assertEquals(1, cluster.unfinishedWrites(1));
    assertEquals(List.of(new InstallSnapshot(1, snapshot(5, 1))), cluster.between(1, 3));
  }

  @Test
  void aPeerWithinTheTailNeedsNoSnapshot() {
    Cluster cluster = withSomebodyBehind(4, 4);
    cluster.snapshot(1);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(5, cluster.view(3).last().index());
    assertEquals(SnapshotMeta.NONE, cluster.view(3).snapshot());
  }

  /// S1 has sent S3 a snapshot, which is on its way.
  private Cluster sending() {
    Cluster cluster = withSomebodyBehind(0, 4);
    cluster.snapshot(1);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliver(1, 3);
    cluster.deliver(3, 1);
    cluster.take(1, 3);
    return cluster;
  }

  @Test
  void whileASnapshotIsOnItsWayHeartbeatsSpeakOfThePlaceBeforeAllLogs() {
    Cluster cluster = sending();
    cluster.propose(1, "y");
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.expire(1, Timer.HEARTBEAT);
    assertEquals(
        List.of(
            new AppendEntries(1, LogPosition.ZERO, List.of(), cluster.view(1).commitIndex(), 0)),
        cluster.between(1, 3));
    cluster.deliver(1, 3);
    assertEquals(List.of(new AppendAccepted(1, 0, 0)), cluster.between(3, 1));
    cluster.deliver(3, 1);
    assertEquals(ProgressState.SNAPSHOT, cluster.view(1).peer(3).state());
  }

  @Test
  void aTransferThatFailedBeginsAgainWithTheNextHeartbeat() {
    Cluster cluster = sending();
    cluster.step(1, new Input.SnapshotSent(3, false));
    assertEquals(ProgressState.PROBE, cluster.view(1).peer(3).state());
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.expire(1, Timer.HEARTBEAT);
    assertEquals(ProgressState.SNAPSHOT, cluster.view(1).peer(3).state());
    assertEquals(new InstallSnapshot(1, cluster.view(1).snapshot()), cluster.take(1, 3).getFirst());
  }

  @Test
  void whoeverGotTheSnapshotIsProbedBehindItUntilItAnswers() {
    Cluster cluster = sending();
    cluster.step(1, new Input.SnapshotSent(3, true));
    assertEquals(ProgressState.PROBE, cluster.view(1).peer(3).state());
    assertEquals(6, cluster.view(1).peer(3).nextIndex());
    cluster.receive(1, 3, new AppendAccepted(1, 5, 0));
    assertEquals(ProgressState.REPLICATE, cluster.view(1).peer(3).state());
  }

  @Test
  void anAnswerThatReachesTheSnapshotEndsTheWaitAndALesserOneDoesNot() {
    Cluster cluster = sending();
    cluster.receive(1, 3, new AppendAccepted(1, 4, 0));
    assertEquals(ProgressState.SNAPSHOT, cluster.view(1).peer(3).state());
    assertEquals(4, cluster.view(1).peer(3).matchIndex());
    cluster.receive(1, 3, new AppendRejected(1, 4, new ConflictHint(0, 1), 0));
    assertEquals(ProgressState.SNAPSHOT, cluster.view(1).peer(3).state());
    cluster.receive(1, 3, new AppendAccepted(1, 5, 0));
    assertEquals(ProgressState.REPLICATE, cluster.view(1).peer(3).state());
  }

  @Test
  void theEndOfATransferThatNobodyWaitsForIsOldNews() {
    Cluster cluster = withSomebodyBehind(0, 0);
    cluster.step(1, new Input.SnapshotSent(3, true));
    cluster.step(1, new Input.SnapshotSent(7, true));
    assertEquals(ProgressState.REPLICATE, cluster.view(1).peer(3).state());
    cluster.step(2, new Input.SnapshotSent(3, false));
    assertEquals(RoleName.FOLLOWER, cluster.role(2));
  }

  /// The log of a new leader begins behind what its peer has: the hint of the rejection leads below
  /// it, and a snapshot follows.
  @Test
  void aNewLeaderFindsOutThatAPeerNeedsItsSnapshot() {
    Cluster cluster =
        Cluster.of(rules, compacted(2, at(4, 1), 2), compacted(2, at(4, 1), 2), disk(1, 1, 1));
    cluster.elect(1);
    cluster.deliverAll();
    assertEquals(cluster.view(1).last(), cluster.view(3).last());
    assertEquals(snapshot(4, 1), cluster.view(3).snapshot());
  }

  @Test
  void aReadWaitsForNothingButAQuorumWhileASnapshotIsOnItsWay() {
    Cluster cluster = sending();
    cluster.read(1, 7L);
    cluster.deliver(1, 3);
    cluster.deliver(3, 1);
    assertEquals(new Reply.ReadReady(List.of(7L), 5), cluster.replies(1).getLast());
  }
}
