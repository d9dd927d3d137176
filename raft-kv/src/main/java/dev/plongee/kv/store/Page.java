package dev.plongee.kv.store;

import java.util.List;

/// A part of a list, in the order of the keys.
///
/// @param more whether further pairs follow; ask again with the last key as `after`
public record Page(List<Pair> pairs, boolean more) {}
