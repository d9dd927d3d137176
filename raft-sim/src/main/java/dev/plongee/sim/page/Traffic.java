package dev.plongee.sim.page;

import dev.plongee.core.Message;
import dev.plongee.core.ServerId;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.MessagePhrases;
import dev.plongee.sim.phrase.RequestPhrases;
import dev.plongee.sim.scene.MessageKind;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What is on its way, and which ways are closed.
final class Traffic {
  private final World world;
  private final Language language;
  private final List<Event> pending;

  Traffic(World world, Language language) {
    this.world = world;
    this.language = language;
    pending = world.pending();
  }

  /// The ways on which nothing arrives.
  JsonArray links() {
    JsonArray links = new JsonArray();
    for (int a = 1; a <= world.servers(); a++) {
      for (int b = 1; b <= world.servers(); b++) {
        if (a != b && world.isCut(a, b)) {
          links.add(new JsonObject().put("a", a).put("b", b).put("cut", true));
        }
      }
    }
    return links;
  }

  // --- messages

  JsonArray messages() {
    JsonArray messages = new JsonArray();
    TreeMap<String, String> words = words();
    for (Event event : pending) {
      if (event instanceof Event.Delivery delivery) {
        messages.add(
            message(language, delivery)
                .put("words", words.get(delivery.name()))
                .putShare("along", world.now() - delivery.sent(), delivery.due() - delivery.sent())
                .put("dueIn", Math.max(0, delivery.due() - world.now()))
                .put("lost", delivery.lost() || world.isCut(delivery.from(), delivery.to())));
      }
    }
    return messages;
  }

  /// What a message is, wherever it is on its way.
  static JsonObject message(Language language, Event.Delivery delivery) {
    Message message = delivery.message();
    MessageKind kind = MessageKind.of(message);
    return new JsonObject()
        .put("id", delivery.name())
        .put("from", delivery.from())
        .put("to", delivery.to())
        .put("kind", kind.word())
        .put("letter", Names.letter(kind))
        .put("answer", Names.answer(message))
        .put("entries", entries(message))
        .put("term", message.term())
        .put("name", MessagePhrases.name(language, message))
        .put("text", MessagePhrases.contents(language, message));
  }

  private static int entries(Message message) {
    return message instanceof Message.AppendEntries append ? append.entries().size() : 0;
  }

  /// How a command names each message: `AppendEntries S1 -> S2 #2`, by the name of its event.
  private TreeMap<String, String> words() {
    List<Event.Delivery> oldestFirst = new ArrayList<>();
    for (Event event : pending) {
      if (event instanceof Event.Delivery delivery) {
        oldestFirst.add(delivery);
      }
    }
    oldestFirst.sort(Event.Delivery::compareDepartures);
    TreeMap<String, Integer> seen = new TreeMap<>();
    TreeMap<String, String> words = new TreeMap<>();
    for (Event.Delivery delivery : oldestFirst) {
      String link =
          MessageKind.of(delivery.message()).word()
              + " "
              + ServerId.name(delivery.from())
              + " -> "
              + ServerId.name(delivery.to());
      int number = seen.merge(link, 1, Integer::sum);
      words.put(delivery.name(), number == 1 ? link : link + " #" + number);
    }
    return words;
  }

  // --- clients

  /// Calls that have not reached a server.
  JsonArray requests() {
    JsonArray requests = new JsonArray();
    for (Event event : pending) {
      switch (event) {
        case Event.Call call -> requests.add(request(call, call.due()));
        case Event.Late(Event.Call call, long due) -> requests.add(request(call, due));
        case Event.Delivery _,
            Event.Synced _,
            Event.GivenUp _,
            Event.Backlog _,
            Event.Transferred _,
            Event.Fired _,
            Event.Acted _ -> {}
      }
    }
    return requests;
  }

  private JsonObject request(Event.Call call, long due) {
    return new JsonObject()
        .put("id", call.name())
        .put("client", call.client())
        .put("server", call.server())
        .put("text", RequestPhrases.asked(language, call.request()))
        .put("dueIn", Math.max(0, due - world.now()));
  }
}
