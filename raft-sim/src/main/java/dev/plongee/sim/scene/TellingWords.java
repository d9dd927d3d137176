package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.List;

/// What a cue says and asks.
final class TellingWords {
  /// What a line does to the cue that is being read.
  interface Telling {
    void apply(CueDraft cue);
  }

  static final Chapter<Telling> CHAPTER =
      new Chapter<>(
          "Telling",
          new Text("une commande", "a command"),
          "Each text once for each language; the second `say fr` belongs to the second `say en`."
              + " `say` and `ask` come before anything happens in their cue. Plain characters will"
              + " do: apostrophes and the spaces of French are set when the text is printed.",
          List.of(
              Word.of(
                  "say LANGUAGE TEXT",
                  "The room reads it before the cue moves.",
                  "say fr \"Personne ne dirige encore.\"",
                  a -> cue -> cue.say(a.language(0), a.text(1))),
              Word.of(
                  "note LANGUAGE TEXT",
                  "Only the speaker reads it.",
                  "note en \"Point at the timers.\"",
                  a -> cue -> cue.notes.add(a.language(0), a.text(1))),
              Word.of(
                  "ask LANGUAGE TEXT",
                  "A question to the room; the cue then shows the answer.",
                  "ask fr \"Qui va gagner ?\"",
                  a -> cue -> cue.ask(a.language(0), a.text(1))),
              Word.of(
                  "answer LANGUAGE TEXT",
                  "An answer to choose from.",
                  "answer fr \"S1\"",
                  a -> cue -> cue.answer(a.language(0), a.text(1), false)),
              Word.of(
                  "answer LANGUAGE TEXT right",
                  "An answer to choose from, a right one; at least one is.",
                  "answer fr \"Le premier minuteur\" right",
                  a -> cue -> cue.answer(a.language(0), a.text(1), true)),
              Word.of(
                  "remember LANGUAGE TEXT",
                  "What stays on the screen at the end of the cue.",
                  "remember fr \"Une voix par mandat.\"",
                  a -> cue -> cue.remember.add(a.language(0), a.text(1)))));

  private TellingWords() {}
}
