package dev.plongee.core;

import java.util.List;

/// What a step says to the clients of this server.
public sealed interface Reply {
  /// The first `count` commands of the proposal are in the leader's log at consecutive places,
  /// which is not yet a commit: the result comes when the entry of this very term is applied.
  ///
  /// @param first the place of the first one
  record Accepted(LogPosition first, int count) implements Reply {}

  /// The last `count` commands of the proposal were not appended, here or anywhere: they definitely
  /// did not happen.
  ///
  /// @param leader where to try instead, or [ServerId#NONE]
  record Refused(int count, Refusal why, int leader) implements Reply {}

  /// The state machine may answer these reads now.
  ///
  /// @param index the read index: applied reaches at least here
  record ReadReady(List<Long> ids, long index) implements Reply {}

  record ReadRefused(List<Long> ids, Refusal why, int leader) implements Reply {}

  /// Leadership is not transferred; nothing changed.
  ///
  /// @param leader who leads, or [ServerId#NONE]
  record TransferRefused(Refusal why, int leader) implements Reply {}

  /// Who belongs to the cluster is not changed.
  ///
  /// @param leader who leads, or [ServerId#NONE]
  record MembersRefused(Refusal why, int leader) implements Reply {}

  /// Why something was refused.
  enum Refusal {
    /// This server does not lead.
    NOT_LEADER,
    /// Too much is waiting: try again later.
    BUSY,
    /// The log has reached its limit.
    LOG_FULL,
    /// The disk of this leader has no room for more entries.
    NO_SPACE,
    /// Leadership is being transferred: another server will lead in a moment.
    TRANSFERRING,
    /// A leadership can only be transferred to another voter of the cluster.
    NO_SUCH_VOTER,
    /// A change of the members is under way, or nothing was committed in this term yet.
    CHANGING
  }
}
