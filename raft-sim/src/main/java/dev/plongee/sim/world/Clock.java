package dev.plongee.sim.world;

import dev.plongee.core.Check;

/// The clock of one server, which may run faster or slower than the world.
///
/// ```
///   local time = start + (world - since) * (1,000,000 + ppm) / 1,000,000
/// ```
///
/// @param start what it showed when it began to run like this, in microseconds
/// @param since when that was, in microseconds of the world
/// @param ppm by how many millionths it is fast; negative when it is slow
record Clock(long start, long since, int ppm) {
  static final Clock TRUE = new Clock(0, 0, 0);

  private static final long MILLION = 1_000_000;

  Clock {
    Check.that(ppm > -MILLION && ppm <= MILLION, "a clock that runs, at most at double speed");
  }

  /// What it shows at this time of the world.
  long local(long world) {
    long passed = world - since;
    return start + (ppm == 0 ? passed : passed * (MILLION + ppm) / MILLION);
  }

  /// When it shows this or more for the first time; [EventQueue#NEVER] stays what it is.
  long world(long local) {
    if (local == EventQueue.NEVER) {
      return local;
    }
    long passed = local - start;
    return since + (ppm == 0 ? passed : Math.ceilDiv(passed * MILLION, MILLION + ppm));
  }

  /// From this time of the world on it is fast by so much.
  Clock at(long world, int newPpm) {
    return new Clock(local(world), world, newPpm);
  }
}
