package dev.plongee.core;

import java.util.List;

/// What servers say to each other. Every message states a term; what a term means differs for
/// pre-votes, whose term is a question and never a promise.
public sealed interface Message {
  /// The term the message speaks of.
  long term();

  /// "Would you vote for me in `term`?" (dissertation §9.6). Nobody's state changes.
  ///
  /// @param term the term the sender would campaign in: its own plus one
  record PreVote(long term, LogPosition last) implements Message {}

  /// @param term the asked term in a grant, the sender's own term in a refusal
  record PreVoteReply(long term, boolean granted) implements Message {}

  /// RequestVote (Figure 2).
  ///
  /// @param last the position of the candidate's last entry
  /// @param transfer whether the leader itself asked the sender to campaign (dissertation §4.2.3)
  record RequestVote(long term, LogPosition last, boolean transfer) implements Message {
    /// Of a candidate whose election timer fired.
    public RequestVote(long term, LogPosition last) {
      this(term, last, false);
    }
  }

  record RequestVoteReply(long term, boolean granted) implements Message {}

  /// AppendEntries (Figure 2); without entries a heartbeat.
  ///
  /// @param prev prevLogTerm and prevLogIndex
  /// @param entries contiguous, from `prev.index() + 1` on
  /// @param leaderCommit the leader's commitIndex
  /// @param round the read round of the leader's term that this message belongs to (§8); grows only
  ///   when a read needs it
  record AppendEntries(
      long term, LogPosition prev, List<Entry> entries, long leaderCommit, long round)
      implements Message {
    public AppendEntries {
      Check.that(
          entries.isEmpty()
              || entries.getFirst().index() == prev.index() + 1
                  && entries.getLast().index() == prev.index() + entries.size(),
          "entries that follow prevLogIndex without a gap");
    }

    /// The index of the last entry this message speaks of.
    public long lastIndex() {
      return prev.index() + entries.size();
    }
  }

  /// AppendEntries succeeded.
  ///
  /// @param match up to this index the sender's durable log equals the leader's
  /// @param round the round of the very message that is answered
  record AppendAccepted(long term, long match, long round) implements Message {}

  /// AppendEntries failed the log check (§5.3).
  ///
  /// @param rejected the prevLogIndex that did not match
  /// @param hint where the leader may go on
  /// @param round the round of the very message that is answered
  record AppendRejected(long term, long rejected, ConflictHint hint, long round)
      implements Message {}

  /// AppendEntries passed the log check, but the sender's disk has no room for new entries. It
  /// stays a contact and confirms its round; the leader sends nothing but heartbeats until it hears
  /// [AppendAccepted].
  ///
  /// @param match up to this index the sender's durable log equals the leader's
  /// @param round the round of the very message that is answered
  record OutOfSpace(long term, long match, long round) implements Message {}

  /// A server that is to answer reads asks its leader for their read index (dissertation §6.4).
  ///
  /// @param ticket names the reads, and fits no others of this server
  record ReadIndexRequest(long term, long ticket) implements Message {}

  /// Everything that was committed before the leader heard the question lies at or before `index`,
  /// and the leader has led since.
  record ReadIndexReply(long term, long ticket, long index) implements Message {}

  /// The leader of `term` asks the receiver to campaign at once (dissertation §3.10).
  record TimeoutNow(long term) implements Message {}

  /// InstallSnapshot (Figure 13), without the data: the driver sends the file beside it, in pieces,
  /// and hands the message to the receiver only when the whole file is verified and durable there.
  /// Answered like AppendEntries, by [AppendAccepted] in no round.
  record InstallSnapshot(long term, SnapshotMeta snapshot) implements Message {}

  /// The answer to any request of an older term: only the responder's term. It is no contact and
  /// confirms no round, for it answers a leadership or a candidacy that is over.
  record Stale(long term) implements Message {}
}
