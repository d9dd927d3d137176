package dev.plongee.sim.scene;

import dev.plongee.core.RoleName;
import dev.plongee.core.Rule;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.world.Down;
import java.util.List;

/// Something that is true or not at a moment of a run. Where a server may be left out
/// ([Target#UNSAID]), every running server is meant.
public sealed interface Condition {
  /// This target exists: `leader`, `new leader`, `leader in S3,S4`.
  record Exists(Target leader) implements Condition {}

  record NoLeader() implements Condition {}

  /// So many running servers are leaders, of whatever term.
  record Leaders(int count) implements Condition {}

  /// So many running servers are candidates.
  record Candidates(int count) implements Condition {}

  record InRole(Target server, RoleName role) implements Condition {}

  /// The server does not run, for whatever reason.
  record IsDown(Target server) implements Condition {}

  /// The server does not run, and this is why.
  record IsDownBecause(Target server, Down why) implements Condition {}

  /// The process stands still.
  record IsPaused(Target server) implements Condition {}

  /// The server knows that its disk has no room for entries.
  record IsFull(Target server) implements Condition {}

  /// A bit on the disk is not as it was written, whether anybody has seen it or not.
  record IsDamaged(Target server) implements Condition {}

  /// At its last start the server cut off a write that was not whole.
  record FoundTorn(Target server) implements Condition {}

  record InTerm(Target server, long term) implements Condition {}

  /// The last write of this key is committed.
  record Committed(String key) implements Condition {}

  /// The client of the last write of this key got its OK.
  record Acknowledged(String key) implements Condition {}

  /// The last call of this client was a read, and this was the answer.
  record WasRead(int client, String value) implements Condition {}

  /// This client waits for an answer, or has given up waiting.
  record Unknown(int client) implements Condition {}

  /// The last call of this client failed: it definitely did not happen.
  record HasFailed(int client) implements Condition {}

  /// The state machine has applied the last write of this key.
  record Applied(String key, Target at) implements Condition {}

  /// The entry of the last write of this key is on the disk of at least so many servers.
  record Stored(String key, int count) implements Condition {}

  record HasValue(String key, String value, Target at) implements Condition {}

  record Absent(String key, Target at) implements Condition {}

  /// The terms of the log, from index 1 on.
  record LogIs(Target server, List<Long> terms) implements Condition {}

  /// The logs of these servers are the same, entry by entry.
  record Agree(List<Target> servers) implements Condition {}

  /// The snapshot of the server holds everything up to this index, 0 when it has none.
  record SnapshotIs(Target server, long index) implements Condition {}

  /// These servers and no others vote, by the latest configuration in the log; while that is joint
  /// it has two sets of voters, and this does not hold.
  record Voters(List<Target> servers, Target at) implements Condition {}

  /// These servers and no others get the log without a vote.
  record Learners(List<Target> servers, Target at) implements Condition {}

  /// The latest configuration in the log is joint: the old voters and the new ones.
  record Joint(Target at) implements Condition {}

  /// Such a message is on its way.
  record OnItsWay(MessageRef message) implements Condition {}

  /// A server answered no to this rule since the cue began.
  record Refused(Rule rule, Target at) implements Condition {}

  /// This invariant was violated.
  record Violated(Invariant invariant) implements Condition {}

  /// Nothing is on its way, no disk writes, no client waits.
  record Quiet() implements Condition {}

  record Not(Condition condition) implements Condition {}
}
