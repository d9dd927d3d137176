package dev.plongee.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiceTest {
  @Test
  void the_same_question_has_the_same_answer() {
    assertEquals(
        new Dice(5).roll(Dice.Draw.LATENCY, 1, 2, 3), new Dice(5).roll(Dice.Draw.LATENCY, 1, 2, 3));
  }

  @Test
  void every_part_of_the_question_matters() {
    int answer = new Dice(5).roll(Dice.Draw.LATENCY, 1, 2, 3);
    assertNotEquals(answer, new Dice(6).roll(Dice.Draw.LATENCY, 1, 2, 3));
    assertNotEquals(answer, new Dice(5L + (1L << 32)).roll(Dice.Draw.LATENCY, 1, 2, 3));
    assertNotEquals(answer, new Dice(5).roll(Dice.Draw.LOSS, 1, 2, 3));
    assertNotEquals(answer, new Dice(5).roll(Dice.Draw.LATENCY, 2, 2, 3));
    assertNotEquals(answer, new Dice(5).roll(Dice.Draw.LATENCY, 1, 3, 3));
    assertNotEquals(answer, new Dice(5).roll(Dice.Draw.LATENCY, 1, 2, 4));
  }

  @Test
  void values_lie_in_their_range_and_fill_it() {
    Dice dice = new Dice(1);
    boolean[] seen = new boolean[6];
    for (int i = 0; i < 1_000; i++) {
      long value = Dice.between(dice.roll(Dice.Draw.KEY, i, 0, 0), 1, 6);
      assertTrue(value >= 1 && value <= 6, "a die shows " + value);
      seen[(int) value - 1] = true;
    }
    for (boolean face : seen) {
      assertTrue(face);
    }
  }

  @Test
  void chances_come_about_as_often_as_they_should() {
    Dice dice = new Dice(2);
    int hits = 0;
    for (int i = 0; i < 100_000; i++) {
      hits += Dice.chance(dice.roll(Dice.Draw.LOSS, i, 0, 0), 20_000) ? 1 : 0;
    }
    assertTrue(hits > 1_800 && hits < 2_200, hits + " of 100,000 at 2 %");
  }
}
