package dev.plongee.sim.check.history;

import java.util.ArrayList;
import java.util.List;

/// The calls and answers of answered operations of one key in real-time order, as a doubly linked
/// list: placing an operation takes both of its ends out, taking it back puts them in again, in
/// constant time.
final class Timeline {
  /// Before the first and behind the last node.
  static final int END = 0;

  private final int[] next;
  private final int[] previous;

  /// @param operations answered ones, by the order of their calls; node `2n + 1` is the call of
  ///   operation n, node `2n + 2` its answer
  Timeline(List<Operation> operations) {
    int count = operations.size();
    next = new int[2 * count + 1];
    previous = new int[next.length];
    List<Integer> byAnswer = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      byAnswer.add(number);
    }
    byAnswer.sort(
        (a, b) -> Long.compare(operations.get(a).completed(), operations.get(b).completed()));
    int last = END;
    int called = 0;
    for (int answered : byAnswer) {
      long answer = operations.get(answered).completed();
      while (called < count && operations.get(called).invoked() < answer) {
        last = follow(last, callOf(called++));
      }
      last = follow(last, callOf(answered) + 1);
    }
    follow(last, END);
  }

  private int follow(int node, int after) {
    next[node] = after;
    previous[after] = node;
    return after;
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
