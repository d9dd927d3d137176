package dev.plongee.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What this server has asked of its disk, and how much of it is done.
///
/// The changes of one step become one [Write]. Completions are matched by write id and never by
/// index: after a cut and a new append the same index belongs to another entry (dissertation
/// §10.2.1).
final class Writes {
  /// A submitted write: once it is durable, the log is durable up to `covers`.
  private record InFlight(long id, long covers, long submittedAt) {}

  private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
  private long lastId;
  private long durableId;
  private long durableIndex;

  /// The write that holds the current term; 0 when it was on disk from the start.
  private long termWriteId;

  /// The write that holds the current term and vote.
  private long hardStateWriteId;

  /// Whether there is room for more entries.
  private boolean space = true;

  // The changes of the running step.
  private boolean termChanged;
  private boolean voteChanged;
  private long truncateFrom;
  private SnapshotMeta snapshot = SnapshotMeta.NONE;
  private LogPosition base = LogPosition.ZERO;
  private List<Entry> entries = List.of();

  Writes(long durableIndex) {
    this.durableIndex = durableIndex;
  }

  long durableIndex() {
    return durableIndex;
  }

  boolean hasSpace() {
    return space;
  }

  void space(boolean enough, Tracer tracer) {
    if (space != enough && tracer.isOn()) {
      tracer.add(new TraceEvent.SpaceChanged(enough));
    }
    space = enough;
  }

  boolean isDurable(long writeId) {
    return writeId <= durableId;
  }

  boolean hardStateIsDurable() {
    return !termChanged && !voteChanged && isDurable(hardStateWriteId);
  }

  /// The write a message waits for, 0 when there is nothing to wait for.
  long writeToAwait(Wait wait) {
    return switch (wait) {
      case FOR_EVERYTHING -> lastId;
      case FOR_ITS_TERM -> termWriteId;
      case FOR_NOTHING -> 0;
    };
  }

  /// How long the oldest unfinished write has been with the disk; 0 when the disk is idle.
  long oldestUs(long now) {
    InFlight oldest = inFlight.peekFirst();
    return oldest == null ? 0 : now - oldest.submittedAt();
  }

  void termChanged() {
    termChanged = true;
  }

  void voteChanged() {
    voteChanged = true;
  }

  void truncated(long from, Rules rules) {
    Check.that(entries.isEmpty(), "a cut before the entries of its step");
    truncateFrom = truncateFrom == 0 ? from : Math.min(truncateFrom, from);
    durableIndex = rules.durableAfterTruncation(durableIndex, from);
    int count = inFlight.size();
    for (int i = 0; i < count; i++) {
      InFlight write = inFlight.removeFirst();
      long covers = rules.durableAfterTruncation(write.covers(), from);
      inFlight.addLast(new InFlight(write.id(), covers, write.submittedAt()));
    }
  }

  /// The log begins behind `newBase` now, and this snapshot replaces what lies before it.
  void snapshot(SnapshotMeta meta, LogPosition newBase) {
    Check.that(entries.isEmpty(), "a snapshot before the entries of its step");
    snapshot = meta;
    base = newBase;
  }

  void appended(Entry entry) {
    if (entries.isEmpty()) {
      entries = new ArrayList<>();
    }
    entries.add(entry);
  }

  /// Makes one write of all changes since the last call, or [Write#NONE].
  Write submit(long now, HardState hardState, long lastIndex) {
    if (changedNothing()) {
      return Write.NONE;
    }
    Write write = new Write(++lastId, hardState, truncateFrom, snapshot, base, entries);
    inFlight.addLast(new InFlight(lastId, lastIndex, now));
    if (termChanged) {
      termWriteId = lastId;
    }
    if (termChanged || voteChanged) {
      hardStateWriteId = lastId;
    }
    termChanged = false;
    voteChanged = false;
    truncateFrom = 0;
    snapshot = SnapshotMeta.NONE;
    base = LogPosition.ZERO;
    entries = List.of();
    return write;
  }

  private boolean changedNothing() {
    return !termChanged
        && !voteChanged
        && truncateFrom == 0
        && snapshot.isNone()
        && entries.isEmpty();
  }

  /// This write and all before it are durable; false when that was known already.
  boolean persisted(long writeId) {
    Check.that(writeId <= lastId, "the completion of a write that was submitted");
    if (writeId <= durableId) {
      return false;
    }
    durableId = writeId;
    while (!inFlight.isEmpty() && inFlight.peekFirst().id() <= writeId) {
      durableIndex = inFlight.removeFirst().covers();
    }
    return true;
  }

  Writes copy() {
    Check.that(changedNothing(), "a copy between two steps");
    Writes copy = new Writes(durableIndex);
    copy.inFlight.addAll(inFlight);
    copy.lastId = lastId;
    copy.durableId = durableId;
    copy.termWriteId = termWriteId;
    copy.hardStateWriteId = hardStateWriteId;
    copy.space = space;
    return copy;
  }
}
