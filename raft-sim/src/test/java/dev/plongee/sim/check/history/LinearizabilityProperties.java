package dev.plongee.sim.check.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.plongee.sim.check.history.Action.Append;
import dev.plongee.sim.check.history.Action.Cas;
import dev.plongee.sim.check.history.Action.CasOutcome;
import dev.plongee.sim.check.history.Action.Delete;
import dev.plongee.sim.check.history.Action.Get;
import dev.plongee.sim.check.history.Action.Put;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// The search agrees with the definition, tried out order by order, and it finishes on histories as
/// long as those of a storm.
class LinearizabilityProperties {
  private static final int VALUES = 3;

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void agreesWithEveryOrderTriedOut(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int size) {
    List<Operation> history = arbitrary(new Random(seed), size);
    boolean expected = existsOrder(history, new ArrayList<>(), Value.ABSENT);
    assertEquals(
        expected,
        Linearizability.check(history) instanceof Verdict.Linearizable,
        history::toString);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void explainsWhateverARealRegisterAnswered(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 20) int clients) {
    List<Operation> history = recorded(new Random(seed), clients, 600, 3, 10);
    assertEquals(new Verdict.Linearizable(history.size()), Linearizability.check(history));
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void noticesOneReadOfAValueThatWasNeverThere(@ForAll long seed) {
    Random random = new Random(seed);
    List<Operation> history = new ArrayList<>(recorded(random, 6, 300, 2, 10));
    List<Operation> reads =
        history.stream().filter(operation -> operation.action() instanceof Get).toList();
    Operation read = reads.get(random.nextInt(reads.size()));
    history.set(
        history.indexOf(read),
        new Operation(
            read.process(),
            read.key(),
            new Get(Value.of("never")),
            read.invoked(),
            read.completed()));
    Verdict.NotLinearizable verdict =
        assertInstanceOf(Verdict.NotLinearizable.class, Linearizability.check(history));
    assertEquals(read.key(), verdict.key());
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void noticesOneReadThatIsStale(@ForAll long seed) {
    List<Operation> history = new ArrayList<>(recorded(new Random(seed), 6, 300, 2, 10));
    int late = history.size();
    long end = 1L << 40;
    history.add(new Operation(-1, "k0", new Put("before"), end, end + 1));
    history.add(new Operation(-1, "k0", new Put("after"), end + 2, end + 3));
    history.add(new Operation(-1, "k0", new Get(Value.of("after")), end + 4, end + 5));
    history.add(new Operation(-1, "k0", new Get(Value.of("before")), end + 6, end + 7));
    Verdict.NotLinearizable verdict =
        assertInstanceOf(Verdict.NotLinearizable.class, Linearizability.check(history));
    assertEquals(history.get(late + 3), verdict.first());
  }

  @Test
  void decidesFiftyThousandOperationsOfEightClientsOnTenKeys() {
    List<Operation> history = recorded(new Random(1), 8, 50_000, 10, 100);
    assertEquals(new Verdict.Linearizable(history.size()), Linearizability.check(history));
  }

  @Test
  void decidesFiveThousandOperationsOfFiftyClientsOnOneKey() {
    List<Operation> history = recorded(new Random(2), 50, 5_000, 1, 100);
    assertEquals(new Verdict.Linearizable(history.size()), Linearizability.check(history));
  }

  // --- the definition

  private static boolean existsOrder(List<Operation> rest, List<Operation> placed, Value state) {
    if (rest.stream().allMatch(Operation::isOpen)) {
      return true;
    }
    for (Operation next : rest) {
      boolean mayBeNext = rest.stream().noneMatch(other -> other.completed() < next.invoked());
      Optional<Value> after = mayBeNext ? after(state, next.action()) : Optional.empty();
      if (after.isPresent()) {
        List<Operation> others = new ArrayList<>(rest);
        others.remove(next);
        List<Operation> longer = new ArrayList<>(placed);
        longer.add(next);
        if (existsOrder(others, longer, after.get())) {
          return true;
        }
      }
    }
    return false;
  }

  private static Optional<Value> after(Value state, Action action) {
    return switch (action) {
      case Get(Value read) -> read.equals(state) ? Optional.of(state) : Optional.empty();
      case Put(String value) -> Optional.of(Value.of(value));
      case Delete() -> Optional.of(Value.ABSENT);
      case Append(String value) ->
          Optional.of(Value.of((state instanceof Value.Present(String text) ? text : "") + value));
      case Cas(Value from, String to, CasOutcome outcome) ->
          switch (outcome) {
            case SWAPPED -> from.equals(state) ? Optional.of(Value.of(to)) : Optional.empty();
            case COMPARED_UNEQUAL -> from.equals(state) ? Optional.empty() : Optional.of(state);
            case UNKNOWN -> Optional.of(from.equals(state) ? Value.of(to) : state);
          };
    };
  }

  // --- histories

  /// Anything: calls and answers shuffled, answers out of the air.
  private static List<Operation> arbitrary(Random random, int size) {
    List<Operation> history = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < 2 * size; i++) {
      places.add(i);
    }
    java.util.Collections.shuffle(places, random);
    for (int i = 0; i < size; i++) {
      long one = places.get(2 * i);
      long other = places.get(2 * i + 1);
      Action action = action(random);
      boolean open = !(action instanceof Get) && random.nextInt(4) == 0;
      if (open && action instanceof Cas(Value from, String to, _)) {
        action = new Cas(from, to, CasOutcome.UNKNOWN);
      }
      long completed = open ? Operation.OPEN : Math.max(one, other);
      history.add(new Operation(i, "x", action, Math.min(one, other), completed));
    }
    return history;
  }

  private static Action action(Random random) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> new Get(value(random));
      case 2 -> new Put("" + random.nextInt(VALUES));
      case 3 -> new Delete();
      case 4 -> new Append("" + random.nextInt(VALUES));
      default ->
          new Cas(
              value(random),
              "" + random.nextInt(VALUES),
              random.nextBoolean() ? CasOutcome.SWAPPED : CasOutcome.COMPARED_UNEQUAL);
    };
  }

  private static Value value(Random random) {
    int number = random.nextInt(VALUES + 1);
    return number == VALUES ? Value.ABSENT : Value.of("" + number);
  }

  /// What clients record who work on a register that is one: each operation takes effect at a
  /// moment between its call and its answer; some writes are never answered.
  static List<Operation> recorded(Random random, int clients, int size, int keys, int lostOneIn) {
    Value[] state = new Value[keys];
    java.util.Arrays.fill(state, Value.ABSENT);
    List<Operation> history = new ArrayList<>();
    record Pending(int process, int key, Action asked, long invoked, Optional<Action> done) {}
    List<Pending> pending = new ArrayList<>();
    int process = 0;
    for (long now = 0; history.size() < size; now++) {
      int turn = random.nextInt(3);
      if (pending.size() < clients && turn == 0) {
        Action asked =
            switch (random.nextInt(4)) {
              case 0, 1 -> new Get(Value.ABSENT);
              case 2 -> new Put("v" + now);
              default -> new Cas(value(random), "v" + now, CasOutcome.UNKNOWN);
            };
        pending.add(new Pending(process++, random.nextInt(keys), asked, now, Optional.empty()));
      } else if (!pending.isEmpty()) {
        int chosen = random.nextInt(pending.size());
        Pending call = pending.get(chosen);
        boolean lost = !(call.asked() instanceof Get) && random.nextInt(lostOneIn) == 0;
        if (call.done().isPresent() || lost) {
          pending.remove(chosen);
          history.add(
              new Operation(
                  call.process(),
                  "k" + call.key(),
                  lost ? call.asked() : call.done().get(),
                  call.invoked(),
                  lost ? Operation.OPEN : now));
        } else {
          Action done = answered(call.asked(), state[call.key()]);
          state[call.key()] = after(state[call.key()], done).orElseThrow();
          pending.set(
              chosen,
              new Pending(
                  call.process(), call.key(), call.asked(), call.invoked(), Optional.of(done)));
        }
      }
    }
    for (Pending call : pending) {
      if (!(call.asked() instanceof Get)) {
        history.add(
            new Operation(
                call.process(), "k" + call.key(), call.asked(), call.invoked(), Operation.OPEN));
      }
    }
    return history;
  }

  private static Action answered(Action asked, Value state) {
    return switch (asked) {
      case Get _ -> new Get(state);
      case Cas(Value from, String to, _) ->
          new Cas(from, to, from.equals(state) ? CasOutcome.SWAPPED : CasOutcome.COMPARED_UNEQUAL);
      case Put _, Delete _, Append _ -> asked;
    };
  }
}
