package dev.plongee.sim.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Timer;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void every_label_is_set_in_both_languages() {
    List<Text> labels =
        List.of(
            Labels.SERVER,
            Labels.TERM,
            Labels.VOTE,
            Labels.TIMER,
            Labels.LOG,
            Labels.COMMITTED,
            Labels.APPLIED,
            Labels.PENDING,
            Labels.EARLIER,
            Labels.CUES,
            Labels.KEYS,
            Labels.SIGNS,
            Labels.ALL_DECISIONS,
            Labels.FIRST_STOP,
            Labels.LAST_STOP,
            Labels.BRANCH_BEGINS,
            Labels.BRANCH_ENDS,
            Labels.ON_SCRIPT,
            Labels.TOO_MANY_BRANCHES,
            Labels.LIST_KEYS,
            Labels.HELP_KEYS,
            Labels.PROMPT_KEYS,
            Labels.HOLDS,
            Labels.ALREADY);
    for (Language language : Language.values()) {
      for (Text label : labels) {
        assertTrue(label.has(language), label.toString());
        Prose.check(language, label.in(language));
      }
      for (Timer timer : Timer.values()) {
        Prose.check(language, Labels.timer(language, timer));
      }
      Prose.check(language, Labels.violated(language, 7));
      Prose.check(language, Labels.noCue(language, 9));
      Prose.check(language, Labels.cutShort(language, 20_000));
      Prose.check(language, Labels.tooSmall(language, 60, 16));
      Prose.check(language, Labels.more(language, 3));
    }
  }

  @Test
  void one_line_is_no_lines() {
    assertEquals("… 1 more line, in a taller window", Labels.moreLines(Language.EN, 1));
    assertEquals("… 2 more lines, in a taller window", Labels.moreLines(Language.EN, 2));
    assertEquals(
        "… 2 lignes de plus, dans une fenêtre plus haute", Labels.moreLines(Language.FR, 2));
  }
}
