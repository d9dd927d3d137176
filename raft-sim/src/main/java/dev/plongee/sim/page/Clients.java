package dev.plongee.sim.page;

import dev.plongee.sim.phrase.ClientPhrases;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.RequestPhrases;
import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What clients asked and learned, as they saw it.
final class Clients {
  /// The newest calls, which are shown: a room reads no more of them.
  private static final int MAX_SHOWN = 60;

  /// A call and what became of it, as far as it is known.
  private record Operation(ClientEvent asked, @Nullable ClientEvent outcome) {}

  private final World world;
  private final Language language;
  private final List<Operation> operations;

  /// @param events of all clients so far, in order
  Clients(World world, Language language, List<ClientEvent> events) {
    this.world = world;
    this.language = language;
    operations = operations(events);
  }

  private static List<Operation> operations(List<ClientEvent> events) {
    List<Operation> operations = new ArrayList<>();
    TreeMap<Integer, Integer> open = new TreeMap<>();
    for (ClientEvent event : events) {
      if (event.phase() == ClientEvent.Phase.INVOKE) {
        open.put(event.process(), operations.size());
        operations.add(new Operation(event, null));
      } else {
        Integer at = open.remove(event.process());
        if (at != null) {
          operations.set(at, new Operation(operations.get(at).asked(), event));
        }
      }
    }
    return operations;
  }

  // --- how they stand

  /// Every client that ever called: its last call, and what became of it.
  JsonArray clients() {
    TreeMap<Integer, Operation> last = new TreeMap<>();
    for (Operation operation : operations) {
      last.put(operation.asked().client(), operation);
    }
    List<Event.Call> waiting = world.waiting();
    JsonArray clients = new JsonArray();
    last.forEach((id, operation) ->
        clients.add(operation(operation).put("id", id).put("waitsFor", server(waiting, id))));
    return clients;
  }

  /// The server that has the call of a client, 0 when none has.
  private static int server(List<Event.Call> waiting, int client) {
    for (Event.Call call : waiting) {
      if (call.client() == client) {
        return call.server();
      }
    }
    return 0;
  }

  // --- history

  JsonArray history() {
    JsonArray history = new JsonArray();
    int first = Math.max(0, operations.size() - MAX_SHOWN);
    operations
        .subList(first, operations.size())
        .forEach(operation -> history.add(operation(operation)));
    return history;
  }

  private JsonObject operation(Operation operation) {
    ClientEvent asked = operation.asked();
    @Nullable ClientEvent outcome = operation.outcome();
    return new JsonObject()
        .put("client", asked.client())
        .put("process", asked.process())
        .put("text", RequestPhrases.asked(language, asked.request()))
        .put("from", asked.time())
        .putOrNull("to", outcome == null ? null : (Long) outcome.time())
        .put("outcome", outcome(outcome))
        .put("answer", outcome == null ? "" : answer(outcome.answer()))
        .put("sentence", outcome == null ? "" : sentence(outcome));
  }

  private static String outcome(@Nullable ClientEvent outcome) {
    if (outcome == null) {
      return "open";
    }
    return switch (outcome.phase()) {
      case INVOKE -> "open";
      case OK -> "ok";
      case FAIL -> "failed";
      case INFO -> "unknown";
    };
  }

  private String sentence(ClientEvent outcome) {
    return String.join(" ", ClientPhrases.sentences(language, outcome));
  }

  /// An answer in a word, for a place where a sentence is too long.
  private static String answer(Answer answer) {
    return switch (answer) {
      case Answer.Done _ -> "OK";
      case Answer.Found(String value) -> value;
      case Answer.Absent _ -> "∅";
      case Answer.Listed(List<String> pairs) -> String.join(", ", pairs);
      case Answer.Replaced _, Answer.None _ -> "";
    };
  }
}
