package dev.plongee.sim.world;

import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;

/// What somebody outside, a scene, a person or a fault schedule, can do to a world. Acts are data:
/// a run is its configuration and its acts, each at the moment it was done.
public sealed interface Act {
  /// The server it concerns, or [ServerId#NONE].
  default int server() {
    return ServerId.NONE;
  }

  /// The server stops and forgets what is not on its disk.
  ///
  /// @param keep how many of the writes handed to the disk and not yet synced survive, the oldest
  ///   first
  /// @param torn whether the first half of the next ones is on the disk too; else chance decides
  ///   which of their sectors are, if any
  record Crash(int server, int keep, boolean torn) implements Act {
    public Crash(int server, int keep) {
      this(server, keep, false);
    }
  }

  /// A stopped server starts with what its disk holds, or refuses to when that is damaged.
  record Restart(int server) implements Act {}

  /// A stopped server is configured otherwise: from its next start on it asks before it raises its
  /// term, or not (dissertation §9.6).
  record SetPreVote(int server, boolean on) implements Act {}

  /// The process stands still; what reaches it waits.
  record Pause(int server) implements Act {}

  record Resume(int server) implements Act {}

  /// Whoever leads is asked to hand its leadership to this server.
  record Transfer(int server) implements Act {}

  /// Whoever leads is asked to change who belongs to the cluster.
  record ChangeMembers(MemberChange change) implements Act {}

  /// Nothing gets from these servers to those any more, until as many [Mend]s or a [Heal]. One way:
  /// a cut in two is two of these.
  record Cut(NodeSet from, NodeSet to) implements Act {}

  /// Takes one [Cut] back.
  record Mend(NodeSet from, NodeSet to) implements Act {}

  /// Takes every [Cut] back.
  record Heal() implements Act {}

  /// From now on messages travel like this.
  record SetNetwork(NetworkSettings settings) implements Act {}

  /// From now on the disk takes this long. A disk that stood still begins with what waited.
  record SetDisk(int server, DiskSettings settings) implements Act {}

  /// From now on the disk has room for more entries, or has not: what was written stays readable,
  /// and there is a reserve for what a server must write to vote and to lead.
  record SetSpace(int server, boolean enough) implements Act {}

  /// From now on every fsync of this disk fails, or none does any more. The server learns of it
  /// when its next one is over, and stops: nobody knows what of that group is on the disk.
  record SetFailing(int server, boolean fails) implements Act {}

  /// A bit flips in the log on a disk, in a flush group that a later one follows: only there can it
  /// be told from a write that a crash tore apart. A server reads its log when it starts.
  ///
  /// @param place which bit; every number means one
  record Damage(int server, int place) implements Act {}

  /// A bit flips in the flush group that holds this entry of the log. In the last group of all it
  /// looks like a write that a crash tore apart, and is cut off at the next start.
  ///
  /// @param entry its index; 0: in the last flush group, whatever that holds
  record DamageRecord(int server, long entry) implements Act {}

  /// Every bit on this disk is again as it was written.
  record Repair(int server) implements Act {}

  /// From now on the clock of this server is fast by so many millionths; slow when it is negative.
  record SetClock(int server, int ppm) implements Act {}

  /// A client calls a server now; the call becomes an event that is due at once.
  record Ask(int client, int server, Request request) implements Act {}

  /// The answer to the present attempt of a client that waits will be lost on its way.
  record LoseAnswer(int client) implements Act {}

  /// A client gives up its call now.
  record GiveUp(int client) implements Act {}

  /// A client that waits for the answer to a write in a session asks another server for the same
  /// write now; the call becomes an event that is due at once.
  record AskAgain(int client, int server) implements Act {}

  /// The clients of the workload go on calling, or end with the calls they have.
  record Work(boolean on) implements Act {}

  /// A pending event happens now, also a message that would be lost or is behind a cut.
  record Happen(String event) implements Act {}

  /// A message on its way vanishes.
  record Drop(String message) implements Act {}

  /// Every message on its way vanishes.
  record DropAll() implements Act {}

  /// A message on its way arrives later.
  record Delay(String message, long us) implements Act {}

  /// A message on its way arrives once more.
  record Duplicate(String message) implements Act {}

  /// A timer fires now, if it is armed.
  record Expire(int server, Timer timer) implements Act {}

  /// The disk is done now with the flush group it is working on.
  record Sync(int server) implements Act {}

  /// The server takes a snapshot of what it has applied; the file is durable at once, the log knows
  /// of it when its disk says so.
  record Snapshot(int server) implements Act {}

  /// Time passes, and nothing happens by itself: what is due meanwhile is late.
  record Wait(long us) implements Act {}
}
