package dev.plongee.sim.world;

import dev.plongee.kv.store.Result;
import dev.plongee.sim.world.ClientEvent.Phase;

/// What an answer says about a call: that it was done, that it did nothing, or neither.
final class Outcome {
  private Outcome() {}

  /// How a call ends with this answer.
  static Phase phase(Client client, Answer answer) {
    return switch (answer) {
      case Answer.Done(_, Result result) -> phase(client, result);
      case Answer.Replaced _ -> client.doubtful() ? Phase.INFO : Phase.FAIL;
      case Answer.Found _, Answer.Absent _, Answer.Listed _ -> Phase.OK;
      case Answer.None _ -> throw new IllegalStateException("no server says nothing");
    };
  }

  /// A session that is gone took with it what it knew of the attempts before; the only attempt did
  /// nothing.
  private static Phase phase(Client client, Result result) {
    return switch (result) {
      case Result.Stored _,
          Result.Deleted _,
          Result.Compared _,
          Result.Appended _,
          Result.Registered _,
          Result.Closed _ ->
          Phase.OK;
      case Result.TooLong _, Result.Malformed _ -> Phase.FAIL;
      case Result.UnknownSession _ ->
          client.request() instanceof Request.Close
              ? Phase.OK
              : client.doubtful() ? Phase.INFO : Phase.FAIL;
      case Result.Outdated _, Result.Nothing _, Result.TimePassed _ -> Phase.INFO;
    };
  }

  /// The session of a client after this answer.
  ///
  /// @param phase how its call ended
  static long session(Client client, Phase phase, Answer answer) {
    boolean closed = client.request() instanceof Request.Close && phase != Phase.FAIL;
    if (answer instanceof Answer.Done(_, Result result)) {
      return switch (result) {
        case Result.Registered(long id) -> id;
        case Result.UnknownSession _ -> Client.NO_SESSION;
        default -> closed ? Client.NO_SESSION : client.session();
      };
    }
    return closed ? Client.NO_SESSION : client.session();
  }
}
