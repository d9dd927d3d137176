package dev.plongee.core;

/// The snapshot a server would start with (§7), and the one its state machine is to take over.
///
/// ```
///                  base          snapshot          applied       last
///   (compacted)     |  kept tail    |                 |            |
///   ................|===============|=================|============|
/// ```
///
/// The log begins behind its base, which is never behind the snapshot's place: together they hold
/// everything, at any moment, in memory and on disk.
final class Snapshots {
  /// The tail before a snapshot takes at most this part of what the log may have.
  private static final int KEPT_PART = 8;

  private SnapshotMeta latest;

  /// Installed, but not yet handed to the state machine, which may have it when the write that
  /// names it is durable.
  private SnapshotMeta restoring = SnapshotMeta.NONE;

  private long restoringWriteId;

  Snapshots(SnapshotMeta latest) {
    this.latest = latest;
  }

  SnapshotMeta latest() {
    return latest;
  }

  /// The state machine wrote a snapshot of what it has applied. The log keeps a tail before it, so
  /// that a peer that is a little behind needs no snapshot.
  void taken(Server server, SnapshotMeta meta) {
    Check.that(meta.index() <= server.commits.appliedIndex(), "a snapshot of what was applied");
    if (meta.configuration().equals(Configuration.NONE)) {
      return; // A newcomer's, from before the entry that makes it a member: nobody could use it.
    }
    boolean newer = meta.index() > latest.index();
    if (!newer || !server.log.termAt(meta.index()).isKnown(meta.term())) {
      return; // Another one was installed meanwhile: this one is of no use any more.
    }
    Check.that(
        meta.configuration().equals(server.members.at(meta.index())),
        "a snapshot with the configuration as of its last entry");
    latest = meta;
    long base = baseOfTail(server, meta.index());
    if (server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.SnapshotTaken(meta, base));
    }
    server.log.compact(base);
    server.members.snapshot(meta.index());
    server.writes.snapshot(meta, server.log.base());
  }

  /// Where the log begins when a tail before this index stays: so many entries and bytes as the
  /// limits allow, and never more than there are.
  private static long baseOfTail(Server server, long index) {
    RaftConfig.Limits limits = server.config.limits();
    long least = Math.max(server.log.base().index(), index - limits.keptEntries());
    long base = index;
    long bytes = 0;
    while (base > least) {
      bytes += server.log.entry(base).size();
      if (bytes > limits.maxLogBytes() / KEPT_PART) {
        break;
      }
      base--;
    }
    return base;
  }

  /// Figure 13, InstallSnapshot 7 and 8: the entire log is discarded, and the state machine reset
  /// with the snapshot. What was committed here is part of the snapshot; what was not may conflict
  /// with it, and counts as durable no more.
  void install(Server server, SnapshotMeta meta) {
    long cut = Math.min(server.commits.commitIndex(), meta.index()) + 1;
    if (cut <= server.log.lastIndex()) {
      server.writes.truncated(cut, server.rules);
    }
    if (server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.SnapshotInstalled(meta));
    }
    latest = meta;
    restoring = meta;
    server.log.reset(meta.position());
    server.members.reset(meta, server.tracer);
    server.writes.snapshot(meta, meta.position());
    server.commits.restore(meta.index(), server.tracer);
  }

  /// The write of this step, which names the snapshot that was installed in it.
  void submitted(Write write) {
    if (!restoring.isNone() && write.snapshot() == restoring) {
      restoringWriteId = write.id();
    }
  }

  /// The snapshot the state machine may have now, once; [SnapshotMeta#NONE] when there is none.
  SnapshotMeta toRestore(Writes writes) {
    SnapshotMeta ready = SnapshotMeta.NONE;
    if (!restoring.isNone() && writes.isDurable(restoringWriteId)) {
      ready = restoring;
      restoring = SnapshotMeta.NONE;
    }
    return ready;
  }

  Snapshots copy() {
    Snapshots copy = new Snapshots(latest);
    copy.restoring = restoring;
    copy.restoringWriteId = restoringWriteId;
    return copy;
  }
}
