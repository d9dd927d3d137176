package dev.plongee.kv.disk;

import dev.plongee.core.DurableState;
import dev.plongee.core.ServerId;
import java.util.Optional;

/// What opening a log found and did, for people and tests.
///
/// @param segments that were read
/// @param groups in them
/// @param entries of the log, after all cuts
/// @param tornTail what was cut off, if anything was
/// @param micros how long it took
public record RecoveryReport(
    int segments, long groups, long entries, Optional<String> tornTail, long micros) {

  String describe(DurableState state) {
    return "term "
        + state.hardState().term()
        + ", vote "
        + ServerId.name(state.hardState().votedFor())
        + ", "
        + (state.snapshot().isNone()
            ? ""
            : "snapshot up to entry " + state.snapshot().index() + ", ")
        + entries
        + " entries from "
        + groups
        + " flush groups in "
        + segments
        + (segments == 1 ? " segment, " : " segments, ")
        + micros / 1_000
        + " ms";
  }
}
