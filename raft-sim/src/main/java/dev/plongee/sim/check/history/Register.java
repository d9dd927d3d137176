package dev.plongee.sim.check.history;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// The sequential specification: one key that holds a value or nothing. Values are numbered, so
/// that a state is an int and comparing two is cheap.
final class Register {
  /// The operation contradicts the state.
  static final int IMPOSSIBLE = -1;

  static final int ABSENT = 0;

  private final TreeMap<String, Integer> numbers = new TreeMap<>();
  private final List<String> texts = new ArrayList<>();

  Register() {
    texts.add("");
  }

  int number(Value value) {
    return switch (value) {
      case Value.Absent() -> ABSENT;
      case Value.Present(String text) -> number(text);
    };
  }

  private int number(String text) {
    Integer known = numbers.get(text);
    if (known != null) {
      return known;
    }
    numbers.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  /// The state after the action, or [#IMPOSSIBLE] when the answer cannot come from this state.
  int step(int state, Action action) {
    return switch (action) {
      case Action.Get(Value read) -> number(read) == state ? state : IMPOSSIBLE;
      case Action.Put(String value) -> number(value);
      case Action.Delete() -> ABSENT;
      case Action.Append(String value) -> number(texts.get(state) + value);
      case Action.Cas(Value from, String to, Action.CasOutcome outcome) -> {
        boolean equal = number(from) == state;
        yield switch (outcome) {
          case SWAPPED -> equal ? number(to) : IMPOSSIBLE;
          case COMPARED_UNEQUAL -> equal ? IMPOSSIBLE : state;
          case UNKNOWN -> equal ? number(to) : state;
        };
      }
    };
  }
}
