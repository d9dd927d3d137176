package dev.plongee.kv.net;

import java.util.ArrayDeque;

/// Memory for the long frames that are arriving, shared by all clients of a server: a thousand of
/// them that begin the longest frame and do not end it would take gigabytes. Whoever finds no room
/// waits, and is not read from until it is his turn.
final class FrameMemory {
  private final long most;
  private long taken;
  private final ArrayDeque<FrameReader> waiting = new ArrayDeque<>();

  /// @param most in bytes; the longest frame fits in any case
  FrameMemory(long most) {
    this.most = Math.max(most, Wire.MAX_FRAME);
  }

  /// For connections whose number is bounded by itself.
  static FrameMemory withoutBound() {
    return new FrameMemory(Long.MAX_VALUE);
  }

  /// Takes what this reader wants, or lets it wait until it is told that it was taken for it.
  boolean take(FrameReader reader) {
    if (!waiting.isEmpty() || taken + reader.wanted() > most) {
      waiting.addLast(reader);
      return false;
    }
    taken += reader.wanted();
    return true;
  }

  /// Gives back what was taken; whoever waits longest comes next.
  void giveBack(int bytes) {
    taken -= bytes;
    while (!waiting.isEmpty() && taken + waiting.getFirst().wanted() <= most) {
      FrameReader next = waiting.removeFirst();
      taken += next.wanted();
      next.granted();
    }
  }

  /// This reader waits no more; whom it kept waiting may come next.
  void forget(FrameReader reader) {
    if (waiting.remove(reader)) {
      giveBack(0);
    }
  }

  /// Whether somebody waits.
  boolean isCrowded() {
    return !waiting.isEmpty();
  }
}
