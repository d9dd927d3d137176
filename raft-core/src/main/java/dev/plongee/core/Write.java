package dev.plongee.core;

import java.util.List;

/// One write for the disk; its parts in this order, in one flush. Writes are submitted in the order
/// of their ids and become durable in that order.
///
/// @param id from 1 on, growing by one; 0 for [#NONE]
/// @param hardState the current term and vote, always stated
/// @param truncateFrom the log is cut from this index on before the entries are appended; 0 = no
///   cut
/// @param entries contiguous, to be appended
public record Write(long id, HardState hardState, long truncateFrom, List<Entry> entries) {
  /// Nothing to write.
  public static final Write NONE = new Write(0, HardState.INITIAL, 0, List.of());

  public boolean isNone() {
    return id == 0;
  }
}
