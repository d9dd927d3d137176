package dev.plongee.core;

/// What is known of a snapshot without looking inside (§7): the state machine after the entry at
/// `index`, which stands for that entry and all before it.
///
/// @param index lastIncludedIndex: the last entry the snapshot replaces, 0 in [#NONE]
/// @param term lastIncludedTerm: the term of that entry
/// @param configuration the latest configuration as of that entry (Figure 13)
public record SnapshotMeta(long index, long term, Configuration configuration) {
  /// No snapshot: the log is all there is.
  public static final SnapshotMeta NONE = new SnapshotMeta(0, 0, Configuration.NONE);

  public boolean isNone() {
    return index == 0;
  }

  /// The place of the last entry the snapshot replaces.
  public LogPosition position() {
    return new LogPosition(term, index);
  }
}
