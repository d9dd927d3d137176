package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §5.3: what the state machine gets, and when.
@ExtendWith(UnderThePaper.class)
class ApplyTest {
  private final Rules rules;

  ApplyTest(Rules rules) {
    this.rules = rules;
  }

  @PaperRule(Rule.MAY_APPLY)
  @Test
  void anEntryIsAppliedWhenItIsCommittedAndNotBefore() {
    Cluster cluster = Cluster.of(rules, config(3), disk(3, 1, 1, 2));
    cluster.receive(1, 2, append(3, at(3, 2), 0, 3));
    assertEquals(List.of(), cluster.applied(1));
    cluster.receive(1, 2, heartbeat(3, at(4, 3), 3, 0));
    assertEquals(Given.entries(1, 1, 1, 2), cluster.applied(1));
    assertEquals(3, cluster.view(1).appliedIndex());
  }

  @PaperRule(Rule.MAY_APPLY)
  @Test
  void aCommitLearnedBeforeTheOwnDiskIsDoneIsRemembered() {
    Cluster cluster = Cluster.of(rules, config(3), disk(3, 1));
    cluster.disksAreFast(false);
    cluster.receive(1, 2, append(3, at(1, 1), 3, 3, 3));
    assertEquals(3, cluster.view(1).commitIndex());
    assertEquals(Given.entries(1, 1), cluster.applied(1));
    cluster.sync(1);
    assertEquals(Given.entries(1, 1, 3, 3), cluster.applied(1));
  }

  @PaperRule(Rule.MAY_APPLY)
  @Test
  void aLeaderAppliesOnlyWhatIsOnItsOwnDisk() {
    Cluster cluster = Cluster.of(3, rules);
    cluster.elect(1);
    cluster.disksAreFast(false);
    cluster.propose(1, "a");
    cluster.receive(1, 2, new Message.AppendAccepted(1, 2, 0));
    cluster.receive(1, 3, new Message.AppendAccepted(1, 2, 0));
    assertEquals(2, cluster.view(1).commitIndex());
    assertEquals(1, cluster.applied(1).size());
    cluster.sync(1);
    assertEquals(2, cluster.applied(1).size());
  }

  @Test
  void everyEntryIsHandedOutOnce() {
    Cluster cluster = Cluster.of(rules, config(3), disk(3, 1, 1, 2));
    cluster.stateMachinesAreFast(false);
    cluster.receive(1, 2, heartbeat(3, at(2, 1), 2, 0));
    cluster.receive(1, 2, heartbeat(3, at(2, 1), 2, 0));
    cluster.receive(1, 2, heartbeat(3, at(3, 2), 3, 0));
    assertEquals(Given.entries(1, 1, 1, 2), cluster.applied(1));
    assertEquals(0, cluster.view(1).appliedIndex());
    cluster.step(1, new Input.Applied(3));
    assertEquals(3, cluster.view(1).appliedIndex());
    assertEquals(Given.entries(1, 1, 1, 2), cluster.applied(1));
  }

  @Test
  void aServerThatWasAwayAppliesInPortions() {
    long[] terms = new long[5_000];
    Arrays.fill(terms, 1);
    Cluster cluster = Cluster.of(rules, config(3), disk(1, terms));
    cluster.stateMachinesAreFast(false);
    cluster.receive(1, 2, heartbeat(1, at(5_000, 1), 5_000, 0));
    assertEquals(4_096, cluster.applied(1).size());
    cluster.step(1, new Input.Applied(1_000));
    assertEquals(5_000, cluster.applied(1).size());
  }

  @Test
  void aRestartedServerAppliesItsLogAgain() {
    Cluster cluster = Cluster.of(rules, config(3), disk(3, 1, 1, 2));
    cluster.receive(1, 2, heartbeat(3, at(3, 2), 3, 0));
    cluster.restart(1);
    assertEquals(0, cluster.view(1).commitIndex());
    assertEquals(0, cluster.view(1).appliedIndex());
    cluster.receive(1, 2, heartbeat(3, at(3, 2), 3, 0));
    assertEquals(Given.entries(1, 1, 1, 2), cluster.applied(1));
  }

  @Test
  void anApplicationOfWhatWasNotHandedOutIsABrokenDriver() {
    Cluster cluster = Cluster.of(rules, config(3), disk(3, 1, 1, 2));
    cluster.receive(1, 2, heartbeat(3, at(2, 1), 2, 0));
    cluster.step(1, new Input.Applied(2));
    assertThrows(IllegalStateException.class, () -> cluster.step(1, new Input.Applied(3)));
    assertThrows(IllegalStateException.class, () -> cluster.step(1, new Input.Applied(1)));
  }
}
