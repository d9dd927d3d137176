package dev.plongee.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Message;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private static Event message(int number, long due) {
    return new Event.Delivery(1, 1, 2, number, 0, new Message.Stale(1), 0, due, false);
  }

  @Property
  void events_come_out_in_the_order_they_are_due_and_then_of_their_names(
      @ForAll List<@IntRange(max = 20) Integer> dues, @ForAll @IntRange(max = 50) int removed) {
    EventQueue queue = new EventQueue();
    List<Event> left = new ArrayList<>();
    for (int i = 0; i < dues.size(); i++) {
      Event event = message(dues.size() - i, dues.get(i));
      queue.add(event);
      left.add(event);
    }
    if (removed < left.size()) {
      queue.remove(left.remove(removed));
    }
    left.sort((a, b) -> {
      int byTime = Long.compare(a.due(), b.due());
      return byTime != 0 ? byTime : Event.compareAtSameTime(a, b);
    });
    List<Event> out = new ArrayList<>();
    while (queue.size() > 0) {
      out.add(queue.poll());
    }
    assertEquals(left, out);
  }

  @Test
  void what_the_network_brings_comes_before_the_disk_the_clients_and_the_timers() {
    List<Event> order =
        List.of(
            message(1, 5),
            new Event.Synced(1, 1, 1, 5),
            new Event.Call(1, 1, 1, 1, new Request.Get("x"), 5),
            new Event.GivenUp(2, 1, 1, 5),
            new Event.Fired(1, 1, dev.plongee.core.Timer.ELECTION, 5));
    for (int i = 0; i < order.size(); i++) {
      for (int j = i + 1; j < order.size(); j++) {
        assertTrue(Event.compareAtSameTime(order.get(i), order.get(j)) < 0);
        assertTrue(Event.compareAtSameTime(order.get(j), order.get(i)) > 0);
      }
    }
  }
}
