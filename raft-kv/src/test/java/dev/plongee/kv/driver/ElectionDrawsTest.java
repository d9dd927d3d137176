package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.RaftConfig;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ElectionDrawsTest {
  private static final RaftConfig.Timing TIMING = RaftConfig.Timing.LOCAL;

  @Test
  void drawsFillTheWholeRangeEvenly() {
    int[] tenths = new int[10];
    long range = TIMING.electionMaxUs() - TIMING.electionMinUs() + 1;
    for (long seed = 0; seed < 100; seed++) {
      ElectionDraws draws = new ElectionDraws(seed, TIMING);
      for (int term = 0; term < 100; term++) {
        long draw = draws.election(term, term % 3);
        assertTrue(draw >= TIMING.electionMinUs() && draw <= TIMING.electionMaxUs());
        tenths[(int) ((draw - TIMING.electionMinUs()) * 10 / range)]++;
      }
    }
    for (int tenth : tenths) {
      assertTrue(tenth > 850 && tenth < 1_150, Arrays.toString(tenths));
    }
  }

  @Test
  void theSameQuestionHasTheSameAnswerAndOthersHaveOthers() {
    ElectionDraws draws = new ElectionDraws(7, TIMING);
    assertEquals(draws.election(3, 0), draws.election(3, 0));
    long different =
        Arrays.stream(
                new long[] {
                  draws.election(3, 0),
                  draws.election(3, 1),
                  draws.election(4, 0),
                  new ElectionDraws(8, TIMING).election(3, 0)
                })
            .distinct()
            .count();
    assertEquals(4, different);
  }
}
