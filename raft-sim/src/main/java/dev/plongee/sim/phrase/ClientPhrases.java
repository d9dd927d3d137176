package dev.plongee.sim.phrase;

import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.ClientEvent.Phase;
import java.util.List;

/// What a client learns.
final class ClientPhrases {
  private static final Template WRITTEN =
      Template.of(
          "{client} reçoit OK : {key}, c'est l'entrée {index}.",
          "{client} gets its OK: {key} is entry {index}.");
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
  static List<String> sentences(Language language, ClientEvent event) {
    if (event.phase() == Phase.INVOKE) {
      return List.of();
    }
    Values values =
        Values.none()
            .with("client", "c" + event.client())
            .with("key", MessagePhrases.request(language, event.request()));
    Template template =
        switch (event.phase()) {
          case INVOKE, OK, FAIL -> answer(event.answer(), values);
          case INFO -> UNKNOWN;
        };
    return List.of(template.render(language, values));
  }

  private static Template answer(Answer answer, Values values) {
    return switch (answer) {
      case Answer.Done done -> {
        values.with("index", done.at().index());
        yield WRITTEN;
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
}
