package dev.plongee.sim.world;

/// Randomness without a stream: every question has its own answer, a function of the seed and of
/// what is asked. Taking one event out of a run leaves the answers of all others as they were, and
/// two worlds that differ in one thing share every other draw.
///
/// All arithmetic is on ints, which a browser does as fast as a JVM.
public final class Dice {
  /// What is drawn; part of the question, so that equal coordinates give unrelated answers.
  public enum Draw {
    LATENCY,
    LOSS,
    DUPLICATION,
    DELAY,
    DELAY_LENGTH,
    FSYNC,
    ELECTION,
    OPERATION,
    KEY,
    TARGET,
    PAUSE_BETWEEN_CALLS,
    TORN,
    SWARM,
    ANSWER_LOSS,
    SESSION,
    PATIENCE,
    CALL_DELAY,
    FAILED_SYNC
  }

  private static final int PPM = 1_000_000;

  private final int low;
  private final int high;

  /// The dice of a world; all 64 bits of the seed matter.
  public Dice(long seed) {
    low = (int) seed;
    high = (int) (seed >>> 32);
  }

  /// 32 bits that depend on the seed and on all arguments.
  public int roll(Draw draw, int a, int b, int c) {
    int hash = stir(low, draw.ordinal() + 1);
    hash = stir(hash, a);
    hash = stir(hash, b);
    hash = stir(hash, c);
    return finish(stir(hash, high));
  }

  /// Two coordinates in one argument of [#roll]; exact while both are below 65,536.
  public static int pair(int a, int b) {
    return a << 16 ^ b;
  }

  /// Maps a roll to a value from `min` to `max`, both included.
  public static long between(int roll, long min, long max) {
    return min + ((roll & 0xffff_ffffL) * (max - min + 1) >>> 32);
  }

  /// Maps a roll to an event that happens `ppm` times in a million.
  public static boolean chance(int roll, int ppm) {
    return ppm > 0 && between(roll, 0, PPM - 1) < ppm;
  }

  /// One round of MurmurHash3 (Appleby, public domain).
  private static int stir(int hash, int value) {
    int mixed = Integer.rotateLeft(value * 0xcc9e2d51, 15) * 0x1b873593;
    return Integer.rotateLeft(hash ^ mixed, 13) * 5 + 0xe6546b64;
  }

  private static int finish(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
