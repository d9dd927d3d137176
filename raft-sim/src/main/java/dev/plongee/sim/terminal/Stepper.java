package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.scene.FailurePhrases;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.SceneError;
import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;
import dev.plongee.sim.travel.Typed;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What somebody does who steps through a scene, key by key, and what there is to show of it. Knows
/// no terminal: [FullScreen] brings the keys, [View] makes the lines.
final class Stepper {
  /// What the keys are for now.
  enum Mode {
    STEPPING,
    TYPING,
    LIST,
    HELP
  }

  /// A remark in the last line, until the next key.
  record Notice(Function<Language, String> text, boolean isBad) {}

  private final Cursor cursor;
  private final Prompt prompt = new Prompt();
  private Language language;
  private Mode mode = Mode.STEPPING;
  private boolean every;
  private boolean notes;
  private boolean over;
  private @Nullable Notice notice;
  private @Nullable SceneError error;
  private List<Place> places = List.of();
  private int chosen;

  /// @param player at its beginning; it belongs to the stepper from now on
  Stepper(Player player, Language language) {
    cursor = new Cursor(player);
    this.language = language;
  }

  // --- what there is to show

  Cursor cursor() {
    return cursor;
  }

  Language language() {
    return language;
  }

  Mode mode() {
    return mode;
  }

  /// Whether every decision of an event is shown.
  boolean showsEvery() {
    return every;
  }

  boolean showsNotes() {
    return notes;
  }

  @Nullable Notice notice() {
    return notice;
  }

  Prompt prompt() {
    return prompt;
  }

  /// What is wrong with the command that was typed.
  @Nullable SceneError error() {
    return error;
  }

  /// Where one can go, while the list is shown.
  List<Place> places() {
    return places;
  }

  /// The line of the list that the enter key would take.
  int chosen() {
    return chosen;
  }

  /// Whether somebody has quit.
  boolean isOver() {
    return over;
  }

  void quit() {
    over = true;
  }

  // --- keys

  /// @param typed what the terminal sent
  void press(Key key, String typed) {
    notice = null;
    switch (mode) {
      case STEPPING -> step(key, typed);
      case LIST -> choose(key, typed);
      case HELP -> {
        mode = Mode.STEPPING;
        if (key == Key.LANGUAGE) {
          mode = Mode.HELP;
          switchLanguage();
        }
      }
      case TYPING -> throw new IllegalStateException("a command is being typed");
    }
  }

  private void step(Key key, String typed) {
    switch (key) {
      case NEXT_CUE -> check(cursor.nextHalt(), true);
      case PREVIOUS_CUE -> check(cursor.previousHalt(), false);
      case NEXT_EVENT -> forward();
      case PREVIOUS_EVENT -> check(cursor.back(), false);
      case FIRST -> cursor.go(cursor.branch(), 0);
      case LAST -> cursor.go(cursor.branch(), cursor.branch().last());
      case DIGIT -> jump(typed);
      case CUES -> {
        mode = Mode.LIST;
        places = Place.all(cursor);
        chosen = Place.of(cursor, places);
      }
      case COMMAND -> {
        mode = Mode.TYPING;
        prompt.open();
      }
      case SCRIPT -> {
        if (!cursor.backToScript()) {
          tell(Labels.ON_SCRIPT);
        }
      }
      case WHY -> every = !every;
      case NOTES -> notes = !notes;
      case LANGUAGE -> switchLanguage();
      case HELP -> mode = Mode.HELP;
      case QUIT -> over = true;
    }
  }

  private void switchLanguage() {
    language = language == Language.FR ? Language.EN : Language.FR;
  }

  private void check(boolean moved, boolean forward) {
    boolean script = cursor.branch().isScript();
    if (!moved) {
      tell(
          forward
              ? (script ? Labels.LAST_STOP : Labels.BRANCH_ENDS)
              : (script ? Labels.FIRST_STOP : Labels.BRANCH_BEGINS));
    }
  }

  /// At the end of a branch the world goes on by itself, as if `step` had been typed.
  private void forward() {
    if (cursor.forward()) {
      return;
    }
    if (cursor.branch().isScript()) {
      check(false, true);
    } else {
      became(cursor.type("step"));
    }
  }

  private void jump(String digit) {
    int cue = Integer.parseInt(digit);
    if (!cursor.toCue(cue - 1)) {
      notice = new Notice(spoken -> Labels.noCue(spoken, cue), true);
    }
  }

  private void choose(Key key, String typed) {
    switch (key) {
      case NEXT_EVENT -> {
        if (typed.equals("\r") || typed.equals("\n")) {
          Place place = places.get(chosen);
          cursor.go(place.branch(), place.stop());
          mode = Mode.STEPPING;
        } else {
          chosen = Math.min(chosen + 1, places.size() - 1);
        }
      }
      case PREVIOUS_EVENT -> chosen = Math.max(chosen - 1, 0);
      case FIRST -> chosen = 0;
      case LAST -> chosen = places.size() - 1;
      case LANGUAGE -> switchLanguage();
      case DIGIT -> {
        mode = Mode.STEPPING;
        jump(typed);
      }
      case QUIT -> over = true;
      case NEXT_CUE, PREVIOUS_CUE, CUES, COMMAND, SCRIPT, WHY, NOTES, HELP -> mode = Mode.STEPPING;
    }
  }

  // --- typing

  /// @param typed what the terminal sent
  void press(PromptKey key, String typed) {
    error = null;
    notice = null;
    switch (key) {
      case CANCEL -> mode = Mode.STEPPING;
      case ACCEPT -> accept();
      case BACKSPACE -> {
        if (prompt.text().isEmpty()) {
          mode = Mode.STEPPING;
        }
        prompt.press(key, typed, cursor.run().scope());
      }
      default -> prompt.press(key, typed, cursor.run().scope());
    }
  }

  private void accept() {
    String line = prompt.text().strip();
    if (line.isEmpty()) {
      mode = Mode.STEPPING;
      return;
    }
    prompt.remember();
    Typed became = cursor.type(prompt.text());
    mode = became instanceof Typed.Misspelt ? Mode.TYPING : Mode.STEPPING;
    became(became);
  }

  private void became(Typed became) {
    switch (became) {
      case Typed.Played(Moment.@Nullable Failed failure, boolean whole) -> {
        if (failure != null) {
          tell(failure);
        } else if (!whole) {
          notice = new Notice(spoken -> Labels.cutShort(spoken, Branch.MAX_MOMENTS), false);
        }
      }
      case Typed.Answered(Moment moment) -> {
        switch (moment) {
          case Moment.Failed failed -> tell(failed);
          case Moment.Held _ -> tell(Labels.HOLDS);
          case Moment.Reached _ -> tell(Labels.ALREADY);
          case Moment.Began _, Moment.Ended _, Moment.Acted _, Moment.Happened _, Moment.Named _ ->
              throw new IllegalStateException("it changed something: " + moment);
        }
      }
      case Typed.Misspelt(SceneError wrong) -> {
        error = wrong;
        prompt.put(wrong.place().column() - 1);
      }
      case Typed.Full() -> notice = new Notice(Labels.TOO_MANY_BRANCHES::in, true);
    }
  }

  private void tell(Text text) {
    notice = new Notice(text::in, false);
  }

  private void tell(Moment.Failed failed) {
    notice = new Notice(spoken -> FailurePhrases.typed(spoken, failed), true);
  }
}
