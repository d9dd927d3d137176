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

  /// How many values have a number, absence included.
  int size() {
    return texts.size();
  }

  /// The action in numbers.
  Move move(Action action) {
    return switch (action) {
      case Action.Get(Value read) -> new Move(Move.Kind.SEES, number(read), ABSENT, "");
      case Action.Put(String value) -> new Move(Move.Kind.OVERWRITES, ABSENT, number(value), "");
      case Action.Delete() -> new Move(Move.Kind.OVERWRITES, ABSENT, ABSENT, "");
      case Action.Append(String value) -> new Move(Move.Kind.APPENDS, ABSENT, ABSENT, value);
      case Action.Cas(Value from, String to, Action.CasOutcome outcome) -> {
        Move.Kind kind =
            switch (outcome) {
              case SWAPPED -> Move.Kind.SWAPS;
              case COMPARED_UNEQUAL -> Move.Kind.SEES_ANOTHER;
              case UNKNOWN -> Move.Kind.MAY_SWAP;
            };
        yield new Move(kind, number(from), number(to), "");
      }
    };
  }

  private int number(Value value) {
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

  /// The state after the move, or [#IMPOSSIBLE] when the answer cannot come from this state.
  int step(int state, Move move) {
    boolean equal = state == move.from();
    return switch (move.kind()) {
      case SEES -> equal ? state : IMPOSSIBLE;
      case SEES_ANOTHER -> equal ? IMPOSSIBLE : state;
      case OVERWRITES -> move.to();
      case APPENDS -> number(texts.get(state) + move.suffix());
      case SWAPS -> equal ? move.to() : IMPOSSIBLE;
      case MAY_SWAP -> equal ? move.to() : state;
    };
  }
}
