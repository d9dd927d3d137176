package dev.plongee.core;

import static dev.plongee.core.Given.append;
import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.config;
import static dev.plongee.core.Given.disk;
import static dev.plongee.core.Given.heartbeat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.TraceEvent.Appended;
import dev.plongee.core.TraceEvent.BecameDurable;
import dev.plongee.core.TraceEvent.CommitAdvanced;
import dev.plongee.core.TraceEvent.Decided;
import dev.plongee.core.TraceEvent.RoleChanged;
import dev.plongee.core.TraceEvent.TermChanged;
import dev.plongee.core.TraceEvent.TimerFired;
import dev.plongee.core.TraceEvent.Truncated;
import dev.plongee.core.TraceEvent.Voted;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a step tells about itself, beside its decisions.
class TraceTest {
  private final Cluster cluster = Cluster.of(Rules.PAPER, config(3), disk(3, 1, 1, 2));

  private List<TraceEvent> changes() {
    return cluster.takeTrace(1).stream().filter(e -> !(e instanceof Decided)).toList();
  }

  @Test
  void theWayToLeadershipIsTold() {
    cluster.elect(1);
    assertEquals(
        List.of(
            new TimerFired(Timer.ELECTION),
            new RoleChanged(RoleName.FOLLOWER, RoleName.PRE_CANDIDATE)),
        changes());
    cluster.receive(1, 2, new Message.PreVoteReply(4, true));
    assertEquals(
        List.of(
            new TermChanged(3, 4),
            new Voted(4, 1),
            new RoleChanged(RoleName.PRE_CANDIDATE, RoleName.CANDIDATE)),
        changes());
    cluster.receive(1, 2, new Message.RequestVoteReply(4, true));
    assertEquals(
        List.of(
            new RoleChanged(RoleName.CANDIDATE, RoleName.LEADER),
            new Appended(4, 4),
            new BecameDurable(4)),
        changes());
    cluster.receive(1, 2, new Message.AppendAccepted(4, 4, 0));
    assertEquals(List.of(new CommitAdvanced(0, 4)), changes());
    cluster.receive(1, 3, new Message.Stale(9));
    assertEquals(
        List.of(new TermChanged(4, 9), new RoleChanged(RoleName.LEADER, RoleName.FOLLOWER)),
        changes());
  }

  @Test
  void whatHappensToALogIsTold() {
    cluster.disksAreFast(false);
    cluster.receive(1, 2, append(3, at(2, 1), 1, 3, 3));
    assertEquals(
        List.of(new Truncated(3, 3), new Appended(3, 4), new CommitAdvanced(0, 1)), changes());
    cluster.sync(1);
    assertEquals(List.of(new BecameDurable(4)), changes());
    cluster.receive(1, 2, heartbeat(3, at(2, 1), 1, 0));
    assertEquals(List.of(), changes());
  }

  @Test
  void aVoteIsTold() {
    cluster.pass(300_000);
    cluster.receive(1, 2, new Message.RequestVote(4, at(9, 3)));
    assertEquals(List.of(new TermChanged(3, 4), new Voted(4, 2)), changes());
  }

  @Test
  void aDecisionStandsBeforeTheChangeItLedTo() {
    cluster.receive(1, 2, append(3, at(2, 1), 0, 3));
    List<TraceEvent> told = cluster.takeTrace(1);
    Decided conflict = new Decided(Rule.CONFLICTS, List.of(new TermAt.Known(2), 3L), true);
    assertEquals(new Truncated(3, 3), told.get(told.indexOf(conflict) + 1));
  }
}
