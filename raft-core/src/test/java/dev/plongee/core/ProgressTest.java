package dev.plongee.core;

import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.limits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.RaftView.ProgressState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// How a leader treats each of its peers: probing, pipelining, windows (§5.3).
@ExtendWith(UnderThePaper.class)
class ProgressTest {
  private final Rules rules;

  ProgressTest(Rules rules) {
    this.rules = rules;
  }

  private Cluster leader(int maxEntries, int window) {
    Cluster cluster = Cluster.of(rules, config(3, limits(maxEntries, window)));
    cluster.elect(1);
    assertEquals(ProgressState.REPLICATE, peer(cluster).state());
    return cluster;
  }

  private static RaftView.PeerView peer(Cluster cluster) {
    return cluster.view(1).peer(2);
  }

  private static String[] commands(int count) {
    String[] commands = new String[count];
    java.util.Arrays.fill(commands, "x");
    return commands;
  }

  /// The last index of each AppendEntries on its way to S2.
  private static List<Long> lastIndexesOnTheirWay(Cluster cluster) {
    return cluster.between(1, 2).stream().map(m -> ((AppendEntries) m).lastIndex()).toList();
  }

  @Test
  void aNewLeaderTriesWithTheEndOfItsLogAndOneMessage() {
    Cluster cluster = Cluster.of(rules, disk(1, 1, 1), disk(1, 1, 1), disk(1, 1, 1));
    cluster.elect(1, 1, 2);
    RaftView.PeerView silent = cluster.view(1).peer(3);
    assertEquals(ProgressState.PROBE, silent.state());
    assertEquals(3, silent.nextIndex());
    assertEquals(0, silent.matchIndex());
    cluster.loseEverything();
    cluster.propose(1, "a");
    cluster.propose(1, "b");
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.receive(1, 3, new AppendAccepted(2, 2, 0));
    assertEquals(ProgressState.REPLICATE, silent(cluster).state());
    assertEquals(3, ((AppendEntries) cluster.between(1, 3).getFirst()).entries().size());
  }

  private static RaftView.PeerView silent(Cluster cluster) {
    return cluster.view(1).peer(3);
  }

  @Test
  void aHeartbeatToAProbedPeerIsTheProbe() {
    Cluster cluster = Cluster.of(rules, Given.configWithoutNoop(3));
    cluster.elect(1, 1, 2);
    assertEquals(1, silent(cluster).inFlight());
    cluster.loseEverything();
    cluster.propose(1, "a");
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.receive(1, 3, new AppendAccepted(1, 0, 0));
    assertEquals(1, cluster.between(1, 3).size());
  }

