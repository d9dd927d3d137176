package dev.plongee.sim.check.history;

import java.util.Arrays;

/// Every (placed set, state) the search has been in, whole and not only as a hash: a collision must
/// not cut off the one order that explains a history. Open addressing over one array of ints.
final class Visited {
  private int[] arena = new int[1 << 12];
  private int used = 1;
  private int[] table = new int[1 << 10];
  private int size;

  /// Remembers a configuration.
  ///
  /// @return false when it was known
  boolean add(PlacedSet placed, int state) {
    int needed = used + placed.maxLength() + 2;
    if (needed > arena.length) {
      arena = Arrays.copyOf(arena, Math.max(needed, arena.length * 2));
    }
    arena[used + 1] = state;
    int end = placed.write(arena, used + 2);
    arena[used] = end - used;
    int slot = find(used);
    if (table[slot] != 0) {
      return false;
    }
    table[slot] = used;
    used = end;
    if (++size > table.length / 2) {
      grow();
    }
    return true;
  }

  int size() {
    return size;
  }

  /// Whether one more configuration might not fit into one array.
  boolean isFull(PlacedSet placed) {
    return used > Integer.MAX_VALUE / 4 - placed.maxLength();
  }

  /// The slot of the configuration written at `at`: its own, or the empty one where it belongs.
  private int find(int at) {
    int slot = hash(at) & table.length - 1;
    while (table[slot] != 0 && !equal(table[slot], at)) {
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private boolean equal(int one, int other) {
    int length = arena[one];
    return Arrays.equals(arena, one, one + length, arena, other, other + arena[other]);
  }

  private int hash(int at) {
    int hash = 0;
    for (int i = at; i < at + arena[at]; i++) {
      hash = (hash ^ arena[i]) * 0x9E3779B1;
      hash ^= hash >>> 15;
    }
    return hash;
  }

  private void grow() {
    int[] old = table;
    table = new int[old.length * 2];
    for (int at : old) {
      if (at != 0) {
        table[find(at)] = at;
      }
    }
  }
}
