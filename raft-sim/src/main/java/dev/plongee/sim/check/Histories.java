package dev.plongee.sim.check;

import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.check.history.Action;
import dev.plongee.sim.check.history.Action.CasOutcome;
import dev.plongee.sim.check.history.Linearizability;
import dev.plongee.sim.check.history.Operation;
import dev.plongee.sim.check.history.Value;
import dev.plongee.sim.check.history.Verdict;
import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// Writes down what the clients saw, and judges it in the end: invariant 43. Lists are left out,
/// for they speak of many keys at once, and so are the beginnings and ends of sessions.
public final class Histories implements Observer {
  private final List<Recorded> recorded = new ArrayList<>();

  /// An operation and the call it was.
  private record Recorded(Operation operation, int client, int number) {}

  /// By process: its open call, and its place.
  private final TreeMap<Integer, Call> open = new TreeMap<>();

  private long place;

  /// Which call the entry at a position carries, until the entry is applied.
  private final TreeMap<Long, Event.Call> appended = new TreeMap<>();

  /// The index at which a call was executed, by client and number; 0 for none, and beyond the end.
  private final long[][] executed = new long[World.MAX_CLIENTS + 1][0];

  private long applied;

  private record Call(ClientEvent event, long begun) {}

  @Override
  public void appended(World world, int server, Event.Call call, LogPosition at) {
    appended.put(pair(at.term(), at.index()), call);
  }

  /// The order of execution is what is proposed for the search: an order that explains everything
  /// if all is well. Nothing is believed of it.
  @Override
  public void applied(World world, int server, Entry entry, Result result) {
    if (entry.index() <= applied) {
      return;
    }
    applied = entry.index();
    Event.Call call = appended.remove(pair(entry.term(), entry.index()));
    if (call != null && result.index() == entry.index()) {
      switch (result) {
        case Result.Stored _, Result.Deleted _, Result.Compared _, Result.Appended _ ->
            executed(call.client(), call.number(), entry.index());
        case Result.TooLong _,
            Result.Registered _,
            Result.Closed _,
            Result.UnknownSession _,
            Result.Outdated _,
            Result.Malformed _,
            Result.TimePassed _,
            Result.Nothing _ -> {}
      }
    }
  }

  private void executed(int client, int number, long index) {
    if (number >= executed[client].length) {
      executed[client] = Arrays.copyOf(executed[client], 2 * number);
    }
    if (executed[client][number] == 0) {
      executed[client][number] = index;
    }
  }

  private long proposed(Recorded call) {
    long[] ofClient = executed[call.client()];
    long index = call.number() < ofClient.length ? ofClient[call.number()] : 0;
    return index == 0 ? Operation.NOWHERE : index;
  }

  private static long pair(long high, long low) {
    return high << 32 | low;
  }

  @Override
  public void client(World world, ClientEvent event) {
    place++;
    if (event.phase() == ClientEvent.Phase.INVOKE) {
      open.put(event.process(), new Call(event, place));
      return;
    }
    Call call = open.remove(event.process());
    if (call != null) {
      switch (event.phase()) {
        case OK -> add(event, call.begun(), place);
        case INFO -> add(event, call.begun(), Operation.OPEN);
        case FAIL, INVOKE -> {}
      }
    }
  }

  private void add(ClientEvent event, long begun, long ended) {
    switch (event.request()) {
      case Request.Put(String key, String value) ->
          add(event, key, new Action.Put(value), begun, ended);
      case Request.Delete(String key) -> add(event, key, new Action.Delete(), begun, ended);
      case Request.Cas(String key, Optional<String> expected, String value) -> {
        Value from = expected.map(Value::of).orElse(Value.ABSENT);
        CasOutcome outcome = ended == Operation.OPEN ? CasOutcome.UNKNOWN : outcome(event.answer());
        add(event, key, new Action.Cas(from, value, outcome), begun, ended);
      }
      case Request.Append(String key, String suffix) ->
          add(event, key, new Action.Append(suffix), begun, ended);
      case Request.Get(String key) -> {
        if (ended != Operation.OPEN) {
          add(event, key, new Action.Get(read(event.answer())), begun, ended);
        }
      }
      case Request.List _,
          Request.Register _,
          Request.Close _,
          Request.InSession _,
          Request.PassTime _ -> {}
    }
  }

  private void add(ClientEvent event, String key, Action action, long begun, long ended) {
    Operation operation = new Operation(event.process(), key, action, begun, ended);
    recorded.add(new Recorded(operation, event.client(), event.number()));
  }

  private static CasOutcome outcome(Answer answer) {
    if (answer instanceof Answer.Done(_, Result.Compared(_, boolean swapped))) {
      return swapped ? CasOutcome.SWAPPED : CasOutcome.COMPARED_UNEQUAL;
    }
    throw new IllegalStateException(answer + " is no answer to a compare-and-set");
  }

  private static Value read(Answer answer) {
    return switch (answer) {
      case Answer.Found(String value) -> Value.of(value);
      case Answer.Absent() -> Value.ABSENT;
      case Answer.Done _, Answer.Replaced _, Answer.Listed _, Answer.None _ ->
          throw new IllegalStateException(answer + " is no answer to a get");
    };
  }

  /// The verdict on everything so far; calls that are still open may have happened or not.
  public Verdict verdict() {
    return verdict(Linearizability.DEFAULT_BUDGET);
  }

  /// The same for those who cannot wait.
  ///
  /// @param budget the configurations a search of one key may look at
  public Verdict verdict(long budget) {
    open.values().forEach(call -> add(call.event(), call.begun(), Operation.OPEN));
    open.clear();
    List<Operation> operations = new ArrayList<>(recorded.size());
    for (Recorded each : recorded) {
      Operation o = each.operation();
      operations.add(
          new Operation(
              o.process(), o.key(), o.action(), o.invoked(), o.completed(), proposed(each)));
    }
    return Linearizability.check(operations, budget);
  }
}
