package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.RequestVote;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What is asked of the disk, and when it counts as done (dissertation §10.2.1).
@ExtendWith(UnderThePaper.class)
class WritesTest {
  private final Rules rules;

  WritesTest(Rules rules) {
    this.rules = rules;
  }

  private Cluster slow(DurableState onDisk) {
    Cluster cluster = Cluster.of(rules, config(3), onDisk);
    cluster.disksAreFast(false);
    return cluster;
  }

  /// ABA: index 1 is written, cut, and written again with another entry. The completion of the
  /// first write says nothing of the second entry.
  @PaperRule(Rule.DURABLE_AFTER_TRUNCATION)
  @Test
  void theCompletionOfAnOldWriteDoesNotMakeItsSuccessorDurable() {
    Cluster cluster = slow(disk(0));
    cluster.receive(1, 2, append(1, LogPosition.ZERO, 0, 1));
    cluster.receive(1, 3, append(2, LogPosition.ZERO, 1, 2));
    cluster.sync(1);
    assertEquals(0, cluster.view(1).durableIndex());
    assertEquals(List.of(), cluster.applied(1));
    cluster.receive(1, 3, heartbeat(2, at(1, 2), 1, 0));
    assertEquals(List.of(), cluster.between(1, 3));
    cluster.sync(1);
    assertEquals(1, cluster.view(1).durableIndex());
    assertEquals(Given.entries(1, 2), cluster.applied(1));
    assertEquals(new AppendAccepted(2, 1, 0), cluster.last(1, 3));
  }

  @PaperRule(Rule.DURABLE_AFTER_TRUNCATION)
  @Test
  void whatLiesBeforeACutStaysDurable() {
    Cluster cluster = slow(disk(2, 1, 1, 1));
    cluster.receive(1, 2, append(2, at(1, 1), 0, 2));
    assertEquals(1, cluster.view(1).durableIndex());
    cluster.receive(1, 2, heartbeat(2, at(2, 2), 0, 0));
    assertEquals(List.of(new AppendAccepted(2, 1, 0)), cluster.take(1, 2));
    cluster.sync(1);
    assertEquals(2, cluster.view(1).durableIndex());
  }

  @PaperRule(Rule.DURABLE_AFTER_TRUNCATION)
  @Test
  void aLongerCompletionReachesNoFurtherThanALaterCut() {
    Cluster cluster = slow(disk(1, 1));
    cluster.receive(1, 2, append(1, at(1, 1), 0, 1, 1, 1));
    cluster.receive(1, 3, append(2, at(2, 1), 0, 2, 2));
    cluster.sync(1);
    assertEquals(2, cluster.view(1).durableIndex());
    cluster.sync(1);
    assertEquals(4, cluster.view(1).durableIndex());
  }

  @Test
  void oneStepIsOneWriteWithTermVoteCutAndEntriesTogether() {
    Cluster cluster = slow(disk(2, 1, 1, 1));
    Output output = cluster.step(1, new Input.Receive(2, append(4, at(1, 1), 0, 3, 4)));
    assertEquals(
        new Write(1, new HardState(4, ServerId.NONE), 2, Given.entries(2, 3, 4)), output.write());
  }

  @Test
  void everyWriteStatesTermAndVote() {
    Cluster cluster = slow(disk(4, 3, Given.log(1)));
    Output output = cluster.step(1, new Input.Receive(3, append(4, at(1, 1), 0, 4)));
    assertEquals(new HardState(4, 3), output.write().hardState());
    output = cluster.step(1, new Input.Receive(3, append(4, at(2, 4), 0, 4)));
    assertEquals(2, output.write().id());
  }

  @Test
  void aStepThatChangesNothingWritesNothing() {
    Cluster cluster = slow(disk(4, 3, Given.log(1)));
    Output output = cluster.step(1, new Input.Receive(3, append(4, LogPosition.ZERO, 0, 1)));
    assertSame(Write.NONE, output.write());
  }

  @Test
  void completionsAreCumulativeAndOldOnesAreIgnored() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, append(4, at(1, 1), 0, 4));
    cluster.receive(1, 2, append(4, at(2, 4), 0, 4));
    cluster.syncAll(1);
    assertEquals(3, cluster.view(1).durableIndex());
    cluster.loseEverything();
    Output output = cluster.raft(1).step(cluster.now(), new Input.Persisted(1));
    assertEquals(List.of(), output.send());
    assertEquals(3, cluster.view(1).durableIndex());
  }

  @Test
  void theCompletionOfAWriteThatWasNeverAskedForIsABrokenDriver() {
    Cluster cluster = slow(disk(4, 1));
    cluster.receive(1, 2, append(4, at(1, 1), 0, 4));
    IllegalStateException broken =
        assertThrows(IllegalStateException.class, () -> cluster.step(1, new Input.Persisted(2)));
    assertEquals(
        "broken structure: expected the completion of a write that was submitted",
        broken.getMessage());
  }

  @Test
  void theAgeOfTheOldestWriteCountsFromItsHandOver() {
    Writes writes = new Writes(0);
    assertEquals(0, writes.oldestUs(1_000));
    writes.termChanged();
    writes.submit(1_000, HardState.INITIAL, 0);
    writes.voteChanged();
    writes.submit(2_000, HardState.INITIAL, 0);
    assertEquals(500, writes.oldestUs(1_500));
    writes.persisted(1);
    assertEquals(500, writes.oldestUs(2_500));
    writes.persisted(2);
    assertEquals(0, writes.oldestUs(9_000));
  }

  @Test
  void theTermIsDurableWithTheWriteThatRaisedIt() {
    Writes writes = new Writes(0);
    writes.termChanged();
    assertEquals(false, writes.hardStateIsDurable());
    writes.submit(0, new HardState(1, 0), 0);
    assertEquals(false, writes.hardStateIsDurable());
    writes.voteChanged();
    writes.submit(0, new HardState(1, 2), 0);
    assertEquals(1, writes.writeToAwait(Wait.FOR_ITS_TERM));
    assertEquals(2, writes.writeToAwait(Wait.FOR_EVERYTHING));
    assertEquals(0, writes.writeToAwait(Wait.FOR_NOTHING));
    writes.persisted(1);
    assertEquals(false, writes.hardStateIsDurable());
    writes.persisted(2);
    assertEquals(true, writes.hardStateIsDurable());
  }

  @Test
  void aSecondVoteOfATermOnlyRepeatsTheFirst() {
    Cluster cluster = slow(disk(4, 1));
    cluster.pass(300_000);
    cluster.receive(1, 2, new RequestVote(5, at(1, 1)));
    cluster.receive(1, 2, new RequestVote(5, at(1, 1)));
    assertEquals(1, cluster.unfinishedWrites(1));
  }
}
