package dev.plongee.sim.world;

import dev.plongee.core.Check;
import java.util.List;

/// What may happen in a world, and what happens next by itself: events of the network and the disks
/// that wait in a queue, what the clients will do, and the timers of the servers that run.
///
/// @param hosts by id; 0 is nobody
record Agenda(long now, EventQueue queue, Clients clients, Host[] hosts) {
  /// Everything that may happen, in the order in which it happens by itself.
  List<Event> all() {
    List<Event> all = queue.all();
    all.addAll(clients.all());
    for (int id = 1; id < hosts.length; id++) {
      if (hosts[id].runs()) {
        hosts[id].timers(all);
      }
    }
    all.sort((a, b) -> {
      int byTime = Long.compare(turn(a), turn(b));
      return byTime != 0 ? byTime : Event.compareAtSameTime(a, b);
    });
    return all;
  }

  /// When it is an event's turn. A timer that is late, because its server was paused, comes with
  /// what is due now, and so behind what that server has to hear first.
  private long turn(Event event) {
    return event instanceof Event.Fired ? Math.max(now, event.due()) : event.due();
  }

  /// When the next event is due, [Long#MAX_VALUE] when nothing will ever happen again.
  long nextDue() {
    return Math.min(Math.min(queue.due(), clients.due()), hosts[nextTimer()].deadline);
  }

  /// The event that is due first; of those that are due together, first what the network brings,
  /// then the disks, the clients, and last the timers, so that nobody campaigns before he has heard
  /// what had arrived. So do the timers of a server that was paused, however late they are.
  ///
  /// @throws IllegalStateException when nothing is pending
  Event next() {
    long message = queue.due();
    long client = clients.due();
    Host host = hosts[nextTimer()];
    long timer = Math.max(now, host.deadline);
    if (timer < message && timer < client) {
      return new Event.Fired(host.id, host.incarnation, host.firstTimer(), host.deadline);
    }
    if (client < message) {
      return clients.event();
    }
    Check.that(message != EventQueue.NEVER, "a world in which something is pending");
    if (client == message) {
      Event first = clients.event();
      return Event.compareAtSameTime(first, queue.peek()) < 0 ? first : queue.peek();
    }
    return queue.peek();
  }

  private int nextTimer() {
    int first = 1;
    for (int id = 2; id < hosts.length; id++) {
      if (hosts[id].deadline < hosts[first].deadline) {
        first = id;
      }
    }
    return first;
  }
}