  @Test
  void whatAProbeBroughtIsNotSentAgain() {
    Cluster cluster = leader(10, 16);
    cluster.propose(1, "a", "b");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendRejected(1, 3, new ConflictHint(0, 2), 0));
    assertEquals(List.of(3L), lastIndexesOnTheirWay(cluster));
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 3, 0));
    assertEquals(4, peer(cluster).nextIndex());
    assertTrue(cluster.nothingIsOnItsWay());
  }

  @Test
  void anAcknowledgementFromBeforeASetbackIsStillTrue() {
    Cluster cluster = leader(1, 3);
    cluster.propose(1, "a", "b", "c");
    cluster.receive(1, 2, new AppendRejected(1, 2, new ConflictHint(0, 2), 0));
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
    assertEquals(List.of(2L, 3L, 4L), lastIndexesOnTheirWay(cluster));
    cluster.propose(1, "d", "e");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 5, 0));
    assertEquals(List.of(6L), lastIndexesOnTheirWay(cluster));
    assertEquals(1, peer(cluster).inFlight());
  }

  @Test
  void entriesFollowEachOtherWithoutWaitingForAnswers() {
    Cluster cluster = leader(10, 16);
    cluster.propose(1, "a");
    cluster.propose(1, "b");
    cluster.propose(1, "c");
    assertEquals(List.of(2L, 3L, 4L), lastIndexesOnTheirWay(cluster));
    assertEquals(3, peer(cluster).inFlight());
  }

  @Test
  void aFullWindowWaitsAndAnAcknowledgementOpensItForAsManyAsFit() {
    Cluster cluster = leader(2, 3);
    cluster.propose(1, commands(20));
    assertEquals(List.of(3L, 5L, 7L), lastIndexesOnTheirWay(cluster));
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 5, 0));
    assertEquals(List.of(9L, 11L), lastIndexesOnTheirWay(cluster));
    assertEquals(3, peer(cluster).inFlight());
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 6, 0));
    assertEquals(List.of(), lastIndexesOnTheirWay(cluster));
  }

  @Test
  void aHeartbeatTakesNoPlaceInTheWindowAndLeavesThroughAFullOne() {
    Cluster cluster = leader(1, 2);
    cluster.propose(1, commands(5));
    cluster.loseEverything();
    cluster.expire(1, Timer.HEARTBEAT);
    AppendEntries heartbeat = (AppendEntries) cluster.between(1, 2).getFirst();
    assertEquals(at(3, 1), heartbeat.prev());
    assertEquals(List.of(), heartbeat.entries());
    assertEquals(2, peer(cluster).inFlight());
  }

  @Test
  void aMessageIsLimitedInEntriesAndInBytes() {
    RaftConfig.Limits limits = new RaftConfig.Limits(3, 150, 16, 100, 1_000_000, 0, 10);
    Cluster cluster = Cluster.of(rules, config(3, limits));
    cluster.elect(1);
    cluster.propose(1, "1", "2", "3", "4");
    assertEquals(List.of(4L, 5L), lastIndexesOnTheirWay(cluster));
    cluster.deliverAll();
    String large = "a command of about fifty bytes, with its overhead ..."; // 53 + 24 bytes
    cluster.propose(1, large, large, large.repeat(9), "1");
    assertEquals(List.of(6L, 7L, 8L, 9L), lastIndexesOnTheirWay(cluster));
  }

  @Test
  void aLossShowsAsARejectionAndIsSentAgain() {
    Cluster cluster = leader(10, 16);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.propose(1, "b");
    cluster.deliver(1, 2);
    assertEquals(new AppendRejected(1, 2, new ConflictHint(0, 2), 0), cluster.deliver(2, 1));
    assertEquals(ProgressState.PROBE, peer(cluster).state());
    assertEquals(2, peer(cluster).nextIndex());
    cluster.deliverAmong(1, 2);
    assertEquals(3, peer(cluster).matchIndex());
    assertEquals(ProgressState.REPLICATE, peer(cluster).state());
  }

  @Test
  void aHeartbeatRepairsALossThatNothingFollowed() {
    Cluster cluster = leader(10, 16);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    assertEquals(2, peer(cluster).matchIndex());
    assertEquals(cluster.terms(1), cluster.terms(2));
  }

  @Test
  void aLostAcknowledgementIsRepairedByTheNextHeartbeat() {
    Cluster cluster = leader(10, 16);
    cluster.propose(1, "a");
    cluster.deliver(1, 2);
    cluster.loseEverything();
    assertEquals(1, peer(cluster).matchIndex());
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAmong(1, 2);
    assertEquals(2, peer(cluster).matchIndex());
    assertEquals(0, peer(cluster).inFlight());
  }

  @Test
  void aLostProbeIsRepeatedByTheNextHeartbeat() {
    Cluster cluster = leader(10, 16);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendRejected(1, 2, new ConflictHint(0, 2), 0));
    assertEquals(ProgressState.PROBE, peer(cluster).state());
    assertEquals(List.of(2L), lastIndexesOnTheirWay(cluster));
    cluster.loseEverything();
    cluster.propose(1, "b");
    assertTrue(cluster.between(1, 2).isEmpty());
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAmong(1, 2);
    assertEquals(3, peer(cluster).matchIndex());
    assertEquals(ProgressState.REPLICATE, peer(cluster).state());
  }

  @Test
  void aRejectionOfWhatIsKnownToMatchIsOldNews() {
    Cluster cluster = leader(10, 16);
    cluster.propose(1, "a", "b");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendAccepted(1, 3, 0));
    cluster.receive(1, 2, new AppendRejected(1, 3, new ConflictHint(0, 2), 0));
    assertEquals(ProgressState.REPLICATE, peer(cluster).state());
    assertEquals(4, peer(cluster).nextIndex());
  }

  @Test
  void aRejectionThatTheRunningProbeDidNotAskForIsOldNews() {
    Cluster cluster = Cluster.of(rules, disk(1, 1, 1, 1), disk(1, 1, 1, 1), disk(1));
    cluster.elect(1, 1, 2);
    cluster.loseEverything();
    cluster.receive(1, 3, new AppendRejected(2, 3, new ConflictHint(0, 2), 0));
    assertEquals(2, silent(cluster).nextIndex());
    cluster.loseEverything();
    cluster.receive(1, 3, new AppendRejected(2, 3, new ConflictHint(0, 2), 0));
    cluster.receive(1, 3, new AppendRejected(2, 2, new ConflictHint(0, 1), 0));
    assertEquals(2, silent(cluster).nextIndex());
    assertTrue(cluster.nothingIsOnItsWay());
  }

  @Test
  void theWindowBeginsAnewWhenTheStateChanges() {
    Cluster cluster = leader(1, 3);
    cluster.propose(1, commands(6));
    assertEquals(3, peer(cluster).inFlight());
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendRejected(1, 3, new ConflictHint(0, 2), 0));
    assertEquals(ProgressState.PROBE, peer(cluster).state());
    assertEquals(1, peer(cluster).inFlight());
    cluster.deliverAmong(1, 2);
    assertEquals(7, peer(cluster).matchIndex());
  }

  /// Answering a probe that was cut short by a slow disk with the next probe would be a hot loop at
  /// the round-trip rate.
  @Test
  void aProbeThatIsAnsweredForLessThanItAskedIsNotRepeatedAtOnce() {
    Cluster cluster = Cluster.of(rules, disk(1, 1, 1), disk(1, 1, 1), disk(1, 1, 1));
    cluster.elect(1, 1, 2);
    cluster.loseEverything();
    cluster.receive(1, 3, new AppendAccepted(2, 1, 0));
    assertEquals(1, silent(cluster).matchIndex());
    assertEquals(ProgressState.PROBE, silent(cluster).state());
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.receive(1, 3, new AppendAccepted(2, 2, 0));
    assertEquals(ProgressState.REPLICATE, silent(cluster).state());
  }

  @Test
  void aPeerThatMatchesAlreadyBecomesReplicatedWithoutNewEntries() {
    Cluster cluster = leader(10, 16);
    cluster.propose(1, "a");
    cluster.loseEverything();
    cluster.receive(1, 2, new AppendRejected(1, 2, new ConflictHint(0, 2), 0));
    cluster.receive(1, 2, new AppendAccepted(1, 1, 0));
    assertEquals(1, peer(cluster).matchIndex());
    assertEquals(ProgressState.REPLICATE, peer(cluster).state());
  }

  @Test
  void aFollowerThatIsFarBehindIsFedAsFastAsItsWindowAllows() {
    Cluster cluster = leader(1, 4);
    cluster.propose(1, commands(200));
    List<Integer> onTheirWay = new ArrayList<>();
    while (peer(cluster).matchIndex() < 201) {
      onTheirWay.add(cluster.between(1, 2).size());
      cluster.deliver(1, 2);
      cluster.deliver(2, 1);
    }
    assertTrue(onTheirWay.stream().limit(190).allMatch(count -> count == 4));
  }

  @Test
  void anAcknowledgementBeyondTheLeadersLogSpeaksOfNothingTheLeaderHas() {
    Cluster cluster = leader(10, 16);
    cluster.receive(1, 2, new AppendAccepted(1, 99, 0));
    assertEquals(1, peer(cluster).matchIndex());
    assertEquals(2, peer(cluster).nextIndex());
    assertEquals(1, cluster.view(1).commitIndex());
  }

  @Test
  void aStrangerHasNoProgress() {
    Cluster cluster = leader(10, 16);
    cluster.receive(1, 9, new AppendAccepted(1, 1, 0));
    cluster.receive(1, 9, new AppendRejected(1, 1, new ConflictHint(0, 1), 0));
    assertEquals(RoleName.LEADER, cluster.role(1));
  }
}
