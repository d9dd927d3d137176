package dev.plongee.sim.world;

import dev.plongee.core.Check;

/// How messages travel. A link is a connection: with `fifo` no message arrives before one that left
/// earlier on the same link; overtaking is a fault.
///
/// @param latencyMinUs the shortest way, in microseconds
/// @param latencyMaxUs the longest ordinary way
/// @param lossPpm messages lost, in a million
/// @param duplicatePpm messages that arrive twice, in a million
/// @param answerLossPpm answers to clients that are lost, in a million
/// @param delayPpm messages, and calls of clients, that take `delayMinUs` to `delayMaxUs` more, in
///   a million
public record NetworkSettings(
    long latencyMinUs,
    long latencyMaxUs,
    boolean fifo,
    int lossPpm,
    int duplicatePpm,
    int answerLossPpm,
    int delayPpm,
    long delayMinUs,
    long delayMaxUs) {
  /// 5 to 15 ms, nothing lost.
  public static final NetworkSettings CALM = calm(5_000, 15_000);

  public NetworkSettings {
    Check.that(
        latencyMinUs >= 1 && latencyMaxUs >= latencyMinUs && delayMaxUs >= delayMinUs,
        "a latency of at least a microsecond, and ranges that are not empty");
  }

  /// A network without faults.
  public static NetworkSettings calm(long latencyMinUs, long latencyMaxUs) {
    return new NetworkSettings(latencyMinUs, latencyMaxUs, true, 0, 0, 0, 0, 0, 0);
  }

  /// The same ways without loss, duplicates, delays and overtaking.
  public NetworkSettings withoutFaults() {
    return calm(latencyMinUs, latencyMaxUs);
  }
}
