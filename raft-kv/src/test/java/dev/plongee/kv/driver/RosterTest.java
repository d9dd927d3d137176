package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Payload;
import dev.plongee.core.Raft;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whether a server that nobody wants any more understands it.
class RosterTest {
  private static final long LATER = 1L << 40;

  /// S2, whose log states this configuration in its second entry, not known to be committed.
  private static Roster roster(Configuration stated) {
    return new Roster(server(stated).view(), 0);
  }

  private static Raft server(Configuration stated) {
    List<Entry> log =
        List.of(new Entry(1, 1, Payload.NOOP), new Entry(1, 2, new Payload.Membership(stated)));
    RaftConfig config = RaftConfig.of(2, Configuration.of(1, 2));
    return Raft.recover(
        config,
        Rules.PAPER,
        new DurableState(new HardState(1, 0), log),
        0,
        (_, _) -> config.timing().electionMinUs());
  }

  /// The leader that removed it commits that alone, and sends it nothing any more.
  @Test
  void whoHasTheEntryThatRemovesItLeavesWhenAMemberSaysSoOfThatEntry() {
    Roster roster = roster(Configuration.of(1));
    assertFalse(roster.isRemoved(LATER));
    roster.turnedAway(2);
    assertTrue(roster.isRemoved(LATER));
  }

  /// Its log may go on with the entry that took it back.
  @Test
  void whoReadsOfItsRemovalWhileItCatchesUpStays() {
    Raft server = server(Configuration.of(1));
    Roster roster = new Roster(server.view(), 0);
    AppendEntries commit = new AppendEntries(1, new LogPosition(1, 2), List.of(), 2, 0);
    server.step(0, new Input.Receive(1, commit));
    assertEquals(2, server.view().commitIndex());
    assertFalse(roster.isRemoved(LATER));
  }

  @Test
  void olderNewsRemoveNobody() {
    Roster roster = roster(Configuration.of(1));
    roster.turnedAway(1);
    assertFalse(roster.isRemoved(LATER));
  }

  @Test
  void whoIsAMemberByItsOwnLogNeedsLaterNews() {
    Roster roster = roster(Configuration.of(1, 2));
    roster.turnedAway(2);
    assertFalse(roster.isRemoved(LATER));
    roster.turnedAway(3);
    assertTrue(roster.isRemoved(LATER));
  }

  @Test
  void aLeaderThatIsHeardHasTheLastWord() {
    Roster roster = roster(Configuration.of(1));
    roster.turnedAway(2);
    roster.leaderHeard(LATER);
    assertFalse(roster.isRemoved(2 * LATER));
  }
}
