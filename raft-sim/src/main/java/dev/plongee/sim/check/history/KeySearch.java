package dev.plongee.sim.check.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// The search for an order of the operations of one key: Wing and Gong's (1993), with Lowe's memory
/// of visited configurations (2017).
///
/// What may be placed next is every operation that was called before the first answer that is still
/// to be explained. Observations that fit are placed at once; that is never a mistake. Then one
/// operation that changes the state has to be chosen, and that may have to be undone. Which one is
/// tried first decides whether a long history takes a second or for ever, see [#candidates].
final class KeySearch {
  /// How a search ends.
  enum Result {
    ORDER_FOUND,
    CONTRADICTION,
    BUDGET_SPENT
  }

  private static final int NO_CHOICE = -1;

  private final Register register = new Register();
  private final Timeline timeline;
  private final List<Operation> answered;
  private final List<Operation> open;
  private final boolean[] openIsPlaced;
  private final PlacedSet placed;
  private final Visited visited = new Visited();

  /// Who saw which value how late, for the operations by their numbers.
  private final Sightings sightings;

  /// What was placed, in order: the number of an answered operation, or `~number` of an open one.
  private final int[] order;

  private final int[] stateBefore;

  /// The place among the candidates of the choice, [#NO_CHOICE] for an observation.
  private final int[] choice;

  private int depth;
  private int state = Register.ABSENT;

  KeySearch(List<Operation> history) {
    List<Operation> byCall =
        withoutIrrelevant(history).stream()
            .sorted(Comparator.comparing(Operation::invoked))
            .toList();
    answered = byCall.stream().filter(operation -> !operation.isOpen()).toList();
    open = byCall.stream().filter(Operation::isOpen).toList();
    openIsPlaced = new boolean[open.size()];
    timeline = new Timeline(answered);
    placed = new PlacedSet(answered.size(), open.size());
    sightings = new Sightings(byCall);
    order = new int[byCall.size()];
    stateBefore = new int[byCall.size()];
    choice = new int[byCall.size()];
  }

  /// An open put whose value nobody ever saw explains nothing: never having happened is always a
  /// possible fate of it. Unless an append may have built on it, or a comparison failed because of
  /// it.
  private static List<Operation> withoutIrrelevant(List<Operation> history) {
    TreeSet<String> seen = new TreeSet<>();
    for (Operation operation : history) {
      switch (operation.action()) {
        case Action.Get(Value.Present(String text)) -> seen.add(text);
        case Action.Append _ -> {
          return history;
        }
        case Action.Cas(_, _, Action.CasOutcome outcome)
            when outcome == Action.CasOutcome.COMPARED_UNEQUAL -> {
          return history;
        }
        case Action.Cas(Value.Present(String text), _, _) -> seen.add(text);
        case Action.Get _, Action.Cas _, Action.Put _, Action.Delete _ -> {}
      }
    }
    return history.stream()
        .filter(operation ->
            !(operation.isOpen()
                && operation.action() instanceof Action.Put(String value)
                && !seen.contains(value)))
        .toList();
  }

  /// @param budget the configurations it may look at
  Result run(long budget) {
    while (true) {
      placeObservations();
      if (timeline.isEmpty()) {
        return Result.ORDER_FOUND;
      }
      if (visited.size() >= budget || visited.isFull(placed)) {
        return Result.BUDGET_SPENT;
      }
      boolean goesOn = visited.add(placed, state) && choose(0) || backtrack();
      if (!goesOn) {
        return Result.CONTRADICTION;
      }
    }
  }

  /// Places every observation that fits the state. If an order exists at all, one exists with that
  /// observation here, for it changes nothing.
  private void placeObservations() {
    int node = timeline.first();
    while (!timeline.isEmpty() && Timeline.isCall(node)) {
      int number = Timeline.operationOf(node);
      node = timeline.after(node);
      Action action = answered.get(number).action();
      if (isObservation(action) && register.step(state, action) == state) {
        place(number, state, NO_CHOICE);
        node = timeline.first();
      }
    }
  }

