package dev.plongee.sim.check.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

  // Both by the order of their calls.
  private final List<Operation> answered = new ArrayList<>();
  private final List<Operation> open = new ArrayList<>();

  private final Move[] answeredMoves;
  private final Move[] openMoves;
  private final boolean[] openIsPlaced;
  private final PlacedSet placed;
  private final Visited visited = new Visited();

  /// Who saw which value how late.
  private final Sightings sightings;

  /// What was placed, in order: the number of an answered operation, or `~number` of an open one.
  private final int[] order;

  private final int[] stateBefore;

  /// The place among the candidates of the choice, [#NO_CHOICE] for an observation.
  private final int[] choice;

  private int depth;
  private int state = Register.ABSENT;

  KeySearch(List<Operation> history) {
    List<Operation> byCall = new ArrayList<>(history);
    byCall.sort((a, b) -> Long.compare(a.invoked(), b.invoked()));
    List<Move> moves = new ArrayList<>();
    for (Operation operation : byCall) {
      moves.add(register.move(operation.action()));
    }
    sightings = new Sightings(register.size());
    boolean[] explaining = explaining(byCall, moves);
    List<Move> ofAnswered = new ArrayList<>();
    List<Move> ofOpen = new ArrayList<>();
    for (int i = 0; i < explaining.length; i++) {
      Operation operation = byCall.get(i);
      Move move = moves.get(i);
      if (explaining[i]) {
        sightings.add(move, operation.invoked());
        (operation.isOpen() ? open : answered).add(operation);
        (operation.isOpen() ? ofOpen : ofAnswered).add(move);
      }
    }
    answeredMoves = ofAnswered.toArray(new Move[0]);
    openMoves = ofOpen.toArray(new Move[0]);
    openIsPlaced = new boolean[open.size()];
    timeline = new Timeline(answered);
    placed = new PlacedSet(answered.size(), open.size());
    order = new int[answered.size() + open.size()];
    stateBefore = new int[order.length];
    choice = new int[order.length];
  }

  /// Which operations can explain anything. An open put whose value nobody ever saw cannot: never
  /// having happened is always a possible fate of it. Unless an append may have built on it, or a
  /// comparison failed because of it.
  private boolean[] explaining(List<Operation> history, List<Move> moves) {
    boolean[] explaining = new boolean[moves.size()];
    Arrays.fill(explaining, true);
    boolean[] seen = new boolean[register.size()];
    for (Move move : moves) {
      switch (move.kind()) {
        case SEES, SWAPS, MAY_SWAP -> seen[move.from()] = true;
        case OVERWRITES -> {}
        case APPENDS, SEES_ANOTHER -> {
          return explaining;
        }
      }
    }
    for (int i = 0; i < explaining.length; i++) {
      Move move = moves.get(i);
      explaining[i] =
          !(history.get(i).isOpen()
              && move.isBlind()
              && move.to() != Register.ABSENT
              && !seen[move.to()]);
    }
    return explaining;
  }

  /// Whether the proposed order explains every answer. It takes one look at each operation, where a
  /// search may take for ever: unanswered appends can be combined in a great many ways.
  boolean proposedOrderFits() {
    placeObservations();
    for (long each : proposedOrder()) {
      int number = (int) each;
      Operation operation = operation(number);
      int after = register.step(state, move(number));
      if (operation.proposed() == Operation.NOWHERE
          || after == Register.IMPOSSIBLE
          || !mayBeNext(operation)) {
        return false;
      }
      place(number, after, NO_CHOICE);
      placeObservations();
    }
    return timeline.isEmpty();
  }

  /// The operations that change the state: those with an answer, and of the others those that are
  /// believed to have happened.
  ///
  /// @return each as its place in the proposed order, and in the lower half its number
  private long[] proposedOrder() {
    long[] places = new long[answered.size() + open.size()];
    int size = 0;
    for (int number = 0; number < answered.size(); number++) {
      if (!answeredMoves[number].isObservation()) {
        places[size++] = proposed(answered.get(number), number);
      }
    }
    for (int number = 0; number < open.size(); number++) {
      if (open.get(number).proposed() != Operation.NOWHERE) {
        places[size++] = proposed(open.get(number), ~number);
      }
    }
    places = Arrays.copyOf(places, size);
    Arrays.sort(places);
    return places;
  }

  private static long proposed(Operation operation, int number) {
    return operation.proposed() << Integer.SIZE | number & 0xffff_ffffL;
  }

  /// Whether no operation was answered, and is still to be placed, before this one was called.
  private boolean mayBeNext(Operation operation) {
    int node = timeline.first();
    while (node != Timeline.END && Timeline.isCall(node)) {
      node = timeline.after(node);
    }
    return node == Timeline.END
        || operation.invoked() < answered.get(Timeline.operationOf(node)).completed();
  }

  private Operation operation(int number) {
    return number < 0 ? open.get(~number) : answered.get(number);
  }

  private Move move(int number) {
    return number < 0 ? openMoves[~number] : answeredMoves[number];
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
      Move move = answeredMoves[number];
      if (move.isObservation() && register.step(state, move) == state) {
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
      Move move = move(number);
      int after = register.step(state, move);
      if (after != Register.IMPOSSIBLE
          && !isIdle(number, move, after)
          && !isTooEarly(number, move)) {
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
      if (!answeredMoves[number].isObservation()) {
        candidates.add(number);
      }
      node = timeline.after(node);
    }
    candidates.sort(this::compare);
    long answer = answered.get(Timeline.operationOf(node)).completed();
    for (int number = 0; number < open.size(); number++) {
      if (!openIsPlaced[number] && open.get(number).invoked() < answer) {
        candidates.add(~number);
      }
    }
    return candidates;
  }

  private int compare(int one, int other) {
    Move move = answeredMoves[one];
    Move otherMove = answeredMoves[other];
    int byBlindness = Boolean.compare(move.isBlind(), otherMove.isBlind());
    return byBlindness != 0
        ? byBlindness
        : Long.compare(
            sightings.rank(move, answered.get(one).completed()),
            sightings.rank(otherMove, answered.get(other).completed()));
  }

  /// Whether another operation would have to destroy this one's value before it was seen for the
  /// last time: one that changes the state, is not placed, and was answered before that sighting.
  private boolean isTooEarly(int candidate, Move move) {
    long lastSeen = sightings.lastOfOwn(move);
    if (lastSeen == Sightings.NEVER) {
      return false;
    }
    int node = timeline.first();
    while (node != Timeline.END) {
      int other = Timeline.operationOf(node);
      if (!Timeline.isCall(node) && other != candidate && !answeredMoves[other].isObservation()) {
        return answered.get(other).completed() < lastSeen;
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
  private boolean isIdle(int number, Move move, int after) {
    boolean behindOpen = depth > 0 && order[depth - 1] < 0;
    return number < 0 && after == state || behindOpen && move.isBlind();
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
