package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.disk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.TimeoutNow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §6, dissertation §4: who belongs to the cluster changes while it works.
@ExtendWith(UnderThePaper.class)
class MembershipTest {
  private static final Configuration THREE = Configuration.of(1, 2, 3);
  private static final Configuration FOUR = Configuration.of(1, 2, 3, 4);
  private final Rules rules;

  MembershipTest(Rules rules) {
    this.rules = rules;
  }

  /// S1 leads S2 and S3; S4 and S5 run and belong to nothing.
  private Cluster led() {
    DurableState[] disks = new DurableState[5];
    Arrays.fill(disks, DurableState.EMPTY);
    Cluster cluster = Cluster.of(rules, Given.config(3), disks);
    cluster.elect(1);
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    return cluster;
  }

  private static void change(Cluster cluster, int leader, Configuration target) {
    cluster.step(leader, new Input.ChangeMembers(target));
  }

  private static Configuration withLearners(Configuration configuration, int... ids) {
    return configuration.withLearners(NodeSet.of(ids));
  }

  private static Reply refused(Reply.Refusal why, int leader) {
    return new Reply.MembersRefused(why, leader);
  }

  // --- newcomers

  @PaperRule({Rule.CAUGHT_UP, Rule.LEADS_ON, Rule.MAY_CHANGE_MEMBERS})
  @Test
  void aNewcomerGetsTheLogBeforeItVotes() {
    Cluster cluster = led();
    cluster.propose(1, "a");
    cluster.deliverAll();
    change(cluster, 1, FOUR);
    assertEquals(withLearners(THREE, 4), cluster.view(1).configuration());
    cluster.deliverAmong(1, 2, 3);
    assertEquals(withLearners(THREE, 4), cluster.view(1).configuration(), "S4 has nothing yet");
    cluster.deliverAll();
    assertEquals(FOUR, cluster.view(1).configuration());
    assertFalse(cluster.view(1).isChangingMembers());
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    for (int id = 1; id <= 4; id++) {
      assertEquals(FOUR, cluster.view(id).configuration());
      assertEquals(cluster.terms(1), cluster.terms(id));
    }
    assertEquals(RoleName.LEADER, cluster.role(1));
  }

  @PaperRule(Rule.IS_QUORUM)
  @Test
  void aLearnerHoldsEntriesAndCountsForNothing() {
    Cluster cluster = led();
    change(cluster, 1, withLearners(THREE, 4));
    cluster.deliverAll();
    long commit = cluster.view(1).commitIndex();
    cluster.propose(1, "a");
    cluster.deliverAmong(1, 4);
    assertEquals(cluster.view(1).last(), cluster.view(4).last());
    assertEquals(commit, cluster.view(1).commitIndex());
    cluster.deliverAmong(1, 2);
    assertEquals(commit + 1, cluster.view(1).commitIndex());
  }

  @PaperRule(Rule.CAUGHT_UP)
  @Test
  void aRoundThatTookTooLongIsFollowedByAnother() {
    Cluster cluster = led();
    change(cluster, 1, FOUR);
    cluster.deliverAmong(1, 2, 3);
    cluster.pass(150_000);
    cluster.deliverAmong(1, 4);
    assertEquals(THREE.voters(), cluster.view(1).configuration().voters(), "it was too slow");
    cluster.propose(1, "a");
    cluster.deliverAll();
    assertEquals(FOUR, cluster.view(1).configuration());
  }

  /// Its rounds would go on for ever, and nothing else about the members could change.
  @Test
  void aNewcomerThatTakesTheLogTooSlowlyIsGivenUpAfterTenRounds() {
    Cluster cluster = led();
    change(cluster, 1, FOUR);
    int rounds = 0;
    while (cluster.view(1).isChangingMembers() && rounds < 20) {
      rounds++;
      cluster.deliver(1, 4);
      cluster.propose(1, "meanwhile");
      cluster.pass(150_000);
      cluster.deliver(4, 1);
      cluster.deliverAmong(1, 2, 3);
    }
    assertEquals(1 + 10, rounds, "the first answer tells where its log ends");
    assertEquals(withLearners(THREE, 4), cluster.view(1).configuration());
  }

