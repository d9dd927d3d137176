package dev.plongee.sim.page;

import dev.plongee.core.ServerId;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.phrase.Told;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.List;
import java.util.TreeMap;

/// The stops around the present one as a space-time diagram: who stood where, and every message
/// from where it left to where it arrived.
final class Film {
  /// A message on its way.
  ///
  /// @param sent the stop at which it left, as a place in the film; -1 when that was before
  private record Flight(Event.Delivery delivery, int sent) {}

  private final Cursor cursor;
  private final Storyteller storyteller;
  private final Language language;
  private final JsonArray stops = new JsonArray();
  private final JsonArray messages = new JsonArray();

  /// By the name of the event.
  private TreeMap<String, Flight> flights = new TreeMap<>();

  private Film(Cursor cursor, Language language) {
    this.cursor = cursor;
    this.language = language;
    storyteller = new Storyteller(language);
  }

  /// Moves the cursor along the line and back to where it stood.
  ///
  /// @param before stops before the present one, at most so many
  /// @param after stops behind it, at most so many
  static JsonObject around(Cursor cursor, int before, int after, Language language) {
    Branch branch = cursor.branch();
    int at = cursor.at();
    List<Line.Place> line = new Line(cursor).around(branch, at, before, after);
    Film film = new Film(cursor, language);
    for (int i = 0; i < line.size(); i++) {
      film.go(line.get(i));
      film.take(i, line.get(i));
    }
    film.flights.forEach((_, flight) -> film.message(flight, -1, "onItsWay"));
    cursor.go(branch, at);
    return new JsonObject().put("stops", film.stops).put("messages", film.messages);
  }

  private void go(Line.Place place) {
    boolean isNext = cursor.branch() == place.branch() && cursor.at() + 1 == place.stop();
    if (!isNext || !cursor.forward()) {
      cursor.go(place.branch(), place.stop());
    }
  }

  private void take(int number, Line.Place place) {
    World world = cursor.world();
    List<Happening> happenings = Changes.happenings(cursor.stop());
    fly(number, happenings);
    JsonObject stop =
        new JsonObject()
            .put("branch", place.branch().number())
            .put("stop", place.stop())
            .put("time", world.now())
            .put("servers", servers(world));
    if (happenings.isEmpty()) {
      stop.put("server", ServerId.NONE).put("who", "").put("what", "").put("routine", false);
      stop.put("change", "");
    } else {
      Told told = storyteller.tell(happenings.getFirst());
      stop.put("server", server(happenings.getFirst()))
          .put("who", told.who())
          .put("what", told.what())
          .put("routine", told.routine())
          .put("change", told.changes().isEmpty() ? "" : told.changes().getFirst());
    }
    stops.add(stop.put("kind", kind(cursor.stop().moment())));
  }

  /// Of each server `[role, term]`, for the colour of its lane.
  private static JsonArray servers(World world) {
    JsonArray servers = new JsonArray();
    for (int id = 1; id <= world.servers(); id++) {
      String role = world.isUp(id) ? Names.role(world.view(id).role()) : "down";
      servers.add(new JsonArray().add(role).add(world.view(id).term()));
    }
    return servers;
  }

  private static int server(Happening happening) {
    return happening.steps().isEmpty()
        ? happening.event().server()
        : happening.steps().getFirst().server();
  }

  private static String kind(Moment moment) {
    return switch (moment) {
      case Moment.Began _ -> "began";
      case Moment.Ended _ -> "ended";
      case Moment.Acted _ -> "acted";
      case Moment.Happened _ -> "happened";
      case Moment.Failed _ -> "failed";
      case Moment.Held _, Moment.Reached _, Moment.Named _ -> "held";
    };
  }

  // --- messages

  /// What is not on its way any more has arrived or was lost; what was not, has left.
  private void fly(int number, List<Happening> happenings) {
    TreeMap<String, Flight> now = new TreeMap<>();
    for (Event event : cursor.world().pending()) {
      if (event instanceof Event.Delivery delivery) {
        Flight before = flights.get(delivery.name());
        int sent = before != null ? before.sent() : number == 0 ? -1 : number;
        now.put(delivery.name(), new Flight(delivery, sent));
      }
    }
    flights.forEach((name, flight) -> {
      if (!now.containsKey(name)) {
        message(flight, number, fate(name, happenings));
      }
    });
    flights = now;
  }

  private static String fate(String name, List<Happening> happenings) {
    for (Happening happening : happenings) {
      if (happening.event().name().equals(name) && happening.vanished().isEmpty()) {
        return "arrived";
      }
    }
    return "lost";
  }

  /// @param ended the stop at which it arrived or was lost, -1 when it is on its way
  private void message(Flight flight, int ended, String fate) {
    messages.add(
        Traffic.message(language, flight.delivery())
            .put("sentStop", flight.sent())
            .put("sentTime", flight.delivery().sent())
            .put("endStop", ended)
            .put("endTime", ended < 0 ? flight.delivery().due() : cursor.world().now())
            .put("fate", fate));
  }
}
