package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import java.util.ArrayList;
import java.util.List;

/// A cue while its lines are read.
final class CueDraft {
  final String name;
  final Place place;
  final String from;
  final boolean forks;
  final Paragraphs notes = new Paragraphs();
  final Paragraphs remember = new Paragraphs();
  final List<Statement> script = new ArrayList<>();
  private final Paragraphs say = new Paragraphs();
  private final Paragraphs ask = new Paragraphs();
  private final Paragraphs answers = new Paragraphs();
  private final List<Boolean> rightFr = new ArrayList<>();
  private final List<Boolean> rightEn = new ArrayList<>();

  /// The names that may be used here.
  Scope scope;

  CueDraft(String name, Place place, String from, boolean forks, Scope scope) {
    this.name = name;
    this.place = place;
    this.from = from;
    this.forks = forks;
    this.scope = scope;
  }

  void say(Language language, String text) {
    nothingHappenedYet("say");
    say.add(language, text);
  }

  void ask(Language language, String text) {
    nothingHappenedYet("ask");
    ask.add(language, text);
    if (ask.texts().size() > 1) {
      throw new Refused(
          new Text(
              "une question par tableau ; commencez-en un autre pour la suivante",
              "one question a cue; begin a new cue for the next"));
    }
  }

  void answer(Language language, String text, boolean right) {
    if (ask.isEmpty()) {
      throw new Refused(new Text("'ask' avant ses réponses", "'ask' before its answers"));
    }
    answers.add(language, text);
    (language == Language.FR ? rightFr : rightEn).add(right);
  }

  private void nothingHappenedYet(String word) {
    if (!script.isEmpty()) {
      throw new Refused(
          new Text(
              "'" + word + "' avant que rien ne se passe dans le tableau ; commencez-en un autre",
              "'" + word + "' before anything happens in the cue; begin a new cue for it"));
    }
  }

  /// What is wrong with its question, or empty.
  Text complaint() {
    boolean one = rightFr.contains(true) || rightEn.contains(true);
    if (!ask.isEmpty() && !one) {
      return new Text(
          "une réponse juste ; écrivez 'right' derrière elle",
          "an answer that is right; write 'right' behind it");
    }
    boolean both = !rightFr.isEmpty() && !rightEn.isEmpty();
    return both && !rightFr.equals(rightEn)
        ? new Text(
            "les mêmes réponses justes dans les deux langues",
            "the same right answers in both languages")
        : Text.EMPTY;
  }

  /// @param origin the number of the cue after which it begins
  Cue finish(int origin) {
    return new Cue(
        name,
        place,
        from,
        origin,
        forks,
        say.texts(),
        notes.texts(),
        questions(),
        remember.texts(),
        List.copyOf(script));
  }

  private List<Question> questions() {
    if (ask.isEmpty()) {
      return List.of();
    }
    List<Boolean> right = rightFr.isEmpty() ? rightEn : rightFr;
    List<Question.Answer> choices = new ArrayList<>();
    List<Text> texts = answers.texts();
    for (int i = 0; i < texts.size(); i++) {
      choices.add(new Question.Answer(texts.get(i), right.get(i)));
    }
    return List.of(new Question(ask.texts().getFirst(), List.copyOf(choices)));
  }
}
