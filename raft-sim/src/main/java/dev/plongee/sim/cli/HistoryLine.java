package dev.plongee.sim.cli;

import dev.plongee.sim.check.history.Action;
import dev.plongee.sim.check.history.Operation;
import dev.plongee.sim.check.history.Value;
import java.util.Locale;

/// An operation of a history in one line for people.
final class HistoryLine {
  /// Longer values are cut.
  private static final int MAX_TEXT = 40;

  private HistoryLine() {}

  static String of(Operation operation) {
    String lines =
        operation.isOpen()
            ? "line %d".formatted(operation.invoked())
            : "lines %d-%d".formatted(operation.invoked(), operation.completed());
    return String.format(
        Locale.ROOT,
        "%-16s process %-4d %s%s",
        lines,
        operation.process(),
        asked(operation.action()),
        operation.isOpen() ? " → unknown" : answer(operation.action()));
  }

  private static String asked(Action action) {
    return switch (action) {
      case Action.Get _ -> "get";
      case Action.Put(String value) -> "put " + text(value);
      case Action.Delete() -> "delete";
      case Action.Append(String value) -> "append " + text(value);
      case Action.Cas(Value from, String to, _) -> "cas " + value(from) + " " + text(to);
    };
  }

  private static String answer(Action action) {
    return switch (action) {
      case Action.Get(Value read) -> " → " + value(read);
      case Action.Put _, Action.Delete _, Action.Append _ -> " → ok";
      case Action.Cas(_, _, Action.CasOutcome outcome) ->
          switch (outcome) {
            case SWAPPED -> " → swapped";
            case COMPARED_UNEQUAL -> " → unequal";
            case UNKNOWN -> " → unknown";
          };
    };
  }

  private static String value(Value value) {
    return switch (value) {
      case Value.Absent() -> "(absent)";
      case Value.Present(String text) -> text(text);
    };
  }

  private static String text(String text) {
    return text.length() <= MAX_TEXT
        ? "\"" + text + "\""
        : "\"" + text.substring(0, MAX_TEXT) + "…\"";
  }
}
