package dev.plongee.sim.world;

import dev.plongee.core.LogPosition;
import dev.plongee.kv.store.Result;
import java.util.List;

/// What a client learned from a call that was answered.
public sealed interface Answer {
  /// The command was applied.
  ///
  /// @param at the place of the entry that was applied
  /// @param result what that gave; its index is a smaller one when the write was executed before
  record Done(LogPosition at, Result result) implements Answer {}

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
