package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A server that goes on in two worlds, also under two sets of rules.
class CopyTest {
  private static final Rules VOTES_TWICE =
      new Rules() {
        @Override
        public boolean mayVoteFor(int votedFor, int candidate) {
          return true;
        }
      };

  /// A server that has voted for S2 in term 1 and has not heard a leader for long.
  private static Raft voter() {
    RaftConfig config = RaftConfig.of(1, Configuration.of(1, 2, 3));
    Raft raft = Raft.recover(config, Rules.PAPER, DurableState.EMPTY, 0, (_, _) -> 500_000);
    raft.step(450_000, new Input.Receive(2, new RequestVote(1, LogPosition.ZERO)));
    raft.step(450_001, new Input.Persisted(1));
    return raft;
  }

  private static List<Envelope> asked(Raft raft) {
    return raft.step(450_002, new Input.Receive(3, new RequestVote(1, LogPosition.ZERO))).send();
  }

  @Test
  void aCopyObeysTheSameRules() {
    assertEquals(List.of(new Envelope(3, new RequestVoteReply(1, false))), asked(voter().copy()));
  }

  @Test
  void aCopyUnderOtherRulesLeavesTheOriginalAlone() {
    Raft original = voter();
    Raft broken = original.copy(VOTES_TWICE);

    asked(broken);
    assertEquals(3, broken.view().votedFor());
    assertEquals(2, original.view().votedFor());
    assertEquals(List.of(new Envelope(3, new RequestVoteReply(1, false))), asked(original));
  }

  @Test
  void aCopyOfACopyKeepsItsRules() {
    Raft broken = voter().copy(VOTES_TWICE).copy();
    asked(broken);
    assertEquals(3, broken.view().votedFor());
  }
}
