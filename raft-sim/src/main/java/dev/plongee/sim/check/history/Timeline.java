package dev.plongee.sim.check.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The calls and answers of answered operations of one key in real-time order, as a doubly linked
/// list: placing an operation takes both of its ends out, taking it back puts them in again, in
/// constant time.
final class Timeline {
  /// Before the first and behind the last node.
  static final int END = 0;

  private final List<Operation> operations;
  private final int[] next;
  private final int[] previous;

  /// @param operations answered ones, by the order of their calls; node `2n + 1` is the call of
  ///   operation n, node `2n + 2` its answer
  Timeline(List<Operation> operations) {
    this.operations = operations;
    List<Integer> nodes = new ArrayList<>();
    for (int number = 0; number < operations.size(); number++) {
      nodes.add(callOf(number));
      nodes.add(callOf(number) + 1);
    }
    nodes.sort(Comparator.comparing(this::place));
    next = new int[2 * operations.size() + 1];
    previous = new int[next.length];
    int last = END;
    for (int node : nodes) {
      next[last] = node;
      previous[node] = last;
      last = node;
    }
    next[last] = END;
    previous[END] = last;
  }

  private Long place(int node) {
    Operation operation = operations.get(operationOf(node));
    return isCall(node) ? operation.invoked() : operation.completed();
  }

  static int callOf(int number) {
    return 2 * number + 1;
  }

  static int operationOf(int node) {
    return (node - 1) / 2;
  }

  static boolean isCall(int node) {
    return node % 2 == 1;
  }

  int first() {
    return next[END];
  }

  /// The first answer: every operation that may be placed next was called before it.
  int firstAnswer() {
    int node = first();
    while (isCall(node)) {
      node = next[node];
    }
    return node;
  }

  boolean isEmpty() {
    return next[END] == END;
  }

  int after(int node) {
    return next[node];
  }

  /// Takes both ends of an operation out.
  void remove(int number) {
    unlink(callOf(number));
    unlink(callOf(number) + 1);
  }

  /// Puts them back; removals are undone in the reverse order.
  void restore(int number) {
    link(callOf(number) + 1);
    link(callOf(number));
  }

  private void unlink(int node) {
    next[previous[node]] = next[node];
    previous[next[node]] = previous[node];
  }

  private void link(int node) {
    next[previous[node]] = node;
    previous[next[node]] = node;
  }
}
