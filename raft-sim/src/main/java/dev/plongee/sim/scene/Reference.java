package dev.plongee.sim.scene;

import java.util.ArrayList;
import java.util.List;

/// The reference of the language, made from its table, so that it cannot say anything else than the
/// parser does.
public final class Reference {
  private Reference() {}

  private static final String INTRODUCTION =
      """
      # The language of scenes

      <!-- Made from the parser's table by `Reference`; `ReferenceTest` says how to make it again. -->

      A scene is a story about a cluster, for people, and a test of what it claims. It is a text of
      lines; blanks at the beginning of a line mean nothing, and `#` begins a comment. Before the first
      `cue` stands what the scene is and the world it begins with; then one cue follows the other.

      ```
      scene leader-dies
      title fr "Le leader meurt"
      title en "The leader dies"
      cluster 5
      seed 7

      cue one-commit
        say fr "Un leader, une écriture."
        say en "One leader, one write."
        until leader
        let L = leader
        put x 5
        until acknowledged x

      cue it-dies
        ask fr "Et si le leader meurt ?"
        ask en "And if the leader dies?"
        answer fr "x est perdu"
        answer en "x is lost"
        answer fr "x survit" right
        answer en "x survives" right
        crash L
        until new leader within 5s
        until value x 5 at leader
        must leaders 1

      cue it-comes-back
        restart L
        until value x 5

      cue another-ending from one-commit
        pause L
        until new leader
        must not violated 5
      ```

      `./raft play FILE` plays it. A claim that fails, an `until` that is not reached, a server that
      matches nobody and a violated invariant make the scene fail, with line and state.

      """;

  /// The whole page, in Markdown.
  public static String markdown() {
    StringBuilder out = new StringBuilder(INTRODUCTION);
    for (Chapter<?> chapter : chapters()) {
      chapter(out, chapter);
    }
    cues(out);
    slots(out);
    return out.toString();
  }

  /// All words but `cue`, in the order of the page.
  static List<Chapter<?>> chapters() {
    return List.of(
        SetupWords.HEADER,
        SetupWords.WORLD,
        TellingWords.CHAPTER,
        MotionWords.CHAPTER,
        ConditionWords.CHAPTER,
        ServerWords.CHAPTER,
        ActWords.CHAPTER);
  }

  /// A whole scene around the example of a word.
  static String exampleScene(Chapter<?> chapter, Word<?> word) {
    boolean head = chapter == SetupWords.HEADER || chapter == SetupWords.WORLD;
    String example = word.example();
    StringBuilder scene = new StringBuilder();
    if (!example.startsWith("scene ")) {
      scene.append("scene example\n");
    }
    if (head) {
      scene.append(example).append('\n');
    }
    if (head) {
      return scene.append("cue here\n  run 300ms\n").toString();
    }
    scene.append("cue before\n  until leader\n  let L = leader\ncue here\n");
    if (example.startsWith("answer ")) {
      scene.append("  ask fr \"Qui ?\"\n");
    }
    scene.append("  ").append(example).append('\n');
    boolean asks = example.startsWith("ask ") || example.startsWith("answer ");
    if (asks && !example.endsWith("right")) {
      scene.append("  answer fr \"Moi\" right\n");
    }
    return scene.toString();
  }

  /// The lines of an example.
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int newline = text.indexOf('\n', from);
      int to = newline < 0 ? text.length() : newline;
      lines.add(text.substring(from, to));
      from = to + 1;
    }
    return lines;
  }

  private static void chapter(StringBuilder out, Chapter<?> chapter) {
    out.append("## ").append(chapter.title()).append("\n\n");
    out.append(chapter.introduction()).append("\n\n");
    out.append("| written | meaning | example |\n|---|---|---|\n");
    for (Word<?> word : chapter.words()) {
      List<String> examples = new ArrayList<>();
      lines(word.example()).forEach(line -> examples.add(code(line)));
      out.append("| ").append(code(word.usage().toString()));
      out.append(" | ").append(word.meaning());
      out.append(" | ").append(String.join("<br>", examples)).append(" |\n");
    }
    out.append('\n');
  }

  private static void cues(StringBuilder out) {
    out.append(
        """
        ## Cues

        | written | meaning |
        |---|---|
        | `cue NAME` | Begins where the cue before it ended. |
        | `cue NAME from CUE` | Begins where that earlier cue ended: another way the story could go. The \
        cues behind it follow this one. |

        """);
  }

  private static void slots(StringBuilder out) {
    out.append("## What the capitals stand for\n\n| | |\n|---|---|\n");
    for (Slot slot : Slot.values()) {
      out.append("| `").append(slot.name()).append("` | ").append(escaped(slot.about().en()));
      out.append(": ").append(escaped(slot.looks())).append(" |\n");
    }
  }

  private static String code(String text) {
    return "`" + escaped(text) + "`";
  }

  /// A bar would end the cell of a table.
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '|') {
        out.append('\\');
      }
      out.append(text.charAt(i));
    }
    return out.toString();
  }
}
