package dev.plongee.sim.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Prose;
import dev.plongee.sim.scene.Scope;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StepperTest {
  private static final Scope SCOPE = new Scope(3, List.of("L"));

  private final Stepper stepper = new Stepper(Scenes.player("06-partition.scene"), Language.EN);

  private void type(String command) {
    stepper.press(Key.COMMAND, ":");
    stepper.press(PromptKey.TYPED, command);
    stepper.press(PromptKey.ACCEPT, "\r");
  }

  private String notice() {
    Stepper.Notice notice = stepper.notice();
    return notice == null ? "" : notice.text().apply(stepper.language());
  }

  @Test
  void at_the_ends_of_the_script_a_key_says_so_and_stays() {
    stepper.press(Key.PREVIOUS_EVENT, "");
    assertEquals("This is the beginning of the scene.", notice());
    stepper.press(Key.LAST, "");
    int last = stepper.cursor().at();
    for (Key key : List.of(Key.NEXT_EVENT, Key.NEXT_CUE)) {
      stepper.press(key, "");
      assertTrue(notice().startsWith("This is the end of the scene"), notice());
      assertEquals(last, stepper.cursor().at());
    }
    stepper.press(Key.PREVIOUS_EVENT, "");
    assertEquals("", notice());
    stepper.press(Key.SCRIPT, "");
    assertEquals("This is the script already.", notice());
    stepper.press(Key.DIGIT, "9");
    assertEquals("There is no cue 9.", notice());
    assertEquals(last - 1, stepper.cursor().at());
  }

  @Test
  void at_the_end_of_a_branch_the_world_goes_on_by_itself() {
    stepper.press(Key.DIGIT, "2");
    type("crash L");
    stepper.press(Key.NEXT_EVENT, "");
    stepper.press(Key.NEXT_EVENT, "");
    assertEquals(3, stepper.cursor().at());
    assertEquals(List.of("crash L", "step", "step"), stepper.cursor().branch().typed());
    stepper.press(Key.FIRST, "");
    stepper.press(Key.PREVIOUS_EVENT, "");
    assertTrue(notice().startsWith("This is where the branch leaves"), notice());
    stepper.press(Key.SCRIPT, "");
    assertTrue(stepper.cursor().branch().isScript());
  }

  @Test
  void a_claim_that_is_typed_is_a_question() {
    stepper.press(Key.DIGIT, "2");
    type("expect leaders 1");
    assertEquals("It holds here.", notice());
    type("expect leaders 2");
    assertEquals("“expect leaders 2” does not hold here.", notice());
    type("until leaders 1");
    assertEquals("It is so already.", notice());
    assertEquals(1, stepper.cursor().branches().size());
  }

  @Test
  void a_command_without_an_end_stops_and_says_so() {
    stepper.press(Key.DIGIT, "2");
    type("run 3600s");
    assertEquals("Stopped after 20000 events; ↓ goes on.", notice());
    stepper.press(Key.NEXT_EVENT, "");
    assertEquals("", notice());
  }

  @Test
  void a_misspelt_command_stays_in_the_prompt_with_the_cursor_where_it_is_wrong() {
    stepper.press(Key.DIGIT, "2");
    type("crash S9");
    assertEquals(Stepper.Mode.TYPING, stepper.mode());
    assertNotNull(stepper.error());
    assertEquals("crash S9", stepper.prompt().text());
    assertEquals(6, stepper.prompt().cursor());
    stepper.press(PromptKey.DELETE, "");
    assertNull(stepper.error());
    stepper.press(PromptKey.CANCEL, "");
    assertEquals(Stepper.Mode.STEPPING, stepper.mode());
    assertTrue(stepper.cursor().branch().isScript());
  }

  @Test
  void the_list_leads_to_cues_and_branches() {
    stepper.press(Key.DIGIT, "3");
    type("crash L");
    stepper.press(Key.SCRIPT, "");
    stepper.press(Key.CUES, "");
    assertEquals(7, stepper.places().size());
    assertEquals(2, stepper.chosen());
    stepper.press(Key.NEXT_EVENT, "j");
    stepper.press(Key.NEXT_EVENT, "\r");
    assertEquals(1, stepper.cursor().branch().number());
    stepper.press(Key.CUES, "");
    assertEquals(3, stepper.chosen());
    stepper.press(Key.FIRST, "");
    stepper.press(Key.PREVIOUS_EVENT, "k");
    assertEquals(0, stepper.chosen());
    stepper.press(Key.NEXT_EVENT, "\r");
    assertEquals(0, stepper.cursor().at());
    assertTrue(stepper.cursor().branch().isScript());
    stepper.press(Key.CUES, "");
    stepper.press(Key.SCRIPT, "\033");
    assertEquals(Stepper.Mode.STEPPING, stepper.mode());
  }

  @Test
  void every_key_is_told_in_both_languages_and_none_has_two_meanings() {
    TreeSet<String> names = new TreeSet<>();
    for (Language language : Language.values()) {
      for (Key key : Key.values()) {
        Prose.check(language, key.purpose(language));
        assertFalse(key.name(language).isBlank());
        assertTrue(names.add(language + key.name(language)), key.name(language));
      }
    }
  }

  @Test
  void a_line_is_edited_as_in_a_shell() {
    Prompt prompt = new Prompt();
    prompt.open();
    prompt.press(PromptKey.TYPED, "crash éS1", SCOPE);
    prompt.press(PromptKey.LEFT, "", SCOPE);
    prompt.press(PromptKey.LEFT, "", SCOPE);
    prompt.press(PromptKey.BACKSPACE, "", SCOPE);
    assertEquals("crash S1", prompt.text());
    prompt.press(PromptKey.END, "", SCOPE);
    prompt.press(PromptKey.ERASE_WORD, "", SCOPE);
    assertEquals("crash ", prompt.text());
    prompt.press(PromptKey.HOME, "", SCOPE);
    prompt.press(PromptKey.DELETE, "", SCOPE);
    prompt.press(PromptKey.RIGHT, "", SCOPE);
    prompt.press(PromptKey.TYPED, "\033[99~x", SCOPE);
    assertEquals("r[99~xash ", prompt.text(), "only characters are typed");
    prompt.press(PromptKey.ERASE_LINE, "", SCOPE);
    assertEquals("", prompt.text());
  }

  @Test
  void earlier_commands_are_called_back_and_the_draft_is_not_lost() {
    Prompt prompt = new Prompt();
    for (String line : List.of("step", "heal", "step")) {
      prompt.open();
      prompt.press(PromptKey.TYPED, line, SCOPE);
      prompt.remember();
    }
    prompt.open();
    prompt.press(PromptKey.TYPED, "cra", SCOPE);
    prompt.press(PromptKey.OLDER, "", SCOPE);
    assertEquals("step", prompt.text());
    prompt.press(PromptKey.OLDER, "", SCOPE);
    prompt.press(PromptKey.OLDER, "", SCOPE);
    assertEquals("heal", prompt.text(), "the same command is kept once");
    prompt.press(PromptKey.NEWER, "", SCOPE);
    prompt.press(PromptKey.NEWER, "", SCOPE);
    prompt.press(PromptKey.NEWER, "", SCOPE);
    assertEquals("cra", prompt.text());
  }

  @Test
  void the_tab_key_types_what_is_certain() {
    Prompt prompt = new Prompt();
    prompt.open();
    prompt.press(PromptKey.TYPED, "del", SCOPE);
    prompt.press(PromptKey.COMPLETE, "", SCOPE);
    assertEquals("del", prompt.text(), "delete, deliver or delay");
    prompt.press(PromptKey.TYPED, "i", SCOPE);
    prompt.press(PromptKey.COMPLETE, "", SCOPE);
    assertEquals("deliver ", prompt.text());
    prompt.press(PromptKey.TYPED, "AppendA", SCOPE);
    prompt.press(PromptKey.COMPLETE, "", SCOPE);
    assertEquals("deliver AppendAccepted ", prompt.text());
    prompt.press(PromptKey.TYPED, "zz", SCOPE);
    prompt.press(PromptKey.COMPLETE, "", SCOPE);
    assertEquals("deliver AppendAccepted zz", prompt.text());
  }
}
