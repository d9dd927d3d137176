package dev.plongee.core;

import java.util.List;

/// One thing that happened inside a step, as data and never as a sentence. In the order in which it
/// happened: a decision stands before the changes it led to.
public sealed interface TraceEvent {
  /// A rule was asked. Refusals are told like everything else.
  ///
  /// @param values the compared values, in the order of [Rule#parameters()]: Long, Integer, Boolean
  ///   or a value type of this package
  /// @param outcome Boolean, Long or [Wait]
  record Decided(Rule rule, List<Object> values, Object outcome) implements TraceEvent {}

  record TimerFired(Timer timer) implements TraceEvent {}

  /// The term rose.
  record TermChanged(long from, long to) implements TraceEvent {}

  record RoleChanged(RoleName from, RoleName to) implements TraceEvent {}

  /// This server voted, possibly for itself.
  record Voted(long term, int candidate) implements TraceEvent {}

  /// Entries `first` to `last` joined the log.
  record Appended(long first, long last) implements TraceEvent {}

  /// Entries from `from` to `last` left the log.
  record Truncated(long from, long last) implements TraceEvent {}

  /// Another configuration is active: it was appended, installed, or the one behind it cut off
  /// (§6).
  record MembersChanged(Configuration from, Configuration to) implements TraceEvent {}

  /// A leader has newcomers catch up, or gives them up because they are too slow or silent
  /// (dissertation §4.2.1).
  record CatchingUp(Configuration target, boolean begins) implements TraceEvent {}

  record CommitAdvanced(long from, long to) implements TraceEvent {}

  /// This leader begins to hand its leadership to `target`, or gives that up ([ServerId#NONE]).
  record Transferring(int target) implements TraceEvent {}

  /// A snapshot was taken, and the log begins behind `base` now (§7).
  record SnapshotTaken(SnapshotMeta snapshot, long base) implements TraceEvent {}

  /// A snapshot took the place of the whole log (§7).
  record SnapshotInstalled(SnapshotMeta snapshot) implements TraceEvent {}

  /// The disk has no room for more entries, or has it again.
  record SpaceChanged(boolean enough) implements TraceEvent {}

  /// Entries `first` to `last` of a leader were not appended: there is no room for them.
  record Postponed(long first, long last) implements TraceEvent {}

  /// Everything up to `index` is on the own disk.
  record BecameDurable(long index) implements TraceEvent {}
}
