package dev.plongee.sim.phrase;

import dev.plongee.kv.store.Result;
import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.ClientEvent.Phase;
import java.util.List;

/// What a client learns.
public final class ClientPhrases {
  private static final Template WRITTEN =
      Template.of(
          "{client} reçoit OK : {key}, c'est l'entrée {index}.",
          "{client} gets its OK: {key} is entry {index}.");
  private static final Template KEPT =
      Template.of(
          "{client} reçoit la réponse gardée : {key}, c'était l'entrée {index}.",
          "{client} gets the kept reply: {key} was entry {index}.");
  private static final Template SWAPPED =
      Template.of(
          "{client} apprend que la valeur était la bonne ({key}) : c'est l'entrée {index}.",
          "{client} learns that the value was the expected one ({key}): it is entry {index}.");
  private static final Template UNEQUAL =
      Template.of(
          "{client} apprend que la valeur était une autre ({key}) : rien n'a changé.",
          "{client} learns that the value was another one ({key}): nothing changed.");
  private static final Template TOO_LONG =
      Template.of(
          "{client} apprend que la valeur serait trop longue ({key}) : rien n'a changé.",
          "{client} learns that the value would be too long ({key}): nothing changed.");
  private static final Template REGISTERED =
      Template.of("{client} a maintenant la session {index}.", "{client} has session {index} now.");
  private static final Template CLOSED =
      Template.of("{client} n'a plus de session.", "{client} has no session any more.");
  private static final Template SESSION_GONE =
      Template.of(
          "{client} apprend que sa session n'existe plus, et ne sait pas si c'est fait ({key}).",
          "{client} learns that its session is gone, and does not know whether it was done"
              + " ({key}).");
  private static final Template EXPIRED =
      Template.of(
          "{client} apprend que sa session n'existe plus : rien n'a été fait ({key}).",
          "{client} learns that its session is gone: nothing was done ({key}).");
  private static final Template FOUND =
      Template.of("{client} lit {key} = {value}.", "{client} reads {key} = {value}.");
  private static final Template ABSENT =
      Template.of("{client} lit : pas de {key}.", "{client} reads: no {key}.");
  private static final Template LISTED =
      Template.of("{client} lit : {value}.", "{client} reads: {value}.");
  private static final Template FAILED =
      Template.of(
          "{client} apprend que rien n'a été fait ({key}).",
          "{client} learns that nothing was done ({key}).");
  private static final Template REPLACED =
      Template.of(
          "{client} apprend que rien n'a été fait ({key}) : une autre entrée est à l'index"
              + " {index}.",
          "{client} learns that nothing was done ({key}): another entry stands at index {index}.");
  private static final Template UNKNOWN =
      Template.of(
          "{client} ne sait pas si c'est fait ({key}).",
          "{client} does not know whether it was done ({key}).");

  private ClientPhrases() {}

  /// One sentence for an outcome, none for the beginning of a call.
  public static List<String> sentences(Language language, ClientEvent event) {
    if (event.phase() == Phase.INVOKE) {
      return List.of();
    }
    Values values =
        Values.none()
            .with("client", "c" + event.client())
            .with("key", RequestPhrases.logged(language, event.request()));
    Template template =
        switch (event.phase()) {
          case INVOKE, OK, FAIL -> answer(event.answer(), values);
          case INFO -> isGone(event.answer()) ? SESSION_GONE : UNKNOWN;
        };
    return List.of(template.render(language, values));
  }

  private static Template answer(Answer answer, Values values) {
    return switch (answer) {
      case Answer.Done done -> {
        values.with("index", done.result().index());
        yield done.result().index() < done.at().index() ? KEPT : done(done.result());
      }
      case Answer.Found(String value) -> {
        values.with("value", value);
        yield FOUND;
      }
      case Answer.Absent() -> ABSENT;
      case Answer.Listed(List<String> pairs) -> {
        values.with("value", String.join(", ", pairs));
        yield LISTED;
      }
      case Answer.Replaced replaced -> {
        values.with("index", replaced.by().index());
        yield REPLACED;
      }
      case Answer.None() -> FAILED;
    };
  }

  private static Template done(Result result) {
    return switch (result) {
      case Result.Stored _, Result.Deleted _, Result.Appended _ -> WRITTEN;
      case Result.Compared(_, boolean swapped) -> swapped ? SWAPPED : UNEQUAL;
      case Result.TooLong _ -> TOO_LONG;
      case Result.Registered _ -> REGISTERED;
      case Result.Closed _ -> CLOSED;
      case Result.UnknownSession _ -> EXPIRED;
      case Result.Outdated _, Result.Malformed _, Result.Nothing _, Result.TimePassed _ -> FAILED;
    };
  }

  private static boolean isGone(Answer answer) {
    return answer instanceof Answer.Done(_, Result.UnknownSession _);
  }
}
