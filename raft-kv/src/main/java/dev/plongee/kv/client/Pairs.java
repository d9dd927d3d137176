package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import java.util.List;

/// One page of a list: pairs in the order of their keys' bytes, all of the same moment.
///
/// @param index the state that was read is the one after this entry of the log, or a later one
/// @param more whether further pairs follow; ask for those after the last key
public record Pairs(List<Pair> pairs, long index, boolean more) {
  public record Pair(Bytes key, Bytes value) {}
}
