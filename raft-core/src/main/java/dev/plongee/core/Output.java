package dev.plongee.core;

import java.util.List;

/// What a step asks of its driver; nothing is ever null. The driver hands the write to the disk,
/// sends the messages (what must wait for the disk is held back inside the core, so it cannot send
/// too early), applies the entries in order and answers the clients.
///
/// @param restore the snapshot the state machine is replaced with before it applies anything more,
///   reported with [Input.Applied] like entries; [SnapshotMeta#NONE] = none
/// @param trace the decisions of this step, empty when tracing is off
public record Output(
    Write write,
    List<Envelope> send,
    SnapshotMeta restore,
    List<Entry> apply,
    List<Reply> replies,
    List<TraceEvent> trace) {
  /// Nothing to do.
  public static final Output NOTHING =
      new Output(Write.NONE, List.of(), SnapshotMeta.NONE, List.of(), List.of(), List.of());
}
