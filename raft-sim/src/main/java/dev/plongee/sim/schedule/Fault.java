package dev.plongee.sim.schedule;

import dev.plongee.core.NodeSet;
import dev.plongee.sim.world.NetworkSettings;

/// Something goes wrong for a while: one line of a fault schedule. Every fault ends by itself, so
/// that leaving one out leaves a schedule that makes sense.
public sealed interface Fault {
  /// Stands for whoever leads when the fault begins.
  int LEADER = 0;

  /// When it begins, in microseconds of the world.
  long at();

  /// How long it lasts, in microseconds.
  long us();

  /// A server crashes and comes back.
  ///
  /// @param server its id, or [#LEADER]
  /// @param keep how many writes that were not synced survive
  record Crash(long at, long us, int server, int keep) implements Fault {}

  /// The power of the whole cluster fails.
  record PowerFailure(long at, long us, int keep) implements Fault {}

  /// The leader is asked to hand over, which is over in a moment.
  ///
  /// @param server who is to lead
  record Transfer(long at, long us, int server) implements Fault {}

  /// The leader is asked to take a server in; what follows takes its own time.
  ///
  /// @param vote whether it is to vote, or to learn without a vote, also if it had one
  record Join(long at, long us, int server, boolean vote) implements Fault {}

  /// The leader is asked to let a server go.
  ///
  /// @param server its id, or [#LEADER]
  record Leave(long at, long us, int server) implements Fault {}

  /// The leader is asked for a cluster of these voters and nobody else, whoever it has now.
  record Regroup(long at, long us, NodeSet voters) implements Fault {}

  /// A process stands still.
  record Pause(long at, long us, int server) implements Fault {}

  /// These servers and all others hear nothing of each other.
  record Partition(long at, long us, NodeSet group) implements Fault {}

  /// A server is alone.
  record Isolation(long at, long us, int server) implements Fault {}

  /// A server can speak and hears nobody.
  record Deafness(long at, long us, int server) implements Fault {}

  /// A server can hear and nobody hears it.
  record Muteness(long at, long us, int server) implements Fault {}

  /// The leader is cut off and stands still, while its clients go on asking it; it goes on before
  /// it can hear what happened meanwhile. The fault that makes stale reads visible.
  ///
  /// @param us how long it stands still
  /// @param deafUs how long it stays cut off after that
  record Trap(long at, long us, long deafUs) implements Fault {}

  /// A disk takes this long for an fsync.
  record SlowDisk(long at, long us, int server, long fsyncUs) implements Fault {}

  /// A disk stands still.
  record DeadDisk(long at, long us, int server) implements Fault {}

  /// A disk has no room for more entries.
  record FullDisk(long at, long us, int server) implements Fault {}

  /// Every fsync of a disk fails; the server comes back when that is over.
  record FailingDisk(long at, long us, int server) implements Fault {}

  /// A server crashes and a bit of its log has flipped: it may not come back before that is
  /// repaired.
  ///
  /// @param place which bit; every number means one
  record BitFlip(long at, long us, int server, int place) implements Fault {}

  /// A clock is fast by so many millionths, or slow.
  record Drift(long at, long us, int server, int ppm) implements Fault {}

  /// Messages travel like this.
  record Weather(long at, long us, NetworkSettings settings) implements Fault {}
}
