package dev.plongee.sim.check.history;

import java.util.Arrays;

/// How late each value was still seen.
final class Sightings {
  /// Before everything.
  static final long NEVER = Long.MIN_VALUE;

  /// By the number of the value.
  private final long[] lastSeen;

  private final int[] writers;
  private boolean appends;

  /// @param values how many values have a number
  Sightings(int values) {
    lastSeen = new long[values];
    writers = new int[values];
    Arrays.fill(lastSeen, NEVER);
  }

  /// Takes one operation of the history into account.
  ///
  /// @param invoked the place of its call
  void add(Move move, long invoked) {
    switch (move.kind()) {
      case SEES -> seen(move.from(), invoked);
      case SWAPS -> {
        seen(move.from(), invoked);
        writers[move.to()]++;
      }
      case OVERWRITES, MAY_SWAP, SEES_ANOTHER -> writers[move.to()]++;
      case APPENDS -> appends = true;
    }
  }

  private void seen(int value, long invoked) {
    lastSeen[value] = Math.max(lastSeen[value], invoked);
  }

  /// In which order overwriting operations are tried: by the last sighting of their values.
  ///
  /// @param completed the place of its answer, which decides where no value does
  long rank(Move move, long completed) {
    return move.isBlind() && move.to() != Register.ABSENT ? lastSeen[move.to()] : completed;
  }

  /// The call of the last operation that saw the value which only this one wrote; [#NEVER] when
  /// nobody did or others wrote it too.
  long lastOfOwn(Move move) {
    return switch (move.kind()) {
      case OVERWRITES, SWAPS, MAY_SWAP -> {
        boolean own = !appends && move.to() != Register.ABSENT && writers[move.to()] == 1;
        yield own ? lastSeen[move.to()] : NEVER;
      }
      case SEES, SEES_ANOTHER, APPENDS -> NEVER;
    };
  }
}
