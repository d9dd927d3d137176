package dev.plongee.sim.scene;

import dev.plongee.sim.check.Violation;
import dev.plongee.sim.phrase.InvariantPhrases;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Template;
import dev.plongee.sim.phrase.Values;
import java.util.List;

/// Why a scene failed, in a sentence with the line.
public final class FailurePhrases {
  private static final Template CLAIM =
      Template.of(
          "ligne {line} : « {text} » n'est pas vrai ici.",
          "line {line}: “{text}” does not hold here.");
  private static final Template NOT_REACHED =
      Template.of(
          "ligne {line} : « {text} » n'est pas arrivé en {withinUs} ({events}"
              + " {events|événement|événements}).",
          "line {line}: “{text}” was not reached within {withinUs} ({events}"
              + " {events|event|events}).");
  private static final Template NOTHING_HAPPENS =
      Template.of(
          "ligne {line} : « {text} » n'arrivera pas : plus rien ne se passe de soi-même.",
          "line {line}: “{text}” will not be reached: nothing happens by itself any more.");
  private static final Template NOBODY =
      Template.of(
          "ligne {line} : « {text} » ne désigne aucun serveur en ce moment.",
          "line {line}: “{text}” means no server at this moment.");
  private static final Template NO_EFFECT =
      Template.of(
          "ligne {line} : « {text} » ne changerait rien ici.",
          "line {line}: “{text}” would change nothing here.");
  private static final Template ONE_RULE =
      Template.of(
          "ligne {line} : « {text} » : une règle est déjà enfreinte ; répare-la d'abord, avec «"
              + " mend ».",
          "line {line}: “{text}”: a rule is broken already; mend it first, with “mend”.");
  private static final Template CLIENT_WAITS =
      Template.of(
          "ligne {line} : « {text} » : c{client} attend encore une réponse ; prends un autre"
              + " client, avec « as ».",
          "line {line}: “{text}”: c{client} still waits for an answer; take another client, with"
              + " “as”.");
  private static final Template NO_MESSAGE =
      Template.of(
          "ligne {line} : « {text} » : aucun message de ce genre n'est en route. En route :"
              + " {what}.",
          "line {line}: “{text}”: no such message is on its way. On their way: {what}.");
  private static final Template BROKEN =
      Template.of(
          "ligne {line}, pendant « {text} » : l'invariant {number} est violé, « {sentence} »"
              + " ({what}).",
          "line {line}, during “{text}”: invariant {number} is violated, “{sentence}” ({what}).");
  private static final Template NOTHING = Template.of("rien", "nothing");

  private FailurePhrases() {}

  /// The sentence of a failure.
  public static String sentence(Language language, Moment.Failed failed) {
    Statement statement = failed.statement();
    Values values =
        Values.none().with("line", statement.place().line()).with("text", statement.text());
    Template template =
        switch (failed.failure()) {
          case Failure.Claim() -> CLAIM;
          case Failure.NotReached(long withinUs, int events) -> {
            values.with("withinUs", withinUs).with("events", events);
            yield NOT_REACHED;
          }
          case Failure.NothingHappens() -> NOTHING_HAPPENS;
          case Failure.Nobody _ -> NOBODY;
          case Failure.NoEffect() -> {
            if (statement.command() instanceof Command.Break) {
              yield ONE_RULE;
            }
            if (statement.command() instanceof Command.Ask ask) {
              values.with("client", ask.client());
              yield CLIENT_WAITS;
            }
            yield NO_EFFECT;
          }
          case Failure.NoSuchMessage(List<String> onTheirWay) -> {
            boolean none = onTheirWay.isEmpty();
            values.with(
                "what",
                none ? NOTHING.plain(language, Values.none()) : String.join(", ", onTheirWay));
            yield NO_MESSAGE;
          }
          case Failure.Broken(Violation violation) -> {
            values
                .with("number", violation.invariant().number())
                .with("sentence", InvariantPhrases.sentence(language, violation.invariant()))
                .with("what", violation.what());
            yield BROKEN;
          }
        };
    return template.render(language, values);
  }
}
