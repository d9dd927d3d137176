package dev.plongee.core;

import java.util.List;

/// A live, read-only window on a server: no copies, always the state after the last step.
public interface RaftView {
  /// The id of this server.
  int self();

  /// The latest configuration in the log, committed or not (§6).
  Configuration configuration();

  /// The place of the entry that states it, 0 when none does.
  long configurationIndex();

  /// The configuration as of an entry that the latest snapshot does not replace.
  Configuration configurationAt(long index);

  /// Whether this leader works at a change of the members.
  boolean isChangingMembers();

  /// currentTerm.
  long term();

  /// votedFor, or [ServerId#NONE].
  int votedFor();

  RoleName role();

  /// The leader of the current term as far as this server knows, or [ServerId#NONE].
  int leader();

  long commitIndex();

  /// lastApplied, as confirmed by [Input.Applied].
  long appliedIndex();

  /// The last index whose entry is on the own disk.
  long durableIndex();

  /// The snapshot this server would start with, [SnapshotMeta#NONE] when there is none.
  SnapshotMeta snapshot();

  /// The place the log begins behind, [LogPosition#ZERO] while it is whole.
  LogPosition base();

  /// The position of the last entry, that of the base when the log holds none.
  LogPosition last();

  TermAt termAt(long index);

  /// The entry at base().index() < index <= last().index().
  Entry entry(long index);

  /// When the timer fires, [Long#MAX_VALUE] when it is not armed.
  long deadline(Timer timer);

  /// Who voted for this candidate or pre-candidate in the running election; empty in other roles.
  NodeSet votes();

  /// What the leader knows of a peer.
  ///
  /// @throws IllegalStateException when this server does not lead or `peer` is not its peer
  PeerView peer(int peer);

  /// The latest read round of this leader, 0 in other roles.
  long round();

  /// To whom this leader is handing its leadership, or [ServerId#NONE].
  int transferTarget();

  /// Messages that wait for the disk, oldest first.
  List<Held> held();

  /// Whether the disk has room for more entries, as the driver said last with [Input.Space].
  boolean hasSpace();

  /// Whether the vote and term that [#term()] and [#votedFor()] show are on disk.
  boolean hardStateDurable();

  /// The leader's view of a peer.
  interface PeerView {
    ProgressState state();

    long nextIndex();

    long matchIndex();

    /// AppendEntries with entries that are not yet acknowledged; 1 for a probe without an answer
    /// and for a snapshot on its way.
    int inFlight();
  }

  /// How a leader treats a peer.
  enum ProgressState {
    /// Looking for the place where the logs agree: one message at a time.
    PROBE,
    /// The logs agree: messages follow each other without waiting.
    REPLICATE,
    /// A snapshot is on its way: the peer needs entries that the log does not hold any more.
    SNAPSHOT
  }

  /// A message held back until the write with this id is durable.
  record Held(long writeId, Envelope envelope) {}
}
