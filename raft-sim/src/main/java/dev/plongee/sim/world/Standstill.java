package dev.plongee.sim.world;

import java.util.ArrayList;
import java.util.List;

/// What reaches a server while its process stands still, and waits until it goes on. A crash loses
/// it all.
final class Standstill {
  private List<Event.Delivery> messages = new ArrayList<>();
  private List<Event.Call> calls = new ArrayList<>();
  private long write;

  Standstill copy() {
    Standstill copy = new Standstill();
    copy.messages = new ArrayList<>(messages);
    copy.calls = new ArrayList<>(calls);
    copy.write = write;
    return copy;
  }

  int size() {
    return messages.size() + calls.size();
  }

  void hear(Event.Delivery message) {
    messages.add(message);
  }

  void hear(List<Event.Call> more) {
    calls.addAll(more);
  }

  /// Everything up to this write is durable.
  void synced(long upTo) {
    write = upTo;
  }

  List<Event.Delivery> takeMessages() {
    List<Event.Delivery> taken = messages;
    messages = new ArrayList<>();
    return taken;
  }

  List<Event.Call> takeCalls() {
    List<Event.Call> taken = calls;
    calls = new ArrayList<>();
    return taken;
  }

  /// The last write that became durable meanwhile, 0 for none.
  long takeWrite() {
    long taken = write;
    write = 0;
    return taken;
  }
}
