package dev.plongee.sim.cli;

import dev.plongee.kv.history.HistoryEvent;
import dev.plongee.kv.history.HistoryEvent.Type;
import dev.plongee.sim.check.history.Action;
import dev.plongee.sim.check.history.Operation;
import dev.plongee.sim.check.history.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes operations of the lines of a history. The place of a call and of its answer is the number
/// of their lines, so that whoever reads a verdict finds them again.
public final class HistoryReader {
  /// A history that breaks its own rules.
  public static final class Malformed extends Exception {
    private Malformed(int line, String what) {
      super("line " + line + ": " + what);
    }
  }

  /// A call without its answer.
  private record Call(int line, HistoryEvent event) {}

  private final List<Operation> operations = new ArrayList<>();
  private final Map<Integer, Call> open = new TreeMap<>();

  /// Processes whose last outcome is unknown, with the line that says so.
  private final Map<Integer, Integer> ended = new TreeMap<>();

  private int line;
  private long lastTime = Long.MIN_VALUE;

  private HistoryReader() {}

  /// Reads to the end. Calls that have no answer by then may have happened or not.
  ///
  /// @throws Malformed at the first line that cannot be
  public static List<Operation> read(BufferedReader lines) throws IOException, Malformed {
    HistoryReader reader = new HistoryReader();
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      reader.line++;
      if (!text.isBlank()) {
        reader.take(text);
      }
    }
    for (Call call : reader.open.values()) {
      reader.unanswered(call);
    }
    return reader.operations;
  }

  private void take(String text) throws Malformed {
    HistoryEvent event;
    try {
      event = HistoryEvent.parse(text);
    } catch (IllegalArgumentException e) {
      throw new Malformed(line, String.valueOf(e.getMessage()));
    }
    if (event.timeNanos() < lastTime) {
      throw malformed(
          "the time "
              + event.timeNanos()
              + " comes after "
              + lastTime
              + ": lines are out of order");
    }
    lastTime = event.timeNanos();
    if (event.type() == Type.INVOKE) {
      begin(event);
    } else {
      end(event);
    }
  }

  private void begin(HistoryEvent event) throws Malformed {
    int process = event.process();
    Call before = open.get(process);
    if (before != null) {
      throw malformed(
          "process " + process + " calls while its call of line " + before.line() + " is open");
    }
    Integer unknown = ended.get(process);
    if (unknown != null) {
      throw malformed(
          "process "
              + process
              + " calls again after the unknown outcome of line "
              + unknown
              + "; who goes on is another process");
    }
    open.put(process, new Call(line, event));
  }

  private void end(HistoryEvent event) throws Malformed {
    int process = event.process();
    Call call = open.remove(process);
    if (call == null) {
      throw malformed("process " + process + " has no open call that this could answer");
    }
    HistoryEvent asked = call.event();
    if (event.function() != asked.function() || !event.key().equals(asked.key())) {
      throw malformed("this does not answer the call of line " + call.line());
    }
    switch (event.type()) {
      case OK -> operations.add(operation(call, answered(asked, event), line));
      case INFO -> {
        unanswered(call);
        ended.put(process, line);
      }
      case FAIL, INVOKE -> {} // It happened nowhere: nothing has to explain it.
    }
  }

  private void unanswered(Call call) {
    if (call.event().function() != HistoryEvent.Function.GET) {
      operations.add(
          operation(
              call, action(call.event(), Action.CasOutcome.UNKNOWN, Value.ABSENT), Operation.OPEN));
    }
  }

  private static Operation operation(Call call, Action action, long completed) {
    HistoryEvent event = call.event();
    return new Operation(event.process(), event.key(), action, call.line(), completed);
  }

  private static Action answered(HistoryEvent asked, HistoryEvent answer) {
    Action.CasOutcome outcome =
        answer.ok() ? Action.CasOutcome.SWAPPED : Action.CasOutcome.COMPARED_UNEQUAL;
    return action(asked, outcome, value(answer.value()));
  }

  private static Action action(HistoryEvent asked, Action.CasOutcome outcome, Value read) {
    String written = asked.value().orElse("");
    return switch (asked.function()) {
      case GET -> new Action.Get(read);
      case PUT -> new Action.Put(written);
      case DELETE -> new Action.Delete();
      case APPEND -> new Action.Append(written);
      case CAS -> new Action.Cas(value(asked.from()), asked.to().orElse(""), outcome);
    };
  }

  private static Value value(Optional<String> text) {
    return text.map(Value::of).orElse(Value.ABSENT);
  }

  private Malformed malformed(String what) {
    return new Malformed(line, what);
  }
}
