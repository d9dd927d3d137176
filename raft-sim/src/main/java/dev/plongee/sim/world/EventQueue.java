package dev.plongee.sim.world;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pending events, the next one first: a binary heap with a total order, so that it gives the same
/// sequence everywhere.
final class EventQueue {
  static final long NEVER = Long.MAX_VALUE;

  private Event[] events = new Event[64];

  /// `due()` of each event, beside it: nearly every comparison ends here.
  private long[] dues = new long[64];

  private int size;

  /// When the next event is due, [#NEVER] when there is none.
  long due() {
    return size == 0 ? NEVER : dues[0];
  }

  Event peek() {
    return events[0];
  }

  int size() {
    return size;
  }

  void add(Event event) {
    if (size == events.length) {
      events = Arrays.copyOf(events, 2 * size);
      dues = Arrays.copyOf(dues, 2 * size);
    }
    siftUp(size++, event, event.due());
  }

  Event poll() {
    Event first = events[0];
    removeAt(0);
    return first;
  }

  void remove(Event event) {
    for (int i = 0; i < size; i++) {
      if (events[i] == event) {
        removeAt(i);
        return;
      }
    }
  }

  /// The event of this name, null when it is not pending.
  @Nullable Event find(String name) {
    for (int i = 0; i < size; i++) {
      if (events[i].name().equals(name)) {
        return events[i];
      }
    }
    return null;
  }

  /// Every pending event, in the order of the heap.
  List<Event> all() {
    return new ArrayList<>(Arrays.asList(events).subList(0, size));
  }

  EventQueue copy() {
    EventQueue copy = new EventQueue();
    copy.events = events.clone();
    copy.dues = dues.clone();
    copy.size = size;
    return copy;
  }

  private void removeAt(int at) {
    size--;
    Event last = events[size];
    long due = dues[size];
    events[size] = null;
    if (at == size) {
      return;
    }
    if (at > 0 && isBefore(due, last, (at - 1) >>> 1)) {
      siftUp(at, last, due);
    } else {
      siftDown(at, last, due);
    }
  }

  private void siftUp(int from, Event event, long due) {
    int at = from;
    while (at > 0) {
      int parent = (at - 1) >>> 1;
      if (!isBefore(due, event, parent)) {
        break;
      }
      move(parent, at);
      at = parent;
    }
    events[at] = event;
    dues[at] = due;
  }

  private void siftDown(int from, Event event, long due) {
    int at = from;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && isBefore(dues[child + 1], events[child + 1], child)) {
        child++;
      }
      if (isBefore(due, event, child)) {
        break;
      }
      move(child, at);
      at = child;
    }
    events[at] = event;
    dues[at] = due;
  }

  private void move(int from, int to) {
    events[to] = events[from];
    dues[to] = dues[from];
  }

  private boolean isBefore(long due, Event event, int other) {
    return due != dues[other]
        ? due < dues[other]
        : Event.compareAtSameTime(event, events[other]) < 0;
  }
}
