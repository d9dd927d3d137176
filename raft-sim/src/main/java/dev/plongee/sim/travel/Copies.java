package dev.plongee.sim.travel;

import dev.plongee.sim.scene.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Copies of a run, kept at regular places so that no place is far behind one. Their number is
/// bounded: when there are too many, every second one goes, and the next ones are twice as far
/// apart.
final class Copies {
  /// A world shares what did not change with its copies; so many of them cost a few megabytes.
  static final int MAX = 128;

  /// Moments from one copy to the next at the beginning: a step back plays at most so many again.
  private static final int INTERVAL = 16;

  private final TreeMap<Integer, Run> kept = new TreeMap<>();
  private int interval = INTERVAL;

  /// Keeps a copy of a run, if this is the place for one; the first place always is.
  ///
  /// @param moments that were played, more at each call
  void offer(int moments, Run run) {
    if (moments % interval != 0) {
      return;
    }
    kept.put(moments, run.copy());
    if (kept.size() > MAX) {
      interval *= 2;
      List<Integer> between = new ArrayList<>();
      for (int place : kept.keySet()) {
        if (place % interval != 0) {
          between.add(place);
        }
      }
      between.forEach(kept::remove);
    }
  }

  int size() {
    return kept.size();
  }

  /// The last copy that was kept at this place or before it, with its place.
  Map.Entry<Integer, Run> before(int moments) {
    Map.Entry<Integer, Run> entry = kept.floorEntry(moments);
    if (entry == null) {
      throw new IllegalStateException("no copy at the beginning");
    }
    return entry;
  }
}