  /// A transfer is as long under way as its driver says, also to a server that is gone.
  @Test
  void aNewcomerThatFallsSilentDuringItsSnapshotIsGivenUp() {
    RaftConfig.Limits noTail = RaftConfig.Limits.DEFAULT.withKeptEntries(0);
    DurableState[] disks = new DurableState[4];
    Arrays.fill(disks, DurableState.EMPTY);
    Cluster cluster = Cluster.of(rules, Given.config(3, noTail), disks);
    cluster.elect(1);
    cluster.snapshot(1);
    change(cluster, 1, FOUR);
    cluster.deliver(1, 4);
    cluster.deliver(4, 1);
    assertEquals(RaftView.ProgressState.SNAPSHOT, cluster.view(1).peer(4).state());
    for (int i = 0; i < 7; i++) {
      assertTrue(cluster.view(1).isChangingMembers());
      cluster.pass(100_000);
      cluster.expire(1, Timer.HEARTBEAT);
      cluster.deliverAmong(1, 2, 3);
    }
    assertEquals(RaftView.ProgressState.SNAPSHOT, cluster.view(1).peer(4).state());
    assertFalse(cluster.view(1).isChangingMembers());
  }

  @Test
  void aNewcomerThatDoesNotAnswerIsGivenUpAndStaysALearner() {
    Cluster cluster = led();
    change(cluster, 1, FOUR);
    cluster.deliverAmong(1, 2, 3);
    assertTrue(cluster.view(1).isChangingMembers());
    for (int i = 0; i < 3; i++) {
      cluster.pass(250_000);
      cluster.expire(1, Timer.HEARTBEAT);
      cluster.deliverAmong(1, 2, 3);
    }
    assertFalse(cluster.view(1).isChangingMembers());
    assertEquals(withLearners(THREE, 4), cluster.view(1).configuration());
    cluster.deliverAll();
    change(cluster, 1, FOUR);
    cluster.deliverAll();
    assertEquals(FOUR, cluster.view(1).configuration(), "the second time it answers");
  }

  /// Its disk stands still: it hears everything, and never has anything.
  @Test
  void aNewcomerThatAnswersAndGetsNoFurtherIsGivenUp() {
    Cluster cluster = led();
    change(cluster, 1, withLearners(THREE, 4));
    cluster.deliverAll();
    cluster.diskHangs(4);
    cluster.propose(1, "a");
    change(cluster, 1, FOUR);
    for (int i = 0; i < 8; i++) {
      cluster.deliverAll();
      cluster.pass(100_000);
      cluster.expire(1, Timer.HEARTBEAT);
    }
    assertFalse(cluster.view(1).isChangingMembers(), "another change may begin");
    assertEquals(withLearners(THREE, 4), cluster.view(1).configuration());
  }

  // --- joint consensus

  @PaperRule(Rule.IS_QUORUM)
  @Test
  void onTheWayBothMajoritiesAreNeeded() {
    Cluster cluster = led();
    change(cluster, 1, withLearners(THREE, 4, 5));
    cluster.deliverAll();
    long commit = cluster.view(1).commitIndex();
    Configuration target = Configuration.of(1, 4, 5);
    change(cluster, 1, target);
    assertEquals(THREE.jointWith(target), cluster.view(1).configuration());
    cluster.deliverAmong(1, 2, 3);
    assertEquals(commit, cluster.view(1).commitIndex(), "not on a majority of the new one");
    cluster.deliverAmong(1, 4);
    assertEquals(target, cluster.view(1).configuration(), "C_new follows at once");
    cluster.deliverAll();
    assertEquals(cluster.view(1).last().index(), cluster.view(1).commitIndex());
  }

  @PaperRule(Rule.IS_QUORUM)
  @Test
  void theMajorityOfTheOldConfigurationIsNeededToo() {
    Cluster cluster = led();
    change(cluster, 1, withLearners(THREE, 4, 5));
    cluster.deliverAll();
    long commit = cluster.view(1).commitIndex();
    change(cluster, 1, Configuration.of(1, 4, 5));
    cluster.deliverAmong(1, 4, 5);
    assertEquals(commit, cluster.view(1).commitIndex());
  }

  @Test
  void whoLeadsNextLeavesAJointConfigurationThatItFinds() {
    Configuration joint = THREE.jointWith(FOUR);
    DurableState found =
        new DurableState(
            new HardState(1, ServerId.NONE),
            List.of(new Entry(1, 1, new Payload.Membership(joint))));
    Cluster cluster = Cluster.of(rules, Given.config(3), found, found, found, found);
    assertEquals(joint, cluster.view(2).configuration(), "it is active after a restart");
    cluster.elect(2);
    cluster.deliverAll();
    assertEquals(FOUR, cluster.view(2).configuration());
    assertEquals(cluster.view(2).last().index(), cluster.view(2).commitIndex());
  }

