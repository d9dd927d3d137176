package dev.plongee.kv.codec;

import dev.plongee.core.Check;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.LogPosition;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import java.util.List;

/// Makes flush groups: all records that one fsync makes durable, behind one header and under one
/// checksum, so that they survive together or not at all.
public final class GroupEncoder {
  /// What a disk writes as a whole or not at all, in bytes; groups begin and end at multiples of
  /// it.
  public static final int SECTOR = GroupHeader.SECTOR;

  private GroupEncoder() {}

  /// Encodes one group with all `writes`, in their order, into `out`, which is cleared first.
  ///
  /// The first group of a segment begins with term and vote, and with the snapshot if there is one,
  /// so that older segments can be deleted; later ones state them when they change.
  ///
  /// @param at where the group goes
  /// @param writes at least one; each as the core made it
  /// @param commitIndex what the server knows to be committed; the group states it as far as the
  ///   log reaches behind this group, because a commit learned early says nothing about this disk
  /// @return the place behind the group
  public static LogCursor encode(
      LogIdentity identity, LogCursor at, List<Write> writes, long commitIndex, ByteSink out) {
    Check.that(!writes.isEmpty(), "a flush group of at least one write");
    long lastIndex = lastIndexAfter(writes, at.lastIndex());
    GroupHeader.begin(identity, at, Math.min(commitIndex, lastIndex), out);
    HardState hardState = at.hardState();
    SnapshotMeta snapshot = at.snapshot();
    LogPosition base = at.base();
    long last = at.lastIndex();
    if (at.offset() == 0) {
      putHardState(hardState, out);
      if (!snapshot.isNone()) {
        putSnapshot(snapshot, base, last, out);
      }
    }
    for (Write write : writes) {
      if (!write.hardState().equals(hardState)) {
        hardState = write.hardState();
        putHardState(hardState, out);
      }
      if (write.truncateFrom() > 0) {
        out.putByte(RecordKind.TRUNCATE);
        out.putLong(write.truncateFrom());
      }
      last = lastIndexBeforeEntries(write, last);
      if (!write.snapshot().isNone()) {
        snapshot = write.snapshot();
        base = write.base();
        putSnapshot(snapshot, base, last, out);
      }
      for (Entry entry : write.entries()) {
        EntryCodec.put(entry, out);
      }
      last += write.entries().size();
    }
    int chain = GroupHeader.end(out);
    int offset = at.offset() + out.position();
    return new LogCursor(
        at.segment(), offset, at.group() + 1, chain, hardState, snapshot, base, lastIndex);
  }

  /// @throws IllegalStateException when a write does not continue the log
  private static long lastIndexAfter(List<Write> writes, long lastIndex) {
    long last = lastIndex;
    for (Write write : writes) {
      Check.that(!write.isNone(), "a write that writes something");
      last = lastIndexBeforeEntries(write, last);
      for (Entry entry : write.entries()) {
        Check.that(entry.index() == last + 1, "entries that continue the log");
        last++;
      }
    }
    return last;
  }

  /// The last index behind the cut and the snapshot of a write: a snapshot from beyond the log
  /// takes its place.
  private static long lastIndexBeforeEntries(Write write, long lastIndex) {
    long last = lastIndex;
    if (write.truncateFrom() > 0) {
      Check.that(write.truncateFrom() <= last + 1, "a cut inside the log");
      last = write.truncateFrom() - 1;
    }
    return Math.max(last, write.base().index());
  }

  private static void putSnapshot(
      SnapshotMeta snapshot, LogPosition base, long lastIndex, ByteSink out) {
    out.putByte(RecordKind.SNAPSHOT);
    out.putLong(snapshot.index());
    out.putLong(snapshot.term());
    ConfigurationCodec.put(snapshot.configuration(), out);
    out.putLong(base.index());
    out.putLong(base.term());
    out.putLong(lastIndex);
  }

  private static void putHardState(HardState hardState, ByteSink out) {
    out.putByte(RecordKind.HARD_STATE);
    out.putLong(hardState.term());
    out.putInt(hardState.votedFor());
  }
}
