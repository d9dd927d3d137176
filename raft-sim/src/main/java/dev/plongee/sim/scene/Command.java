package dev.plongee.sim.scene;

import dev.plongee.core.NodeSet;
import dev.plongee.core.Timer;
import dev.plongee.sim.world.MemberChange;
import dev.plongee.sim.world.Request;
import java.util.List;
import java.util.Optional;

/// What a cue does, in order.
public sealed interface Command {
  // --- motion

  /// Lets the world go on for this long.
  record Run(long us) implements Command {}

  /// Lets the next events happen.
  record Step(int events) implements Command {}

  /// Lets the world go on until this is true; fails after `withinUs`.
  record Until(Condition condition, long withinUs) implements Command {}

  // --- words about the state

  /// Names the server that is meant now.
  record Let(String name, Target server) implements Command {}

  /// A claim.
  ///
  /// @param must whether it holds for every seed, not only for the seed of the scene
  record Expect(Condition condition, boolean must) implements Command {}

  /// What somebody does to the cluster; it takes no time.
  sealed interface Deed extends Command {}

  // --- servers

  /// @param keep unsynced writes that survive
  /// @param torn whether half of the next one does too
  record Crash(Target server, int keep, boolean torn) implements Deed {}

  /// @param preVote whether it asks before it raises its term, if it is configured otherwise now
  record Restart(Target server, Optional<Boolean> preVote) implements Deed {}

  record Pause(Target server) implements Deed {}

  record Snapshot(Target server) implements Deed {}

  record Resume(Target server) implements Deed {}

  /// The leader hands its leadership to this server.
  record Transfer(Target server) implements Deed {}

  /// The timer fires now.
  record Expire(Target server, Timer timer) implements Deed {}

  // --- members

  /// The leader is asked to change who belongs to the cluster.
  record Member(Membership as, List<Target> servers) implements Deed {}

  /// What servers are to be.
  enum Membership {
    ADDED,
    LEARNING,
    REMOVED,
    ALONE;

    MemberChange of(NodeSet servers) {
      return switch (this) {
        case ADDED -> new MemberChange.Add(servers);
        case LEARNING -> new MemberChange.Learn(servers);
        case REMOVED -> new MemberChange.Remove(servers);
        case ALONE -> new MemberChange.Set(servers);
      };
    }
  }

  // --- disks

  /// The disk finishes what it is writing.
  record Sync(Target server) implements Deed {}

  record SlowDisk(Target server, long minUs, long maxUs) implements Deed {}

  /// The disk finishes nothing any more.
  record HangDisk(Target server) implements Deed {}

  /// The disk has no room for entries any more, or it has again.
  record FillDisk(Target server, boolean full) implements Deed {}

  /// Every fsync of the disk fails.
  record FailDisk(Target server) implements Deed {}

  /// A bit flips on the disk.
  ///
  /// @param entry in the write that holds it; 0: in the last one
  record FlipBit(Target server, long entry) implements Deed {}

  /// The disk is as it was at the beginning.
  record MendDisk(Target server) implements Deed {}

  // --- clocks

  /// The clock is fast by so many millionths; slow when it is negative.
  record Drift(Target server, int ppm) implements Deed {}

  // --- network

  /// Nothing passes between the two sides, in either direction.
  record Cut(List<Target> left, List<Target> right) implements Deed {}

  /// Nothing passes in this direction.
  record CutOneWay(Target from, Target to) implements Deed {}

  record Heal() implements Deed {}

  record Deliver(MessageRef message) implements Deed {}

  record Drop(MessageRef message) implements Deed {}

  record Duplicate(MessageRef message) implements Deed {}

  record Delay(MessageRef message, long us) implements Deed {}

  // --- rules

  /// From now on every server breaks this rule, in this way of [dev.plongee.sim.zoo.Zoo].
  record Break(String breach) implements Deed {}

  /// From now on every server obeys this rule again.
  record Mend(String breach) implements Deed {}

  // --- clients

  /// @param via whom the client asks; left out: the leader, or whom it asked last
  record Ask(Request request, int client, Target via) implements Deed {}

  /// The answer that this client waits for is lost on its way.
  record DropAnswer(int client) implements Deed {}

  /// The client sends the write it waits for once more, in its session.
  ///
  /// @param via whom it asks now; left out: the leader, or whom it asked last
  record Retry(int client, Target via) implements Deed {}
}
