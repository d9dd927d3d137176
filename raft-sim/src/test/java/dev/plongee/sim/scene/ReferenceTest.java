package dev.plongee.sim.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "scenes.md");

  /// To write the page anew: `./mvnw -q -pl raft-sim -am test -Dtest=ReferenceTest
  /// -Dsurefire.failIfNoSpecifiedTests=false -Dreference=write`.
  @Test
  void the_page_says_what_the_table_says() throws IOException {
    if ("write".equals(System.getProperty("reference"))) {
      Files.writeString(PAGE, Reference.markdown());
    }
    assertEquals(Files.readString(PAGE), Reference.markdown(), "docs/scenes.md is outdated");
  }

  private record Example(String usage, String scene) {
    @Override
    public String toString() {
      return usage;
    }
  }

  private static Stream<Example> examples() {
    List<Example> examples = new ArrayList<>();
    for (Chapter<?> chapter : Reference.chapters()) {
      for (Word<?> word : chapter.words()) {
        examples.add(new Example(word.usage().toString(), Reference.exampleScene(chapter, word)));
      }
    }
    return examples.stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_runs(Example example) {
    assertEquals(List.of(), Runs.failures(Runs.scene(example.scene())), example.scene());
  }

  /// An example that does not use its word would show something else.
  @Test
  void every_example_shows_its_word() {
    for (Chapter<?> chapter : Reference.chapters()) {
      for (Word<?> word : chapter.words()) {
        String head = word.usage().head();
        assertTrue(word.example().contains(head), word.usage() + ": " + word.example());
        assertFalse(word.meaning().isBlank());
      }
    }
  }

  @Test
  void the_story_at_the_top_of_the_page_runs() {
    String page = Reference.markdown();
    int from = page.indexOf("```\n") + 4;
    String story = page.substring(from, page.indexOf("```", from));
    assertEquals(List.of(), Runs.failures(Runs.scene(story)));
  }

  @Test
  void every_slot_of_the_page_is_used_by_a_word() {
    List<Slot> used = new ArrayList<>(new Usage("cue NAME [from CUE]").slots());
    for (Chapter<?> chapter : Reference.chapters()) {
      chapter.words().forEach(word -> used.addAll(word.usage().slots()));
    }
    used.add(Slot.KIND); // Inside MESSAGE.
    for (Slot slot : Slot.values()) {
      assertTrue(used.contains(slot), slot.name());
    }
  }
}
