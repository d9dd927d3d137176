package dev.plongee.sim.check.history;

import java.util.List;
import java.util.TreeMap;

/// How late each value was still seen.
final class Sightings {
  private static final long NEVER = Long.MIN_VALUE;

  private final TreeMap<String, Long> lastSeen = new TreeMap<>();
  private final TreeMap<String, Integer> writers = new TreeMap<>();
  private boolean appends;

  Sightings(List<Operation> operations) {
    for (Operation operation : operations) {
      switch (operation.action()) {
        case Action.Get(Value read) -> seen(read, operation);
        case Action.Put(String value) -> writers.merge(value, 1, Integer::sum);
        case Action.Cas(Value from, String to, Action.CasOutcome outcome) -> {
          if (outcome == Action.CasOutcome.SWAPPED) {
            seen(from, operation);
          }
          writers.merge(to, 1, Integer::sum);
        }
        case Action.Append _ -> appends = true;
        case Action.Delete _ -> {}
      }
    }
  }

  private void seen(Value value, Operation by) {
    if (value instanceof Value.Present(String text)) {
      lastSeen.merge(text, by.invoked(), Math::max);
    }
  }

  /// In which order overwriting operations are tried: by the last sighting of their values.
  long rank(Operation operation) {
    return operation.action() instanceof Action.Put(String value)
        ? lastSeen.getOrDefault(value, NEVER)
        : operation.completed();
  }

  /// The call of the last operation that saw the value which only this one wrote; the smallest
  /// number when nobody did or others wrote it too.
  long lastOfOwn(Operation operation) {
    return switch (operation.action()) {
      case Action.Put(String value) -> lastOfOwn(value);
      case Action.Cas(_, String to, _) -> lastOfOwn(to);
      case Action.Get _, Action.Delete _, Action.Append _ -> NEVER;
    };
  }

  private long lastOfOwn(String value) {
    boolean own = !appends && writers.getOrDefault(value, 0) == 1;
    return own ? lastSeen.getOrDefault(value, NEVER) : NEVER;
  }
}
