package dev.plongee.sim.world;

import dev.plongee.core.Check;

/// What the clients do by themselves. Every call is a function of the seed, the client and the
/// number of the call, drawn without looking at what happened before.
///
/// @param clients how many; each has one call at a time
/// @param keys how many keys they share: `k0`, `k1`, ...
/// @param readPercent of the calls that are gets
/// @param deletePercent of the calls that are deletes
/// @param listPercent of the calls that are lists; the rest are puts of values never used before
/// @param thinkMinUs from one answer to the next call, at least
/// @param thinkMaxUs from one answer to the next call, at most
/// @param valueBytes values are filled up to this length, so that writes need several sectors
/// @param gridUs calls begin at multiples of this, so that several reach a server at once
public record Workload(
    int clients,
    int keys,
    int readPercent,
    int deletePercent,
    int listPercent,
    int valueBytes,
    long thinkMinUs,
    long thinkMaxUs,
    long gridUs) {
  /// More sectors than a crash tears apart in different ways, and still cheap.
  public static final int MAX_VALUE_BYTES = 4_096;

  /// Nobody calls but whom a scene tells to.
  public static final Workload NONE = new Workload(0, 1, 0, 0, 0, 0, 1, 1, 1);

  public Workload {
    Check.that(
        clients >= 0 && clients <= World.MAX_CLIENTS && keys >= 1,
        "a workload with clients the world has room for, and a key");
    Check.that(
        readPercent >= 0
            && deletePercent >= 0
            && listPercent >= 0
            && readPercent + deletePercent + listPercent <= 100,
        "percentages of calls that sum up to at most 100");
    Check.that(valueBytes >= 0 && valueBytes <= MAX_VALUE_BYTES, "values of at most 4 KiB");
    Check.that(
        thinkMinUs >= 1 && thinkMaxUs >= thinkMinUs && gridUs >= 1,
        "times between calls of at least a microsecond");
  }
}
