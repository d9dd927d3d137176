package dev.plongee.sim.phrase;

import dev.plongee.core.Configuration;
import dev.plongee.core.Payload;
import dev.plongee.sim.world.Request;
import java.util.Optional;

/// Entries in as few signs as tell them apart, the same in both languages: for the cells of a log.
public final class Brief {
  private Brief() {}

  /// `x=5`, `x+=1`, `C3→5`. An empty entry says nothing.
  public static String payload(Payload payload) {
    return switch (payload) {
      case Payload.Noop() -> "";
      case Payload.Membership(Configuration members) -> members(members);
      case Payload.Command command -> request(Request.of(command.bytes()));
    };
  }

  /// How many vote, in the middle of a change how many voted and will vote, and how many only
  /// learn: `C3`, `C3→5`, `C3+2`. The paper's name for a configuration is C.
  private static String members(Configuration members) {
    StringBuilder text = new StringBuilder("C");
    if (members.isJoint()) {
      text.append(members.outgoing().size()).append('→');
    }
    text.append(members.voters().size());
    if (!members.learners().isEmpty()) {
      text.append('+').append(members.learners().size());
    }
    return text.toString();
  }

  private static String request(Request request) {
    return switch (request) {
      case Request.Put(String key, String value) -> key + "=" + value;
      case Request.Delete(String key) -> "-" + key;
      case Request.Cas(String key, Optional<String> expected, String value) ->
          key + ":" + expected.orElse("") + "→" + value;
      case Request.Append(String key, String suffix) -> key + "+=" + suffix;
      case Request.Get(String key) -> key + "?";
      case Request.List(String prefix) -> prefix + "*?";
      case Request.Register() -> "session";
      case Request.Close(long session) -> "-session " + session;
      case Request.InSession(_, _, Request.Write write) -> request(write);
      case Request.PassTime(long from, long to, _) -> "+" + (to - from) / 1_000 + " ms";
    };
  }
}
