package dev.plongee.sim.check.history;

import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// The search for an order of the operations of one key (Wing and Gong 1993, with Lowe's memory of
/// visited configurations, 2017).
///
/// Walk along the timeline. At a call, try to place its operation next; if the state allows it and
/// the configuration is new, take it out and start again from the front. At an answer whose operation
/// is not placed, nothing later may be placed before it: undo the last placing and go on behind it.
final class KeySearch {
  private final String key;
  private final List<Operation> operations;
  private final Register register = new Register();
  private final Timeline timeline;
  private final PlacedSet placed;
  private final Visited visited = new Visited();

  /// The number of an operation within the answered or within the open ones.
  private final int[] rank;

  private final int[] order;
  private final int[] stateBefore;
  private int depth;
  private int state = Register.ABSENT;

  /// Answered operations that are not placed yet.
  private int missing;

  private int bestDepth = -1;
  private int stuckAt;

  KeySearch(String key, List<Operation> history) {
    this.key = key;
    operations =
        withoutIrrelevant(history).stream()
            .sorted(Comparator.comparing(Operation::invoked))
            .toList();
    timeline = new Timeline(operations);
    rank = new int[operations.size()];
    int answeredCount = 0;
    int openCount = 0;
    for (int number = 0; number < rank.length; number++) {
      rank[number] = operations.get(number).isOpen() ? openCount++ : answeredCount++;
    }
    missing = answeredCount;
    placed = new PlacedSet(answeredCount, openCount);
    order = new int[rank.length];
    stateBefore = new int[rank.length];
  }

  /// An open put whose value nobody ever saw explains nothing: never having happened is always a
  /// possible fate of it. Unless appends build values nobody wrote as such.
  private static List<Operation> withoutIrrelevant(List<Operation> history) {
    TreeSet<String> seen = new TreeSet<>();
    for (Operation operation : history) {
      switch (operation.action()) {
        case Action.Get(Value.Present(String text)) -> seen.add(text);
        case Action.Cas(Value.Present(String text), _, _) -> seen.add(text);
        case Action.Append _ -> {
          return history;
        }
        case Action.Get _, Action.Cas _, Action.Put _, Action.Delete _ -> {}
      }
    }
    return history.stream()
        .filter(
            operation ->
                !(operation.isOpen()
                    && operation.action() instanceof Action.Put(String value)
                    && !seen.contains(value)))
        .toList();
  }

  /// @param budget the configurations it may look at
  Verdict run(long budget) {
    int node = timeline.first();
    while (missing > 0) {
      int number = Timeline.operationOf(node);
      if (!Timeline.isCall(node)) {
        noteStuck(number);
        node = backtrack();
        if (node == Timeline.END) {
          return new Verdict.NotLinearizable(key, operations.get(stuckAt), bestDepth);
        }
      } else if (place(number)) {
        node = timeline.first();
        if (visited.size() >= budget || visited.isFull(placed)) {
          return new Verdict.Undecided(key, visited.size());
        }
      } else {
        node = timeline.after(node);
      }
    }
    return new Verdict.Linearizable(operations.size());
  }

  /// Undoes the last placing that was a choice. Placing an operation that leaves the state as it is
  /// was none: if an order exists at all, one exists with that operation here.
  ///
  /// @return the node to go on from, or [Timeline#END] when no choice is left
  private int backtrack() {
    while (depth > 0) {
      int undone = order[--depth];
      boolean choice = state != stateBefore[depth] || operations.get(undone).isOpen();
      state = stateBefore[depth];
      unmark(undone);
      timeline.restore(undone);
      if (choice) {
        return timeline.after(Timeline.callOf(undone));
      }
    }
    return Timeline.END;
  }

  private void noteStuck(int number) {
    if (depth > bestDepth) {
      bestDepth = depth;
      stuckAt = number;
    }
  }

  /// Places an operation next, unless the state forbids it or that leads where the search has been.
  private boolean place(int number) {
    int after = register.step(state, operations.get(number).action());
    if (after == Register.IMPOSSIBLE) {
      return false;
    }
    mark(number);
    if (!visited.add(placed, after)) {
      unmark(number);
      return false;
    }
    timeline.remove(number);
    order[depth] = number;
    stateBefore[depth++] = state;
    state = after;
    return true;
  }

  private void mark(int number) {
    if (operations.get(number).isOpen()) {
      placed.addOpen(rank[number]);
    } else {
      placed.addAnswered(rank[number]);
      missing--;
    }
  }

  private void unmark(int number) {
    if (operations.get(number).isOpen()) {
      placed.removeOpen(rank[number]);
    } else {
      placed.removeAnswered(rank[number]);
      missing++;
    }
  }
}
