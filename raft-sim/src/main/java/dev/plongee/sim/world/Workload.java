package dev.plongee.sim.world;

import dev.plongee.core.Check;

/// What the clients do by themselves. Every call is a function of the seed, the client and the
/// number of the call, drawn without looking at what happened before.
///
/// @param clients how many; each has one call at a time
/// @param keys how many keys they share: `k0`, `k1`, ...
/// @param sessionPercent of the clients that write in sessions
/// @param valueBytes values are filled up to this length, so that writes need several sectors
/// @param thinkMinUs from one answer to the next call, at least
/// @param thinkMaxUs from one answer to the next call, at most
/// @param gridUs calls begin at multiples of this, so that several reach a server at once
public record Workload(
    int clients,
    int keys,
    Mix mix,
    int sessionPercent,
    int valueBytes,
    long thinkMinUs,
    long thinkMaxUs,
    long gridUs) {
  /// More sectors than a crash tears apart in different ways, and still cheap.
  public static final int MAX_VALUE_BYTES = 4_096;

  private static final int PERCENT = 100;

  /// Nobody calls but whom a scene tells to.
  public static final Workload NONE = new Workload(0, 1, new Mix(0, 0, 0, 0, 0), 0, 0, 1, 1, 1);

  /// The kinds of calls, in percent; the rest are puts of values never used before.
  ///
  /// @param swaps compare-and-sets: every fourth wants the key to be absent, the others to hold
  ///   what their client wrote to it last
  public record Mix(int reads, int deletes, int lists, int swaps, int appends) {
    public Mix {
      Check.that(
          reads >= 0
              && deletes >= 0
              && lists >= 0
              && swaps >= 0
              && appends >= 0
              && reads + deletes + lists + swaps + appends <= PERCENT,
          "percentages of calls that sum up to at most 100");
    }
  }

  public Workload {
    Check.that(
        clients >= 0 && clients <= World.MAX_CLIENTS && keys >= 1,
        "a workload with clients the world has room for, and a key");
    Check.that(sessionPercent >= 0 && sessionPercent <= PERCENT, "a percentage of the clients");
    Check.that(valueBytes >= 0 && valueBytes <= MAX_VALUE_BYTES, "values of at most 4 KiB");
    Check.that(
        thinkMinUs >= 1 && thinkMaxUs >= thinkMinUs && gridUs >= 1,
        "times between calls of at least a microsecond");
  }
}
