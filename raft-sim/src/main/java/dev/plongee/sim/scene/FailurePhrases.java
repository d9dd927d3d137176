package dev.plongee.sim.scene;

import dev.plongee.sim.check.Violation;
import dev.plongee.sim.phrase.InvariantPhrases;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Template;
import dev.plongee.sim.phrase.Values;
import java.util.List;

/// Why a scene failed, in a sentence with the line.
public final class FailurePhrases {
  private static final Template LINE = Template.of("ligne {line} : ", "line {line}: ");
  private static final Template CLAIM =
      Template.of("« {text} » n'est pas vrai ici.", "“{text}” does not hold here.");
  private static final Template NOT_REACHED =
      Template.of(
          "« {text} » n'est pas arrivé en {withinUs} ({events}"
              + " {events|événement|événements}).",
          "“{text}” was not reached within {withinUs} ({events}" + " {events|event|events}).");
  private static final Template NOTHING_HAPPENS =
      Template.of(
          "« {text} » n'arrivera pas : plus rien ne se passe de soi-même.",
          "“{text}” will not be reached: nothing happens by itself any more.");
  private static final Template NOBODY =
      Template.of(
          "« {text} » ne désigne aucun serveur en ce moment.",
          "“{text}” means no server at this moment.");
  private static final Template NO_EFFECT =
      Template.of("« {text} » ne changerait rien ici.", "“{text}” would change nothing here.");
  private static final Template ONE_RULE =
      Template.of(
          "« {text} » : une règle est déjà enfreinte ; répare-la d'abord, avec «" + " mend ».",
          "“{text}”: a rule is broken already; mend it first, with “mend”.");
  private static final Template CLIENT_WAITS =
      Template.of(
          "« {text} » : c{client} attend encore une réponse ; prends un autre"
              + " client, avec « as ».",
          "“{text}”: c{client} still waits for an answer; take another client, with" + " “as”.");
  private static final Template NO_CHANGE =
      Template.of(
          "« {text} » : aucun leader ne commence ce changement ; il n'y a pas de leader, ou il n'a"
              + " encore rien validé, ou un changement est en cours, ou les membres sont déjà"
              + " ceux-là.",
          "“{text}”: no leader begins this change; there is no leader, or it has not committed"
              + " anything yet, or a change is under way, or the members are these already.");
  private static final Template NOTHING_TO_TEAR =
      Template.of(
          "« {text} » : le disque n'a rien en train de s'écrire ; demande d'abord une écriture.",
          "“{text}”: the disk is writing nothing; ask for a write first.");
  private static final Template NO_WRITE =
      Template.of(
          "« {text} » : rien de tel n'est sur le disque ; attends que ce soit écrit.",
          "“{text}”: no such thing is on the disk; wait until it is written.");
  private static final Template NO_MESSAGE =
      Template.of(
          "« {text} » : aucun message de ce genre n'est en route. En route :" + " {what}.",
          "“{text}”: no such message is on its way. On their way: {what}.");
  private static final Template BROKEN =
      Template.of(
          "pendant « {text} », l'invariant {number} est violé, « {sentence} »" + " ({what}).",
          "during “{text}”, invariant {number} is violated, “{sentence}” ({what}).");
  private static final Template NOTHING = Template.of("rien", "nothing");

  private FailurePhrases() {}

  /// The sentence of a failure in a text.
  public static String sentence(Language language, Moment.Failed failed) {
    Values line = Values.none().with("line", failed.statement().place().line());
    Values values = values(language, failed);
    return LINE.render(language, line) + template(failed).plain(language, values);
  }

  /// The sentence of a failure of what somebody typed.
  public static String typed(Language language, Moment.Failed failed) {
    return template(failed).render(language, values(language, failed));
  }

  private static Template template(Moment.Failed failed) {
    Command command = failed.statement().command();
    return switch (failed.failure()) {
      case Failure.Claim() -> CLAIM;
      case Failure.NotReached _ -> NOT_REACHED;
      case Failure.NothingHappens() -> NOTHING_HAPPENS;
      case Failure.Nobody _ -> NOBODY;
      case Failure.NoEffect() ->
          switch (command) {
            case Command.Break _ -> ONE_RULE;
            case Command.Ask _ -> CLIENT_WAITS;
            case Command.Member _ -> NO_CHANGE;
            default -> NO_EFFECT;
          };
      case Failure.NothingToTear() -> NOTHING_TO_TEAR;
      case Failure.NoSuchWrite() -> NO_WRITE;
      case Failure.NoSuchMessage _ -> NO_MESSAGE;
      case Failure.Broken _ -> BROKEN;
    };
  }

  private static Values values(Language language, Moment.Failed failed) {
    Values values = Values.none().with("text", failed.statement().text());
    if (failed.statement().command() instanceof Command.Ask ask) {
      values.with("client", ask.client());
    }
    switch (failed.failure()) {
      case Failure.NotReached(long withinUs, int events) ->
          values.with("withinUs", withinUs).with("events", events);
      case Failure.NoSuchMessage(List<String> onTheirWay) -> {
        boolean none = onTheirWay.isEmpty();
        values.with(
            "what", none ? NOTHING.plain(language, Values.none()) : String.join(", ", onTheirWay));
      }
      case Failure.Broken(Violation violation) ->
          values
              .with("number", violation.invariant().number())
              .with("sentence", InvariantPhrases.sentence(language, violation.invariant()))
              .with("what", violation.what());
      case Failure.Claim _,
          Failure.NothingHappens _,
          Failure.Nobody _,
          Failure.NoEffect _,
          Failure.NothingToTear _,
          Failure.NoSuchWrite _ -> {}
    }
    return values;
  }
}
