package dev.plongee.core;

/// What a message waits for before it may leave (Figure 2: persistent state is updated on stable
/// storage *before responding*).
public enum Wait {
  /// Every write submitted before it.
  FOR_EVERYTHING,
  /// The write that made the sender's term durable.
  FOR_ITS_TERM,
  /// Nothing.
  FOR_NOTHING
}
