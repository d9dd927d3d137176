package dev.plongee.sim.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TypographyTest {
  private static void french(String expected, String typed) {
    String set = Typography.set(Language.FR, typed);
    assertEquals(expected, set);
    assertEquals(expected, Typography.set(Language.FR, set), "setting it again changes nothing");
  }

  @Test
  void thin_spaces_stand_before_high_signs() {
    french("Qui\u202f?", "Qui ?");
    french("Qui\u202f?", "Qui?");
    french("Égalité\u202f!", "Égalité !");
    french("ici\u202f; là", "ici ; là");
    french("Qui\u202f?!", "Qui ?!");
  }

  @Test
  void hard_spaces_stand_before_colons_and_inside_guillemets() {
    french("Retenir\u00a0: x", "Retenir : x");
    french("Retenir\u00a0: x", "Retenir: x");
    french("«\u00a0oui\u00a0»", "« oui »");
    french("«\u00a0oui\u00a0»", "«oui»");
    french("«\u00a0Qui\u202f?\u00a0»", "« Qui ? »");
    french("(quoi\u202f?)", "(quoi ?)");
  }

  @Test
  void what_is_no_punctuation_stays_as_it_is() {
    french("à 10:30", "à 10:30");
    french("http://x", "http://x");
    french("S1:7001", "S1:7001");
    french("{count|un|deux}", "{count|un|deux}");
    french(": au début", ": au début");
  }

  @Test
  void apostrophes_and_dots_are_set_in_both_languages() {
    french("l’entrée n’est qu’ici…", "l'entrée n'est qu'ici...");
    assertEquals("it doesn’t… why?", Typography.set(Language.EN, "it doesn't... why?"));
  }

  @Test
  void english_has_no_french_spaces() {
    assertEquals("Who? Note: x;", Typography.set(Language.EN, "Who? Note: x;"));
  }
}