  /// C_old,new may be the last that a server hears of, and its snapshot the end of its log.
  @Test
  void whoLeadsNextLeavesAJointConfigurationThatItsSnapshotHolds() {
    Configuration joint = THREE.jointWith(FOUR);
    List<Entry> entries = List.of(new Entry(1, 1, new Payload.Membership(joint)));
    DurableState[] disks = new DurableState[4];
    Arrays.fill(disks, DurableState.EMPTY);
    Cluster cluster = Cluster.of(rules, Given.config(3), disks);
    for (int id = 2; id <= 4; id++) {
      cluster.receive(id, 1, new AppendEntries(1, LogPosition.ZERO, entries, 1, 0));
      assertEquals(joint, cluster.snapshot(id).configuration());
    }
    cluster.elect(2, 2, 3, 4);
    assertEquals(FOUR, cluster.view(2).configuration());
    assertEquals(cluster.view(2).last().index(), cluster.view(2).commitIndex());
  }

  // --- when it is active

  @Test
  void aConfigurationIsActiveFromItsAppendOnAndRolledBackWithItsEntry() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(1, 1));
    Entry entry = new Entry(1, 2, new Payload.Membership(FOUR));
    cluster.receive(1, 2, new AppendEntries(1, at(1, 1), List.of(entry), 1, 0));
    assertEquals(FOUR, cluster.view(1).configuration());
    assertEquals(2, cluster.view(1).configurationIndex());
    assertEquals(THREE, cluster.view(1).configurationAt(1));
    assertTrue(
        cluster.takeTrace(1).contains(new TraceEvent.MembersChanged(THREE, FOUR)), "it is told");
    cluster.receive(1, 3, append(2, at(1, 1), 1, 2));
    assertEquals(THREE, cluster.view(1).configuration());
    assertTrue(cluster.takeTrace(1).contains(new TraceEvent.MembersChanged(FOUR, THREE)));
  }

  @Test
  void aSnapshotBringsItsConfiguration() {
    Cluster cluster = Cluster.of(rules, Given.config(3), disk(1, 1));
    cluster.receive(1, 2, new InstallSnapshot(1, new SnapshotMeta(9, 1, FOUR)));
    assertEquals(FOUR, cluster.view(1).configuration());
    assertEquals(FOUR, cluster.view(1).configurationAt(9));
  }

  /// It may come so far before the entry that makes it a member.
  @Test
  void aNewcomerTakesNoSnapshotBeforeItKnowsWhoBelongsToTheCluster() {
    Cluster cluster = led();
    cluster.propose(1, "a", "b");
    cluster.deliverAll();
    List<Entry> entries = List.of(cluster.view(1).entry(1), cluster.view(1).entry(2));
    cluster.receive(4, 1, new AppendEntries(1, LogPosition.ZERO, entries, 2, 0));
    assertEquals(2, cluster.view(4).appliedIndex());
    SnapshotMeta early = new SnapshotMeta(2, 1, cluster.view(4).configurationAt(2));
    cluster.step(4, new Input.SnapshotTaken(early));
    assertEquals(SnapshotMeta.NONE, cluster.view(4).snapshot());
    change(cluster, 1, withLearners(THREE, 4));
    cluster.deliverAll();
    cluster.expire(1, Timer.HEARTBEAT);
    cluster.deliverAll();
    SnapshotMeta later = new SnapshotMeta(4, 1, withLearners(THREE, 4));
    cluster.step(4, new Input.SnapshotTaken(later));
    assertEquals(later, cluster.view(4).snapshot());
  }

  // --- one at a time

  @PaperRule(Rule.MAY_CHANGE_MEMBERS)
  @Test
  void nothingChangesBeforeAnEntryOfTheOwnTermIsCommitted() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.disksAreFast(false);
    cluster.pass(300_000);
    cluster.expire(1, Timer.ELECTION);
    cluster.receive(1, 2, new Message.PreVoteReply(1, true));
    cluster.sync(1);
    cluster.receive(1, 2, new Message.RequestVoteReply(1, true));
    assertEquals(RoleName.LEADER, cluster.role(1));
    change(cluster, 1, withLearners(THREE, 4));
    assertEquals(List.of(refused(Reply.Refusal.CHANGING, 1)), cluster.replies(1));
    assertEquals(THREE, cluster.view(1).configuration());
  }

  @PaperRule(Rule.MAY_CHANGE_MEMBERS)
  @Test
  void aSecondChangeWaitsUntilTheFirstIsCommitted() {
    Cluster cluster = led();
    change(cluster, 1, withLearners(THREE, 4));
    change(cluster, 1, withLearners(THREE, 5));
    assertEquals(List.of(refused(Reply.Refusal.CHANGING, 1)), cluster.replies(1));
    assertEquals(withLearners(THREE, 4), cluster.view(1).configuration());
    cluster.deliverAll();
    change(cluster, 1, withLearners(THREE, 5));
    assertEquals(withLearners(THREE, 5), cluster.view(1).configuration());
  }

  @Test
  void nothingElseChangesWhileANewcomerCatchesUp() {
    Cluster cluster = led();
    change(cluster, 1, FOUR);
    cluster.deliverAmong(1, 2, 3);
    assertTrue(cluster.view(1).configurationIndex() <= cluster.view(1).commitIndex());
    change(cluster, 1, Configuration.of(1, 2));
    assertEquals(List.of(refused(Reply.Refusal.CHANGING, 1)), cluster.replies(1));
    cluster.deliverAll();
    assertEquals(FOUR, cluster.view(1).configuration());
  }

  @PaperRule(Rule.MAY_CHANGE_MEMBERS)
  @Test
  void whoHasCaughtUpVotesWhenItsLearningIsCommitted() {
    Cluster cluster = led();
    change(cluster, 1, FOUR);
    cluster.deliverAmong(1, 4);
    assertEquals(withLearners(THREE, 4), cluster.view(1).configuration());
    assertEquals(cluster.view(1).last().index(), cluster.view(1).peer(4).matchIndex());
    cluster.deliverAll();
    assertEquals(FOUR, cluster.view(1).configuration());
  }

  @Test
  void whatCannotBeginIsRefused() {
    Cluster cluster = led();
    change(cluster, 2, FOUR);
    assertEquals(refused(Reply.Refusal.NOT_LEADER, 1), cluster.replies(2).getLast());
    int replies = cluster.replies(1).size();
    change(cluster, 1, THREE);
    assertEquals(replies, cluster.replies(1).size(), "it is so already");
    cluster.propose(1, "a");
    cluster.step(1, new Input.TransferLeadership(2));
    change(cluster, 1, FOUR);
    assertEquals(refused(Reply.Refusal.TRANSFERRING, 1), cluster.replies(1).getLast());
  }

  // --- leaving

  @PaperRule(Rule.LEADS_ON)
  @Test
  void aLeaderThatLeavesLeadsUntilThatIsCommittedWithoutCountingItself() {
    Cluster cluster = led();
    Configuration target = Configuration.of(2, 3);
    change(cluster, 1, target);
    for (int id = 2; id <= 3; id++) {
      cluster.deliver(1, id);
      cluster.deliver(id, 1);
    }
    assertEquals(target, cluster.view(1).configuration(), "both majorities have C_old,new");
    cluster.deliver(1, 2);
    cluster.deliver(2, 1);
    assertEquals(RoleName.LEADER, cluster.role(1), "S2 alone is no majority of C_new");
    cluster.deliver(1, 3);
    cluster.deliver(3, 1);
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    cluster.elect(2, 2, 3);
    assertEquals(RoleName.LEADER, cluster.role(2));
  }

  @Test
  void aLeaderThatHasLeftAnswersItsReadsOnce() {
    Cluster cluster = led();
    change(cluster, 1, Configuration.of(2, 3));
    for (int id = 2; id <= 3; id++) {
      cluster.deliver(1, id);
      cluster.deliver(id, 1);
    }
    cluster.read(1, 7L);
    cluster.deliverAmong(1, 2);
    assertEquals(RoleName.LEADER, cluster.role(1));
    cluster.receive(1, 3, new AppendAccepted(1, cluster.view(1).last().index(), 1));
    assertEquals(RoleName.FOLLOWER, cluster.role(1));
    assertEquals(
        List.of(new Reply.ReadRefused(List.of(7L), Reply.Refusal.NOT_LEADER, ServerId.NONE)),
        cluster.replies(1));
    assertEquals(List.of(), cluster.between(1, 2), "it leads nobody any more");
  }

  @Test
  void whoHasLeftAndKnowsItDoesNotCampaign() {
    Configuration two = Configuration.of(1, 2);
    List<Entry> entries =
        List.of(
            new Entry(1, 1, new Payload.Membership(THREE.jointWith(two))),
            new Entry(1, 2, new Payload.Membership(two)));
    Cluster cluster = Cluster.of(3, rules);
    cluster.receive(3, 1, new AppendEntries(1, LogPosition.ZERO, entries, 1, 0));
    cluster.pass(300_000);
    cluster.expire(3, Timer.ELECTION);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(3), "C_new may still be cut off");
    cluster.receive(3, 1, new AppendEntries(1, at(2, 1), List.of(), 2, 0));
    cluster.pass(300_000);
    cluster.expire(3, Timer.ELECTION);
    assertEquals(RoleName.FOLLOWER, cluster.role(3));
  }

  @Test
  void whoHasLeftGetsNothingAnyMore() {
    Cluster cluster = led();
    change(cluster, 1, Configuration.of(1, 2));
    cluster.deliverAmong(1, 2, 3);
    cluster.deliverAll();
    cluster.propose(1, "a");
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.deliverAll();
    assertEquals(cluster.view(1).last().index(), cluster.view(1).commitIndex());
  }

  @PaperRule(Rule.MAY_CAMPAIGN)
  @Test
  void whoDoesNotVoteDoesNotCampaign() {
    Cluster cluster = led();
    change(cluster, 1, withLearners(THREE, 4));
    cluster.deliverAll();
    cluster.pass(1_000_000);
    cluster.expire(4, Timer.ELECTION);
    cluster.receive(4, 1, new TimeoutNow(1));
    assertEquals(RoleName.FOLLOWER, cluster.role(4));
    assertTrue(cluster.nothingIsOnItsWay());
    assertTrue(cluster.view(4).deadline(Timer.ELECTION) > cluster.now(), "it may vote one day");
    cluster.expire(2, Timer.ELECTION);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(2));
    assertEquals(List.of(), cluster.between(2, 4), "a learner is not asked");
  }

  /// S2 is to be alone. S1 has that in its log already, so it does not vote for S2, which has not.
  @PaperRule(Rule.MAY_CAMPAIGN)
  @Test
  void whoIsAboutToLeaveMayBeTheOnlyOneThatCanWin() {
    Cluster cluster = Cluster.of(2, rules);
    cluster.elect(1);
    cluster.deliverAll();
    Configuration target = Configuration.of(2);
    change(cluster, 1, target);
    cluster.deliver(1, 2);
    cluster.deliver(2, 1);
    assertEquals(target, cluster.view(1).configuration(), "C_new is appended");
    cluster.loseEverything();
    cluster.restart(1);
    cluster.elect(2);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(2), "its log is too old");
    cluster.elect(1);
    cluster.deliverAll();
    assertEquals(target, cluster.view(2).configuration());
    assertEquals(RoleName.FOLLOWER, cluster.role(1), "it led until that was committed");
    cluster.elect(2);
    assertEquals(RoleName.LEADER, cluster.role(2));
  }

  @Test
  void leadershipGoesToVotersOnly() {
    Cluster cluster = led();
    change(cluster, 1, withLearners(THREE, 4));
    cluster.deliverAll();
    cluster.step(1, new Input.TransferLeadership(4));
    assertEquals(
        new Reply.TransferRefused(Reply.Refusal.NO_SUCH_VOTER, 1), cluster.replies(1).getLast());
  }

  @Test
  void everyOriginalServerIsReplacedOneAfterTheOther() {
    Cluster cluster = led();
    List<Configuration> steps =
        List.of(Configuration.of(2, 3, 4), Configuration.of(3, 4, 5), Configuration.of(4, 5));
    for (Configuration step : steps) {
      int leader = leader(cluster);
      cluster.propose(leader, "before " + step.voters());
      cluster.deliverAll();
      change(cluster, leader, step);
      cluster.deliverAll();
      for (int i = 0; i < 3 && leader(cluster) == ServerId.NONE; i++) {
        int next = step.voters().next(ServerId.NONE);
        cluster.elect(i == 0 ? next : step.voters().next(next));
      }
      cluster.expire(leader(cluster), Timer.HEARTBEAT);
      cluster.deliverAll();
      assertEquals(step, cluster.view(leader(cluster)).configuration());
    }
    assertEquals(cluster.terms(4), cluster.terms(5));
    assertEquals(cluster.view(4).last().index(), cluster.view(4).commitIndex());
  }

  private static int leader(Cluster cluster) {
    List<Integer> leaders = new ArrayList<>();
    for (int id = 1; id <= 5; id++) {
      if (cluster.role(id) == RoleName.LEADER) {
        leaders.add(id);
      }
    }
    assertTrue(leaders.size() <= 1, () -> "leaders " + leaders);
    return leaders.isEmpty() ? ServerId.NONE : leaders.getFirst();
  }

  @Test
  void aCopyChangesOnItsOwn() {
    Cluster cluster = led();
    change(cluster, 1, FOUR);
    Raft copy = cluster.raft(1).copy();
    cluster.deliverAll();
    assertEquals(FOUR, cluster.view(1).configuration());
    assertEquals(withLearners(THREE, 4), copy.view().configuration());
    copy.step(cluster.now(), new Input.Receive(2, new AppendAccepted(1, 2, 0)));
    assertTrue(copy.view().isChangingMembers());
  }
}
