package dev.plongee.core;

import java.util.List;

/// Everything that can happen to a server.
public sealed interface Input {
  /// Time has passed: every timer whose deadline is reached fires. A driver drains its mailbox
  /// first and ticks last, so that a server that was paused hears the waiting heartbeats before it
  /// campaigns.
  record Tick() implements Input {}

  /// The timer fires at once, through the same method as in a tick; ignored when it is not armed.
  /// Only simulated worlds use it.
  record Expire(Timer timer) implements Input {}

  /// A message of another server.
  record Receive(int from, Message message) implements Input {}

  /// Client commands, in order. Answered by one [Reply.Accepted] for the prefix that was appended,
  /// and one [Reply.Refused] for the rest.
  record Propose(List<Bytes> commands) implements Input {}

  /// Linearizable reads (§8), each with an id of the driver's choice. Answered by [Reply.ReadReady]
  /// or [Reply.ReadRefused].
  record Read(List<Long> ids) implements Input {}

  /// Linearizable reads that this very server answers from its own state machine, whether it leads
  /// or not (dissertation §6.4): a follower asks its leader how far it must have applied the log.
  /// Answered like [Read].
  ///
  /// @param ids of the driver's choice, the first one never used before by this server, not even
  ///   before a restart: late answers must fit no later question
  record ReadHere(List<Long> ids) implements Input {}

  /// This leader is to hand its leadership to another voter (dissertation §3.10). From then on it
  /// refuses proposals, until it leads no longer or gives up after the smallest election timeout;
  /// [RaftView#transferTarget()] tells which. What cannot even begin is answered by
  /// [Reply.TransferRefused].
  record TransferLeadership(int target) implements Input {}

  /// This leader is to change who belongs to the cluster (§6, dissertation §4): to the voters and
  /// learners of this configuration, which is not joint. It is done when [RaftView#configuration()]
  /// is the target and committed; [RaftView#isChangingMembers()] tells whether the leader still
  /// works at it. What cannot even begin is answered by [Reply.MembersRefused].
  record ChangeMembers(Configuration target) implements Input {}

  /// The write with this id, and every earlier one, is durable.
  record Persisted(long writeId) implements Input {}

  /// The state machine has applied every entry up to `index`, or was replaced with the snapshot of
  /// that index.
  record Applied(long index) implements Input {}

  /// A snapshot of the state machine, at an index it has applied, is durable under its name: the
  /// log may be compacted (§7).
  record SnapshotTaken(SnapshotMeta snapshot) implements Input {}

  /// The transfer that an [Message.InstallSnapshot] to this peer began has ended.
  ///
  /// @param arrived whether the peer has the whole snapshot; what it made of it, it says itself
  record SnapshotSent(int peer, boolean arrived) implements Input {}

  /// Whether the disk has room for more entries; a server begins with the belief that it has. One
  /// without room appends nothing that a client or a leader sends, and says why, until it hears
  /// that there is room again. It goes on to vote, to lead and to answer reads: the driver keeps a
  /// reserve for terms, votes and the few entries that a server makes by itself.
  record Space(boolean enough) implements Input {}

  Input TICK = new Tick();
}