  /// Undoes placings up to the last choice for which there is an alternative, and takes that.
  ///
  /// @return false when no choice is left
  private boolean backtrack() {
    while (depth > 0) {
      int undone = order[--depth];
      state = stateBefore[depth];
      unmark(undone);
      if (undone >= 0) {
        timeline.restore(undone);
      }
      if (choice[depth] != NO_CHOICE && choose(choice[depth] + 1)) {
        return true;
      }
    }
    return false;
  }

  /// Places the first candidate, from this one on, that the state allows.
  private boolean choose(int from) {
    List<Integer> candidates = candidates();
    for (int i = from; i < candidates.size(); i++) {
      int number = candidates.get(i);
      Operation operation = number < 0 ? open.get(~number) : answered.get(number);
      int after = register.step(state, operation.action());
      if (after != Register.IMPOSSIBLE && !isIdle(operation, after) && !isTooEarly(operation)) {
        place(number, after, i);
        return true;
      }
    }
    return false;
  }

  /// The operations that may change the state now, the most promising first.
  ///
  /// What builds on the present state comes before what overwrites it. Of two that overwrite, the
  /// one whose value was seen for the last time earlier comes first, for the other one's value must
  /// still be there later; whose value nobody saw comes before all. Operations without an answer
  /// come last: nothing requires them.
  private List<Integer> candidates() {
    List<Integer> candidates = new ArrayList<>();
    int node = timeline.first();
    while (Timeline.isCall(node)) {
      int number = Timeline.operationOf(node);
      if (!isObservation(answered.get(number).action())) {
        candidates.add(number);
      }
      node = timeline.after(node);
    }
    candidates.sort(
        Comparator.comparing((Integer number) -> isBlind(answered.get(number).action()))
            .thenComparing(number -> sightings.rank(answered.get(number))));
    long answer = answered.get(Timeline.operationOf(node)).completed();
    for (int number = 0; number < open.size(); number++) {
      if (!openIsPlaced[number] && open.get(number).invoked() < answer) {
        candidates.add(~number);
      }
    }
    return candidates;
  }

  /// Whether another operation would have to destroy this one's value before it was seen for the
  /// last time: one that changes the state, is not placed, and was answered before that sighting.
  private boolean isTooEarly(Operation candidate) {
    long lastSeen = sightings.lastOfOwn(candidate);
    int node = timeline.first();
    while (node != Timeline.END) {
      Operation other = answered.get(Timeline.operationOf(node));
      if (!Timeline.isCall(node) && other != candidate && !isObservation(other.action())) {
        return other.completed() < lastSeen;
      }
      node = timeline.after(node);
    }
    return false;
  }

  private void place(int number, int after, int chosen) {
    mark(number);
    if (number >= 0) {
      timeline.remove(number);
    }
    order[depth] = number;
    stateBefore[depth] = state;
    choice[depth++] = chosen;
    state = after;
  }

  /// Whether placing this operation next only wastes an open one: an open operation that changes
  /// nothing, or one whose change is overwritten before anybody could see it. Never having happened
  /// explains as much and leaves more possible.
  private boolean isIdle(Operation operation, int after) {
    boolean behindOpen = depth > 0 && order[depth - 1] < 0;
    return operation.isOpen() && after == state || behindOpen && isBlind(operation.action());
  }

  private static boolean isObservation(Action action) {
    return switch (action) {
      case Action.Get _ -> true;
      case Action.Cas(_, _, Action.CasOutcome outcome) ->
          outcome == Action.CasOutcome.COMPARED_UNEQUAL;
      case Action.Put _, Action.Delete _, Action.Append _ -> false;
    };
  }

  /// Whether the state after the action does not depend on the one before.
  private static boolean isBlind(Action action) {
    return switch (action) {
      case Action.Put _, Action.Delete _ -> true;
      case Action.Get _, Action.Append _, Action.Cas _ -> false;
    };
  }

  private void mark(int number) {
    if (number < 0) {
      openIsPlaced[~number] = true;
      placed.addOpen(~number);
    } else {
      placed.addAnswered(number);
    }
  }

  private void unmark(int number) {
    if (number < 0) {
      openIsPlaced[~number] = false;
      placed.removeOpen(~number);
    } else {
      placed.removeAnswered(number);
    }
  }
}
