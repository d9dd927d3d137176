package dev.plongee.core;

import java.util.List;

/// What a server finds on its disk when it starts: the prefix of its writes that survived.
///
/// @param entries the log, contiguous from index 1 on
public record DurableState(HardState hardState, List<Entry> entries) {
  /// A server that never ran.
  public static final DurableState EMPTY = new DurableState(HardState.INITIAL, List.of());
}
