package dev.plongee.sim.world;

import dev.plongee.core.LogPosition;
import java.util.List;

/// What a client learned from a call that was answered.
public sealed interface Answer {
  /// A write was applied.
  ///
  /// @param at the place of its entry
  record Done(LogPosition at) implements Answer {}

  /// A write definitely did not happen: another entry was committed at its place.
  record Replaced(LogPosition by) implements Answer {}

  /// The value of a key.
  record Found(String value) implements Answer {}

  /// The key is not there.
  record Absent() implements Answer {}

  /// The pairs a list found, by key, as `key=value`.
  record Listed(List<String> pairs) implements Answer {}

  /// Nothing was learned.
  record None() implements Answer {}

  Answer NONE = new None();
}
