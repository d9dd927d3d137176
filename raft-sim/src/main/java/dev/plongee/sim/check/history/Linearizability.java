package dev.plongee.sim.check.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Decides whether a history of a key-value store is linearizable (Herlihy and Wing 1990). A
/// history is linearizable exactly when that of each key is, so every key is searched alone.
public final class Linearizability {
  /// Configurations a search of one key may look at before it gives up. One costs about 20 bytes in
  /// histories of some tens of clients, so a search stays well below a gigabyte.
  public static final long DEFAULT_BUDGET = 10_000_000;

  private Linearizability() {}

  /// Judges a history with the default budget.
  public static Verdict check(List<Operation> history) {
    return check(history, DEFAULT_BUDGET);
  }

  /// Judges a history. A contradiction outweighs a key that could not be decided.
  ///
  /// @param budget the configurations a search of one key may look at
  public static Verdict check(List<Operation> history, long budget) {
    TreeMap<String, List<Operation>> byKey = new TreeMap<>();
    for (Operation operation : history) {
      byKey.computeIfAbsent(operation.key(), _ -> new ArrayList<>()).add(operation);
    }
    Verdict verdict = new Verdict.Linearizable(history.size());
    for (Map.Entry<String, List<Operation>> key : byKey.entrySet()) {
      if (new KeySearch(key.getValue()).proposedOrderFits()) {
        continue;
      }
      switch (new KeySearch(key.getValue()).run(budget)) {
        case CONTRADICTION -> {
          return firstContradiction(key.getKey(), key.getValue(), budget);
        }
        case BUDGET_SPENT -> verdict = new Verdict.Undecided(key.getKey(), budget);
        case ORDER_FOUND -> {}
      }
    }
    return verdict;
  }

  /// The earliest answer up to which the history contradicts itself: what begins well and is cut
  /// off anywhere still begins well, so the place can be found by halving.
  private static Verdict firstContradiction(String key, List<Operation> history, long budget) {
    List<Operation> byAnswer =
        history.stream()
            .filter(operation -> !operation.isOpen())
            .sorted(Comparator.comparing(Operation::completed))
            .toList();
    int explained = 0;
    int contradictory = byAnswer.size();
    while (contradictory - explained > 1) {
      int middle = (explained + contradictory) / 2;
      List<Operation> beginning = upTo(byAnswer.get(middle - 1).completed(), history);
      if (new KeySearch(beginning).run(budget) == KeySearch.Result.CONTRADICTION) {
        contradictory = middle;
      } else {
        explained = middle;
      }
    }
    return new Verdict.NotLinearizable(key, byAnswer.get(contradictory - 1), contradictory - 1);
  }

  /// What was known at a moment: later calls are not there, later answers are open.
  private static List<Operation> upTo(long moment, List<Operation> history) {
    List<Operation> beginning = new ArrayList<>();
    for (Operation operation : history) {
      if (operation.completed() <= moment) {
        beginning.add(operation);
      } else if (operation.invoked() <= moment && !(operation.action() instanceof Action.Get)) {
        beginning.add(operation.withoutAnswer());
      }
    }
    return beginning;
  }
}
