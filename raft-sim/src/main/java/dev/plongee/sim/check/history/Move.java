package dev.plongee.sim.check.history;

/// An action on one key with its values as numbers of a [Register], which are compared in no time.
///
/// @param from the number of the value that is seen or compared with
/// @param to the number of the value that is written
/// @param suffix what an append adds
record Move(Kind kind, int from, int to, String suffix) {
  enum Kind {
    /// The key holds `from`.
    SEES,
    /// The key holds something else than `from`.
    SEES_ANOTHER,
    /// The key holds `to` afterwards, whatever it held.
    OVERWRITES,
    /// The key holds `suffix` behind what it held.
    APPENDS,
    /// The key held `from` and holds `to` afterwards.
    SWAPS,
    /// The same if it held `from`, else nothing happens.
    MAY_SWAP
  }

  /// Whether the state stays as it is.
  boolean isObservation() {
    return kind == Kind.SEES || kind == Kind.SEES_ANOTHER;
  }

  /// Whether the state after the action does not depend on the one before.
  boolean isBlind() {
    return kind == Kind.OVERWRITES;
  }
}
