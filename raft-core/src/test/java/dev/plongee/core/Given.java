package dev.plongee.core;

import dev.plongee.core.Message.AppendEntries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Short words for what a scenario begins with.
final class Given {
  private Given() {}

  /// The configuration of S1 in a cluster of servers S1 to S`count`, with tracing on.
  static RaftConfig config(int count) {
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      ids[i] = i + 1;
    }
    return RaftConfig.of(1, Configuration.of(ids)).with(RaftConfig.Timing.PAPER).withTracing(true);
  }

  /// The same without the empty entry at the start of a term, so that logs look as in the paper.
  static RaftConfig configWithoutNoop(int count) {
    return config(count).with(new RaftConfig.Features(true, true, false));
  }

  static RaftConfig config(int count, RaftConfig.Limits limits) {
    return config(count).with(limits);
  }

  /// The default limits but for these two.
  static RaftConfig.Limits limits(int maxEntriesPerMessage, int window) {
    RaftConfig.Limits d = RaftConfig.Limits.DEFAULT;
    return new RaftConfig.Limits(
        maxEntriesPerMessage,
        d.maxBytesPerMessage(),
        window,
        d.maxUncommittedEntries(),
        d.maxLogBytes(),
        d.keptEntries(),
        d.maxWaitingReads());
  }

  /// A disk with this current term, nobody voted for, and a log of entries with these terms.
  static DurableState disk(long term, long... log) {
    return disk(term, ServerId.NONE, log);
  }

  static DurableState disk(long term, int votedFor, long[] log) {
    return new DurableState(new HardState(term, votedFor), entries(1, log));
  }

  /// A disk whose log was compacted up to this place, with the snapshot of that place.
  static DurableState compacted(long term, LogPosition base, long... log) {
    return compacted(term, snapshot(base.index(), base.term()), base, log);
  }

  /// A disk with a snapshot, and a log that begins behind a place at or before it.
  static DurableState compacted(long term, SnapshotMeta snapshot, LogPosition base, long... log) {
    return new DurableState(
        new HardState(term, ServerId.NONE), snapshot, base, entries(base.index() + 1, log));
  }

  /// The snapshot of a cluster of three at this place.
  static SnapshotMeta snapshot(long index, long term) {
    return new SnapshotMeta(index, term, Configuration.of(1, 2, 3));
  }

  static DurableState diskVoted(long term, int votedFor) {
    return disk(term, votedFor, new long[0]);
  }

  static long[] log(long... terms) {
    return terms;
  }

  /// Entries with these terms, from this index on.
  static List<Entry> entries(long from, long... terms) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < terms.length; i++) {
      entries.add(new Entry(terms[i], from + i, Payload.NOOP));
    }
    return List.copyOf(entries);
  }

  /// The place with this index and term.
  static LogPosition at(long index, long term) {
    return new LogPosition(term, index);
  }

  /// AppendEntries of the leader of `term`, with entries of these terms behind prevLogIndex.
  static AppendEntries append(long term, LogPosition prev, long leaderCommit, long... entryTerms) {
    return new AppendEntries(term, prev, entries(prev.index() + 1, entryTerms), leaderCommit, 0);
  }

  static AppendEntries heartbeat(long term, LogPosition prev, long leaderCommit, long round) {
    return new AppendEntries(term, prev, List.of(), leaderCommit, round);
  }

  static List<Bytes> commands(String... commands) {
    List<Bytes> bytes = new ArrayList<>();
    for (String command : commands) {
      bytes.add(command(command));
    }
    return bytes;
  }

  static Bytes command(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
