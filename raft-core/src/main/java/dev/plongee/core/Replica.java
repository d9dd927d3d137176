package dev.plongee.core;

import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.OutOfSpace;
import java.util.List;

/// The follower's side of replication: receiver of AppendEntries (Figure 2, §5.3) and of
/// InstallSnapshot (Figure 13, §7).
final class Replica {
  private Replica() {}

  static void appendEntries(Server server, int from, AppendEntries message) {
    // 1. Reply false if term < currentTerm (§5.1).
    if (!server.rules.acceptsRequest(server.term(), message.term())) {
      Elections.refuseStale(server, from);
      return;
    }
    if (server.role() instanceof Leader) {
      return; // One leader a term: nobody else can have sent this. Nothing to obey here.
    }
    server.follow(from);
    server.heardLeader();

    // 2. Reply false if log doesn't contain an entry at prevLogIndex whose term matches (§5.3).
    LogPosition prev = message.prev();
    TermAt ours = server.log.termAt(prev.index());
    if (!server.rules.logMatches(ours, prev.term(), message.entries().size())) {
      ConflictHint hint = Backtracking.hint(server.log, prev.index());
      server.send(from, new AppendRejected(server.term(), prev.index(), hint, message.round()));
      return;
    }
    if (!server.writes.hasSpace()) {
      postpone(server, from, message);
      return;
    }
    // 3. and 4.
    boolean appended = store(server, message.entries());

    // 5. Commit what the leader committed, as far as this message has compared the logs.
    long commit =
        server.rules.followerCommit(
            message.leaderCommit(), message.lastIndex(), server.log.lastIndex());
    server.commits.advance(commit, server.tracer);
    acknowledge(server, from, message, appended);
  }

  /// 3. If an existing entry conflicts with a new one, delete it and all that follow it. 4. Append
  ///    any new entries not already in the log (§5.3).
  ///
  /// @return whether anything was appended
  private static boolean store(Server server, List<Entry> entries) {
    long first = server.log.lastIndex() + 1;
    for (Entry entry : entries) {
      long index = entry.index();
      if (index <= server.snapshots.latest().index()) {
        continue; // The snapshot holds it (§7): it is committed, and never cut.
      }
      if (server.rules.conflicts(server.log.termAt(index), entry.term())) {
        server.truncate(index);
        first = index;
      }
      if (index > server.log.lastIndex()) {
        server.append(entry);
      }
    }
    boolean appended = server.log.lastIndex() >= first;
    if (appended && server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.Appended(first, server.log.lastIndex()));
    }
    return appended;
  }

  /// There is no room for new entries: nothing is appended, and nothing cut, which would be a
  /// record on the disk too. What the log holds of the message already is compared as ever.
  private static void postpone(Server server, int from, AppendEntries message) {
    long compared = message.prev().index();
    for (Entry entry : message.entries()) {
      if (!server.rules.logMatches(server.log.termAt(entry.index()), entry.term(), 0)) {
        break;
      }
      compared = entry.index();
    }
    if (compared < message.lastIndex() && server.tracer.isOn()) {
      server.tracer.add(new TraceEvent.Postponed(compared + 1, message.lastIndex()));
    }
    long commit =
        server.rules.followerCommit(message.leaderCommit(), compared, server.log.lastIndex());
    server.commits.advance(commit, server.tracer);
    long match = server.rules.acknowledgedAtOnce(compared, server.writes.durableIndex());
    server.send(from, new OutOfSpace(server.term(), match, message.round()));
  }

  /// InstallSnapshot (Figure 13). The file lies whole on the own disk already.
  static void installSnapshot(Server server, int from, InstallSnapshot message) {
    // 1. Reply immediately if term < currentTerm.
    if (!server.rules.acceptsRequest(server.term(), message.term())) {
      Elections.refuseStale(server, from);
      return;
    }
    if (server.role() instanceof Leader) {
      return; // As above: nobody else leads this term.
    }
    server.follow(from);
    server.heardLeader();
    SnapshotMeta meta = message.snapshot();
    long match = meta.index();
    if (installs(server, meta)) {
      server.snapshots.install(server, meta); // 7. and 8.
    } else {
      match = server.rules.acknowledgedAtOnce(match, server.writes.durableIndex());
    }
    server.send(from, new AppendAccepted(server.term(), match, 0));
  }

  /// Whether the snapshot takes the place of the log. Where the log goes on beyond it, the snapshot
  /// still says what is committed (6.).
  private static boolean installs(Server server, SnapshotMeta meta) {
    if (!server.rules.installs(meta.index(), server.commits.commitIndex())) {
      return false;
    }
    if (server.rules.keepsSuffix(server.log.termAt(meta.index()), meta.term())) {
      server.commits.advance(meta.index(), server.tracer);
      return false;
    }
    return true;
  }

  private static void acknowledge(
      Server server, int from, AppendEntries message, boolean appended) {
    long match =
        server.rules.acknowledged(
            message.prev().index(), message.entries().size(), server.log.lastIndex());
    if (!appended) {
      match = server.rules.acknowledgedAtOnce(match, server.writes.durableIndex());
    }
    server.send(from, new AppendAccepted(server.term(), match, message.round()));
  }

  /// A write is done. One message acknowledges all that is durable now, even when the entries that
  /// came after it are not: a leader that only heard of whole batches would starve behind a slow
  /// disk.
  static void persisted(Server server) {
    Envelope joined = server.outbox.joinedAcknowledgement(server.writes);
    if (joined != null
        && joined.message() instanceof AppendAccepted(long term, long match, long round)) {
      long durable = Math.min(match, server.writes.durableIndex());
      server.send(joined.to(), new AppendAccepted(term, durable, round));
    }
  }
}
