package dev.plongee.kv.client;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The calls under way, in the order in which they began. All have the same time-out, so this is
/// also the order in which their time is over. Belongs to the event loop.
final class Calls {
  /// Calls under way at once, and their bytes: what a burst may cost.
  private static final int MAX_COUNT = 20_000;

  private static final int MAX_BYTES = 64 << 20;

  /// How long a server may be silent before another one is asked: an election and a slow force. It
  /// doubles with each time, so that a cluster that is only slow is not flooded.
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_200);

  private static final int MOST_DOUBLINGS = 10;

  private final LinkedHashSet<Call<?>> calls = new LinkedHashSet<>();
  private long bytes;

  boolean hasRoomFor(Call<?> call) {
    return calls.size() < MAX_COUNT && bytes + call.size <= MAX_BYTES;
  }

  void add(Call<?> call) {
    calls.add(call);
    bytes += call.size;
  }

  /// Without effect when it is not under way.
  void remove(Call<?> call) {
    if (calls.remove(call)) {
      bytes -= call.size;
    }
  }

  boolean isEmpty() {
    return calls.isEmpty();
  }

  /// The one that began first; there must be one.
  Call<?> first() {
    return calls.getFirst();
  }

  List<Call<?>> all() {
    return List.copyOf(calls);
  }

  /// The calls that may be repeated and whose server is silent for too long, as one that was paused
  /// or cut off is.
  List<Call<?>> neglected(long now) {
    List<Call<?>> neglected = new ArrayList<>();
    for (Call<?> call : calls) {
      if (now - call.begunNanos < PATIENCE_NANOS) {
        break;
      }
      long patience = PATIENCE_NANOS << Math.min(call.silences, MOST_DOUBLINGS);
      if (call.sentTo != null && call.mayRepeat() && now - call.sentNanos >= patience) {
        call.silences++;
        neglected.add(call);
      }
    }
    return neglected;
  }
}
