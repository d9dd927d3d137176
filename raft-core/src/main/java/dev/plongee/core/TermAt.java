package dev.plongee.core;

/// What a log knows of the term at an index: never a 0 that could be taken for a term.
public sealed interface TermAt {
  /// The log holds an entry of this term there, or begins right behind it; index 0 is known with
  /// term 0.
  record Known(long term) implements TermAt {}

  /// The log begins behind that index: a snapshot holds it, so it is committed (§7).
  record Compacted() implements TermAt {}

  /// The log ends before that index.
  record Beyond() implements TermAt {}

  /// Index 0, before the first entry.
  TermAt START = new Known(0);

  TermAt COMPACTED = new Compacted();

  TermAt BEYOND = new Beyond();

  default boolean isCompacted() {
    return this instanceof Compacted;
  }

  /// Whether the log holds an entry of exactly this term there.
  default boolean isKnown(long wanted) {
    return this instanceof Known(long term) && term == wanted;
  }

  /// Whether the log holds an entry there, of another term than this one.
  default boolean isKnownOtherThan(long wanted) {
    return this instanceof Known(long term) && term != wanted;
  }
}
