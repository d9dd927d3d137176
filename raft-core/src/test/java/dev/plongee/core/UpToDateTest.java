package dev.plongee.core;

import static dev.plongee.core.Given.at;
import static dev.plongee.core.Given.disk;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §5.4.1: the election restriction.
@ExtendWith(UnderThePaper.class)
class UpToDateTest {
  private final Rules rules;

  UpToDateTest(Rules rules) {
    this.rules = rules;
  }

  /// Whether a voter with the log 1 1 3 votes, and would vote, for a candidate with this last
  /// entry.
  private boolean grants(LogPosition last) {
    Cluster voter = Cluster.of(rules, Given.config(3), disk(3, 1, 1, 3));
    voter.pass(300_000);
    voter.receive(1, 2, new PreVote(4, last));
    voter.receive(1, 2, new RequestVote(4, last));
    List<Message> answers = voter.between(1, 2);
    boolean granted = answers.getLast().equals(new RequestVoteReply(4, true));
    assertEquals(new PreVoteReply(granted ? 4 : 3, granted), answers.getFirst());
    assertEquals(granted ? 2 : ServerId.NONE, voter.view(1).votedFor());
    return granted;
  }

  @PaperRule(Rule.UP_TO_DATE)
  @Test
  void anEqualLogIsUpToDate() {
    assertTrue(grants(at(3, 3)));
  }

  @PaperRule(Rule.UP_TO_DATE)
  @Test
  void ofEqualLastTermsTheLongerLogIsMoreUpToDate() {
    assertTrue(grants(at(4, 3)));
    assertEquals(false, grants(at(2, 3)));
  }

  @PaperRule(Rule.UP_TO_DATE)
  @Test
  void aLaterLastTermWinsHoweverShortTheLog() {
    assertTrue(grants(at(1, 4)));
  }

  @PaperRule(Rule.UP_TO_DATE)
  @Test
  void anOlderLastTermLosesHoweverLongTheLog() {
    assertEquals(false, grants(at(9, 2)));
  }

  @PaperRule(Rule.UP_TO_DATE)
  @Test
  void whoeverLacksACommittedEntryCannotWin() {
    Cluster cluster = Cluster.of(rules, disk(2, 1, 2), disk(2, 1, 2), disk(1, 1));
    cluster.elect(3); // learns the term
    cluster.elect(3);
    assertEquals(RoleName.PRE_CANDIDATE, cluster.role(3));
    cluster.elect(2);
    assertEquals(RoleName.LEADER, cluster.role(2));
  }

  @Test
  void theOrderOfPositionsIsTheRule() {
    assertTrue(at(1, 2).compareTo(at(9, 1)) > 0);
    assertTrue(at(2, 2).compareTo(at(1, 2)) > 0);
    assertEquals(0, at(2, 2).compareTo(at(2, 2)));
    assertTrue(LogPosition.ZERO.compareTo(at(1, 1)) < 0);
  }
}
