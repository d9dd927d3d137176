package dev.plongee.core;

import static dev.plongee.core.Given.disk;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Message.AppendRejected;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// §5.3, end: back to where the logs agree in one step for each term in conflict.
@ExtendWith(UnderThePaper.class)
class BacktrackingTest {
  private final Rules rules;

  BacktrackingTest(Rules rules) {
    this.rules = rules;
  }

  private static Log log(long... terms) {
    Log log = new Log();
    Given.entries(1, terms).forEach(log::append);
    return log;
  }

  @Test
  void aFollowerNamesTheFirstPlaceOfTheTermInConflict() {
    Log log = log(1, 1, 4, 4, 4, 5);
    assertEquals(new ConflictHint(4, 3), Backtracking.hint(log, 5));
    assertEquals(new ConflictHint(4, 3), Backtracking.hint(log, 3));
    assertEquals(new ConflictHint(1, 1), Backtracking.hint(log, 2));
    assertEquals(new ConflictHint(5, 6), Backtracking.hint(log, 6));
  }

  @Test
  void aFollowerWhoseLogEndsBeforeNamesThePlaceBehindItsLastEntry() {
    assertEquals(new ConflictHint(0, 3), Backtracking.hint(log(1, 1), 7));
    assertEquals(new ConflictHint(0, 1), Backtracking.hint(log(), 1));
  }

  @Test
  void aLeaderWithEntriesOfThatTermGoesOnBehindItsLastOne() {
    Log leader = log(1, 1, 4, 4, 6, 6, 6);
    assertEquals(5, Backtracking.nextIndex(leader, new ConflictHint(4, 3), 0, 7));
  }

  @Test
  void aLeaderWithoutEntriesOfThatTermSkipsTheWholeTerm() {
    Log leader = log(1, 1, 4, 4, 6, 6, 6);
    assertEquals(3, Backtracking.nextIndex(leader, new ConflictHint(5, 3), 0, 7));
    assertEquals(2, Backtracking.nextIndex(leader, new ConflictHint(3, 2), 0, 7));
    assertEquals(1, Backtracking.nextIndex(log(4, 4), new ConflictHint(3, 1), 0, 2));
  }

  @Test
  void aLeaderNeverGoesBelowWhatMatchesNorBackToWhatWasRejected() {
    Log leader = log(1, 1, 4, 4, 6, 6, 6);
    assertEquals(4, Backtracking.nextIndex(leader, new ConflictHint(5, 1), 3, 7));
    assertEquals(5, Backtracking.nextIndex(leader, new ConflictHint(0, 9), 0, 5));
    assertEquals(2, Backtracking.nextIndex(leader, new ConflictHint(6, 1), 0, 2));
    assertEquals(1, Backtracking.nextIndex(leader, new ConflictHint(0, -3), 0, 7));
  }

  @Test
  void oneRejectionForEachTermInConflictIsEnough() {
    long[] leader = terms(1, 300, 5, 1);
    long[] follower = terms(1, 10, 2, 200, 3, 200);
    Cluster cluster = Cluster.of(rules, disk(5, leader), disk(5, leader), disk(5, follower));
    cluster.elect(1, 1, 2);
    cluster.loseEverything();
    cluster.expire(1, Timer.HEARTBEAT);
    int rejections = 0;
    for (int i = 0; i < 100 && cluster.view(1).peer(3).matchIndex() < 302; i++) {
      cluster.deliver(1, 3);
      rejections += cluster.deliver(3, 1) instanceof AppendRejected ? 1 : 0;
    }
    assertEquals(302, cluster.view(1).peer(3).matchIndex());
    assertEquals(cluster.terms(1), cluster.terms(3));
    assertEquals(2, rejections);
  }

  /// Pairs of a term and how many entries it has.
  private static long[] terms(long... pairs) {
    List<Long> terms = new java.util.ArrayList<>();
    for (int i = 0; i < pairs.length; i += 2) {
      Long[] run = new Long[(int) pairs[i + 1]];
      Arrays.fill(run, pairs[i]);
      terms.addAll(List.of(run));
    }
    return terms.stream().mapToLong(Long::longValue).toArray();
  }
}
