package dev.plongee.sim.check;

import dev.plongee.core.Configuration;
import dev.plongee.core.Entry;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Payload;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;

/// The log as it is written: invariants 8 and 12 to 17.
record LogChecks(Ghost ghost, MemberChecks members) {
  void step(Step step) {
    Write write = step.output().write();
    if (write.isNone()) {
      return;
    }
    Mirror server = step.before();
    if (step.received() instanceof InstallSnapshot && !write.snapshot().isNone()) {
      install(step, server, write.snapshot());
    } else if (write.truncateFrom() > 0) {
      cut(step, server, write.truncateFrom());
      server.log.truncate(write.truncateFrom());
    }
    if (!write.snapshot().isNone()) {
      names(server, write);
    }
    for (Entry entry : write.entries()) {
      append(step, server, entry);
    }
    server.unsynced.addLast(write);
  }

  // --- snapshots

  /// A snapshot takes the place of the log. The leader that sent it has the same entries.
  private void install(Step step, Mirror server, SnapshotMeta snapshot) {
    ghost.marks.reached(Mark.SNAPSHOT_INSTALLED);
    long index = snapshot.index();
    boolean newer = index <= ghost.committed.last() && index > server.commit;
    if (!newer || server.log.holds(index, ghost.committed.prefix(index))) {
      ghost.fail(
          Invariant.SNAPSHOT_GOES_FORWARD,
          server.id,
          "installs a snapshot up to "
              + index
              + ", knows of commits up to "
              + server.commit
              + ", and its log ends at "
              + server.log.last());
    }
    LogImage sender = ghost.mirror(step.sender()).log;
    if (sender.last() >= index) {
      server.log.become(sender, index);
    }
  }

  /// The log begins at or before the end of the snapshot, and the two agree there.
  private void names(Mirror server, Write write) {
    ghost.marks.reached(Mark.SNAPSHOT_TAKEN);
    SnapshotMeta snapshot = write.snapshot();
    if (server.configurationIndex() > server.commit) {
      ghost.marks.reached(Mark.SNAPSHOT_WHILE_MEMBERS_CHANGE);
    }
    if (write.base().index() > snapshot.index()
        || snapshot.index() > server.log.last()
        || server.log.term(snapshot.index()) != snapshot.term()
        || server.log.term(write.base().index()) != write.base().term()) {
      ghost.fail(
          Invariant.NO_GAP,
          server.id,
          "begins its log behind " + write.base() + ", with a snapshot of " + snapshot.position());
    }
    server.snapshot = snapshot;
  }

  // --- cuts

  private void cut(Step step, Mirror server, long from) {
    ghost.marks.reached(Mark.LOG_TRUNCATED);
    if (from <= server.configurationIndex()) {
      ghost.marks.reached(Mark.MEMBERS_ROLLED_BACK);
    }
    if (server.role == RoleName.LEADER && step.role() == RoleName.LEADER) {
      ghost.fail(
          Invariant.LEADER_APPENDS_ONLY, server.id, "cuts its log from " + from + " as a leader");
    }
    if (!(step.received() instanceof AppendEntries message)
        || !isFirstConflict(server, message, from)) {
      ghost.fail(
          Invariant.CUT_AT_CONFLICT,
          server.id,
          "cuts its log from " + from + " without a conflict there");
    }
    // Logs match before their first difference: when the entry at the cut is not the committed
    // one, nothing behind it is. What only the leader of a later term has committed is no business
    // of this term (§5.4, Leader Completeness): a copy that did not count there may go.
    long kept = ghost.committed.lastBefore(step.after().term() + 1);
    boolean committed = from <= kept && server.log.holds(from, ghost.committed.prefix(from));
    if (committed || from <= server.commit) {
      ghost.fail(Invariant.COMMITTED_IS_KEPT, server.id, "cuts off the entry committed at " + from);
    }
  }

  private static boolean isFirstConflict(Mirror server, AppendEntries message, long from) {
    for (Entry entry : message.entries()) {
      if (entry.index() > server.log.last()) {
        return false;
      }
      if (server.log.term(entry.index()) != entry.term()) {
        return entry.index() == from;
      }
    }
    return false;
  }

  // --- entries

  private void append(Step step, Mirror server, Entry entry) {
    if (entry.index() != server.log.last() + 1
        || entry.term() < server.log.lastTerm()
        || entry.term() > step.output().write().hardState().term()) {
      ghost.fail(
          Invariant.CONTIGUOUS,
          server.id,
          "writes " + entry.position() + " behind " + server.last());
      return;
    }
    int slot = ghost.entries.find(entry.term(), entry.index());
    long prefix = ghost.entries.prefixWith(server.log.prefix(server.log.last()), entry, slot);
    boolean makes = step.received() == null || step.role() == RoleName.LEADER;
    if (slot >= 0 && ghost.entries.prefix(slot) != prefix) {
      ghost.fail(
          Invariant.LOG_MATCHING,
          server.id,
          "holds another log up to " + entry.position() + " than a server before it");
    }
    if (makes && slot >= 0) {
      ghost.fail(Invariant.MADE_ONCE, server.id, "makes " + entry.position() + " once more");
    }
    if (slot < 0) {
      if (entry.payload() instanceof Payload.Membership(Configuration next)) {
        members.states(step, server, next);
      }
      made(step, server, entry);
      ghost.entries.add(entry, prefix);
    }
    server.log.append(entry, prefix);
  }

  /// An entry appears for the first time.
  private void made(Step step, Mirror server, Entry entry) {
    int leader = ghost.votes.leader(entry.term());
    if (leader == 0) {
      ghost.fail(
          Invariant.NO_ENTRY_WITHOUT_LEADER,
          server.id,
          "writes " + entry.position() + ", and nobody led term " + entry.term());
    } else if (leader != step.reign() || step.role() != RoleName.LEADER) {
      ghost.fail(
          Invariant.MADE_ONCE,
          server.id,
          "makes "
              + entry.position()
              + " in a term of "
              + ServerId.name(VoteLedger.server(leader)));
    }
  }

  // --- what was there before

  /// What a scene put on the disks counts as made by the leaders of its terms.
  void given(Mirror server, Entry entry) {
    int slot = ghost.entries.find(entry.term(), entry.index());
    long prefix =
        ghost.entries.prefixWith(server.durable.prefix(server.durable.last()), entry, slot);
    if (slot < 0) {
      ghost.entries.add(entry, prefix);
    } else if (ghost.entries.prefix(slot) != prefix) {
      ghost.fail(
          Invariant.LOG_MATCHING,
          server.id,
          "was given another log up to " + entry.position() + " than a server before it");
    }
    server.durable.append(entry, prefix);
  }
}
