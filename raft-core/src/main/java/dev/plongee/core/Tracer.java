package dev.plongee.core;

import java.util.ArrayList;
import java.util.List;

/// Collects what happens inside a step; costs nothing when it is off.
final class Tracer {
  private final boolean on;
  private List<TraceEvent> events = List.of();

  Tracer(boolean on) {
    this.on = on;
  }

  boolean isOn() {
    return on;
  }

  void add(TraceEvent event) {
    if (events.isEmpty()) {
      events = new ArrayList<>();
    }
    events.add(event);
  }

  /// Everything since the last call.
  List<TraceEvent> take() {
    List<TraceEvent> taken = events;
    events = List.of();
    return taken;
  }
}
