package dev.plongee.sim.phrase;

import dev.plongee.sim.world.Request;
import java.util.Optional;

/// What clients ask for.
public final class RequestPhrases {
  private static final Template PUT = Template.of("{key} = {value}", "{key} = {value}");
  private static final Template DELETE = Template.of("effacer {key}", "delete {key}");
  private static final Template SWAP =
      Template.of(
          "si {key} = {expected}, {key} = {value}", "if {key} = {expected}, {key} = {value}");
  private static final Template CREATE =
      Template.of(
          "si {key} n'existe pas, {key} = {value}", "if there is no {key}, {key} = {value}");
  private static final Template APPEND =
      Template.of("ajouter {value} à {key}", "append {value} to {key}");
  private static final Template REGISTER = Template.of("nouvelle session", "new session");
  private static final Template CLOSE =
      Template.of("fin de la session {session}", "end of session {session}");
  private static final Template IN_SESSION =
      Template.of(
          "{what} (session {session}, n° {number})", "{what} (session {session}, no. {number})");

  private static final Template PASS_TIME =
      Template.of("il s'est passé {time} ms", "{time} ms have passed");

  private static final Template WRITE = Template.of("écris {what}", "write {what}");
  private static final Template READ = Template.of("lis {what}", "read {what}");
  private static final Template SAY = Template.of("{what}", "{what}");

  private RequestPhrases() {}

  /// A request as it stands in a log.
  public static String logged(Language language, Request request) {
    return switch (request) {
      case Request.Write write -> write(language, write);
      case Request.Get(String key) -> key;
      case Request.List(String prefix) -> prefix + "*";
      case Request.Register() -> REGISTER.plain(language, Values.none());
      case Request.Close(long session) ->
          CLOSE.plain(language, Values.none().with("session", session));
      case Request.InSession(long session, long number, Request.Write write) ->
          IN_SESSION.plain(
              language,
              Values.none()
                  .with("what", write(language, write))
                  .with("session", session)
                  .with("number", number));
      case Request.PassTime(long from, long to, _) ->
          PASS_TIME.plain(language, Values.none().with("time", (to - from) / 1_000));
    };
  }

  private static String write(Language language, Request.Write write) {
    Values values = Values.none().with("key", write.key());
    return switch (write) {
      case Request.Put(_, String value) -> PUT.plain(language, values.with("value", value));
      case Request.Delete _ -> DELETE.plain(language, values);
      case Request.Cas(_, Optional<String> expected, String value) -> {
        values.with("value", value).with("expected", expected.orElse(""));
        yield (expected.isPresent() ? SWAP : CREATE).plain(language, values);
      }
      case Request.Append(_, String suffix) -> APPEND.plain(language, values.with("value", suffix));
    };
  }

  /// What a client says to a server.
  public static String asked(Language language, Request request) {
    Template template =
        switch (request) {
          case Request.Put _ -> WRITE;
          case Request.InSession(_, _, Request.Write write) ->
              write instanceof Request.Put ? WRITE : SAY;
          case Request.Get _, Request.List _ -> READ;
          case Request.Write _, Request.Register _, Request.Close _, Request.PassTime _ -> SAY;
        };
    return template.plain(language, Values.none().with("what", logged(language, request)));
  }
}
