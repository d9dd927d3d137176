package dev.plongee.sim.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.phrase.Language;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompletionTest {
  private static final Scope SCOPE = new Scope(3, List.of("L", "late"));

  private static List<String> words(String line) {
    return Completion.of(line, SCOPE).words();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "cr; create crash",
        "del; delete deliver delay",
        "\"crash \"; S1 S2 S3 leader new follower L late",
        "crash l; leader late",
        "\"crash L \"; keeping torn",
        "\"new \"; ",
        "\"crash new \"; leader",
        "\"slow \"; disk clock",
        "\"until down S2 because \"; crash fsync damage snapshot structure",
        "fl; flip",
        "\"flip bit S2 \"; entry",
        "\"slow disk S\"; S1 S2 S3",
        "\"put x 5 \"; as via",
        "\"put x 5 as c2 \"; via",
        "\"expect \nrole S2 c\"; candidate",
        "until le; leader leaders learners",
        "member re; remove",
        "\"until leader \"; in within",
        "\"cut S1 \"; | ->",
        "\"cut S1 | \"; rest S1 S2 S3 leader new follower L late",
        "\"cut S1,\"; S1 S2 S3 leader new follower L late",
        "drop App; AppendEntries AppendAccepted AppendRejected",
        "\"drop heartbeat S1 \"; ->",
        "expire S1 q; quorum-check",
        "break upToDate:n; upToDate:newer-only",
        "mend d; durableAfterTruncation disk",
        "crahs S; ",
        "\"put x \"; ",
        "\"put \"\"x\"; "
      })
  void the_end_of_a_line_can_be_completed(String line, String words) {
    assertEquals(words == null ? "" : words, String.join(" ", words(line.replace("\n", ""))));
  }

  @Test
  void a_completion_says_where_its_word_begins_and_how_the_command_is_used() {
    Completion completion = Completion.of("crash S2 ke", SCOPE);
    assertEquals(9, completion.from());
    assertEquals(
        List.of("crash SERVER [keeping NUMBER]", "crash SERVER torn [keeping NUMBER]"),
        completion.usages());
    assertEquals(
        List.of("cut SIDE | SIDE", "cut SERVER -> SERVER"),
        Completion.of("cut S1 ", SCOPE).usages());
    assertEquals(List.of("run DURATION"), Completion.of("ru", SCOPE).usages());
  }

  /// Typing only what is offered, from word to word, never leads to a line that is refused before
  /// its end; `leader in` apart, which is refused where `leader` was already whole.
  @Test
  void what_is_offered_fits() {
    List<String> lines = new ArrayList<>(List.of(""));
    int complete = 0;
    for (int length = 0; length < 4; length++) {
      List<String> longer = new ArrayList<>();
      for (String line : lines) {
        for (String word : words(line)) {
          String more = line + word + " ";
          longer.add(more);
          switch (SceneParser.command(more, SCOPE)) {
            case SceneParser.Typed.Good _ -> complete++;
            case SceneParser.Typed.Bad(SceneError error) ->
                assertTrue(
                    error.what(Language.EN).contains("found the end of the line")
                        || more.contains("leader in "),
                    more + error.what(Language.EN));
          }
        }
      }
      lines = longer.size() > 2_000 ? longer.subList(0, 2_000) : longer;
    }
    assertTrue(complete > 100, complete + " commands");
  }
}
