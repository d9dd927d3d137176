package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.scene.Completion;
import dev.plongee.sim.scene.SceneError;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// The command that is being typed, in the last line; above it what could follow and how the
/// command is used, or what is wrong with it.
final class PromptPanel {
  private static final String SIGN = " : ";
  private static final int MAX_LINES = 2;

  /// Of words that could stand there; every command is among them on an empty line.
  private static final int MAX_WORD_LINES = 4;

  /// With more of them nobody knows yet what is meant, and the words need the room.
  private static final int MAX_USAGES = 2;

  private final Stepper stepper;
  private final Palette palette;
  private final int width;

  PromptPanel(Stepper stepper, Palette palette, int width) {
    this.stepper = stepper;
    this.palette = palette;
    this.width = width;
  }

  List<AttributedString> lines() {
    List<AttributedString> lines = new ArrayList<>();
    String keys = View.RULE + View.RULE + " " + Labels.PROMPT_KEYS.in(stepper.language()) + " ";
    Row rule = new Row(width).add(keys, palette.faint());
    lines.add(rule.to(width, View.RULE, palette.faint()).done());
    @Nullable SceneError error = stepper.error();
    if (error != null) {
      lines.addAll(complaint(error));
    } else {
      Completion completion = stepper.prompt().completion(stepper.cursor().run().scope());
      int room = MAX_WORD_LINES;
      if (completion.usages().size() <= MAX_USAGES) {
        String usages = String.join("   ", completion.usages());
        lines.add(new Row(width).add("   " + usages, palette.faint()).done());
        room--;
      }
      List<String> words = Page.wrap(String.join("  ", completion.words()), width - 4);
      for (String line : words.subList(0, Math.min(words.size(), room))) {
        lines.add(new Row(width).add("   " + line.strip(), palette.question()).done());
      }
    }
    lines.add(new Row(width - 1).add(SIGN, palette.key()).add(shown(), palette.strong()).done());
    return lines;
  }

  /// The column of the next character in the last line.
  int cursor() {
    String before = stepper.prompt().text().substring(from(), stepper.prompt().cursor());
    return Row.columns(SIGN) + Row.columns(before);
  }

  /// A line that is too long is shown from further on.
  private int from() {
    int room = width - 2 - Row.columns(SIGN);
    return Math.max(0, stepper.prompt().cursor() - room);
  }

  private String shown() {
    return stepper.prompt().text().substring(from());
  }

  /// The advice is worth more than a long list of what could stand there.
  private List<AttributedString> complaint(SceneError error) {
    List<String> all = Page.wrap(error.sentence().in(stepper.language()), width - 6);
    if (all.size() > MAX_LINES && !error.advice().isEmpty()) {
      all = Page.wrap(error.shortSentence().in(stepper.language()), width - 6);
    }
    List<AttributedString> lines = new ArrayList<>();
    String before = " ✗ ";
    for (int i = 0; i < Math.min(all.size(), MAX_LINES); i++) {
      boolean isCut = i == MAX_LINES - 1 && all.size() > MAX_LINES;
      lines.add(
          new Row(width).add(before + all.get(i) + (isCut ? " …" : ""), palette.bad()).done());
      before = "   ";
    }
    return lines;
  }
}
