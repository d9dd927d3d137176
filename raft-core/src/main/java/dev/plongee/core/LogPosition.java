package dev.plongee.core;

/// The place of an entry in a log: its term, then its index. The order of positions *is* the
/// up-to-date rule of §5.4.1: the later last term wins; with equal terms the longer log wins.
///
/// @param term the term of the entry, 0 for the empty log
/// @param index the index of the entry, 0 for the empty log
public record LogPosition(long term, long index) implements Comparable<LogPosition> {
  /// Before the first entry.
  public static final LogPosition ZERO = new LogPosition(0, 0);

  @Override
  public int compareTo(LogPosition other) {
    int byTerm = Long.compare(term, other.term);
    return byTerm != 0 ? byTerm : Long.compare(index, other.index);
  }

  @Override
  public String toString() {
    return index + "/" + term;
  }
}
