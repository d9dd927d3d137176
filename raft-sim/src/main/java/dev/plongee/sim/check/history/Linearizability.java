package dev.plongee.sim.check.history;

import java.util.ArrayList;
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
      switch (new KeySearch(key.getKey(), key.getValue()).run(budget)) {
        case Verdict.NotLinearizable not -> {
          return not;
        }
        case Verdict.Undecided undecided -> verdict = undecided;
        case Verdict.Linearizable _ -> {}
      }
    }
    return verdict;
  }
}
