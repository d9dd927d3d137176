package dev.plongee.sim.check;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Payload;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.TermAt;
import dev.plongee.kv.store.KvStore;
import dev.plongee.sim.world.World;

/// Recomputes from scratch what the incremental checks carry along, from the bytes on the disks and
/// the logs in memory, and compares. Slow: it guards the checks, not the servers.
record Audit(Ghost ghost) {
  void run(World world) {
    for (int id = 1; id <= ghost.servers(); id++) {
      if (world.isUp(id)) {
        disk(world, ghost.mirror(id));
        memory(world.view(id), ghost.mirror(id));
        committed(world.view(id), id);
        state(world, id);
      }
    }
    for (int a = 1; a <= ghost.servers(); a++) {
      for (int b = a + 1; b <= ghost.servers(); b++) {
        matching(ghost.mirror(a), ghost.mirror(b));
      }
    }
    majority(world);
  }

  /// What a restart would find now is what the checks believe to be durable.
  private void disk(World world, Mirror server) {
    if (server.damaged) {
      return;
    }
    DurableState found = world.onDisk(server.id);
    boolean same =
        found.hardState().equals(server.durableHardState)
            && found.snapshot().equals(server.durableSnapshot)
            && found.base().index() + found.entries().size() == server.durable.last();
    for (int i = 0; same && i < found.entries().size(); i++) {
      same = found.entries().get(i).equals(server.durable.entry(found.base().index() + i + 1));
    }
    if (!same) {
      ghost.fail(
          Invariant.RECOVERED_PREFIX,
          server.id,
          "the bytes of its disk hold "
              + found.entries().size()
              + " entries, the checks know of "
              + server.durable.last());
    }
  }

  /// The log in memory is what was written, and the hashes beside it are right.
  private void memory(RaftView view, Mirror server) {
    boolean same = view.last().index() == server.log.last();
    long base = view.base().index();
    long prefix = server.log.prefix(base);
    for (long index = base + 1; same && index <= server.log.last(); index++) {
      Entry entry = view.entry(index);
      prefix = EntryLedger.mix(prefix, entry);
      same = entry.equals(server.log.entry(index)) && prefix == server.log.prefix(index);
    }
    if (!same) {
      ghost.fail(
          Invariant.CONTIGUOUS, server.id, "its log in memory is not what it wrote to its disk");
    }
    members(view, server);
  }

  /// The last configuration in the log, found by looking at every entry.
  private void members(RaftView view, Mirror server) {
    long index = server.log.last();
    while (index > 0 && !(server.log.entry(index).payload() instanceof Payload.Membership)) {
      index--;
    }
    if (index != server.configurationIndex()
        || !view.configuration().equals(server.configuration())) {
      ghost.fail(
          Invariant.LAST_MEMBERS_COUNT,
          server.id,
          "the last configuration in its log is at "
              + index
              + ", and its members are "
              + view.configuration());
    }
  }

  private void committed(RaftView view, int server) {
    for (long index = Math.max(1, view.base().index()); index <= view.commitIndex(); index++) {
      if (!(view.termAt(index) instanceof TermAt.Known(long term))
          || term != ghost.committed.term(index)) {
        ghost.fail(
            Invariant.COMMITTED_AGREES,
            server,
            "holds another entry than was committed at " + index);
        return;
      }
    }
  }

  /// The state machine is what the log says, from the first entry on.
  private void state(World world, int server) {
    KvStore fresh = new KvStore(world.config().sessions().most());
    long applied = ghost.mirror(server).applied;
    for (long index = 1; index <= applied; index++) {
      fresh.apply(ghost.mirror(server).log.entry(index));
    }
    if (fresh.digest() != world.stateDigest(server)) {
      ghost.fail(
          Invariant.STATES_AGREE,
          server,
          "its state is not what its first " + applied + " entries make");
    }
  }

  /// Log matching, entry by entry: below an index where the terms are equal, everything is equal.
  private void matching(Mirror a, Mirror b) {
    boolean matches = false;
    for (long index = Math.min(a.log.last(), b.log.last()); index > 0; index--) {
      boolean equal = a.log.term(index) == b.log.term(index);
      if (matches && !equal
          || equal && !a.log.entry(index).payload().equals(b.log.entry(index).payload())) {
        ghost.fail(
            Invariant.LOG_MATCHING,
            a.id,
            "its log and that of " + b.name() + " differ at " + index + " and match behind");
        return;
      }
      matches = equal;
    }
  }

  /// Everything ever committed is on the disks of a majority, and with every later leader.
  private void majority(World world) {
    long last = ghost.committed.last();
    NodeSet holders = NodeSet.EMPTY;
    for (int id = 1; id <= ghost.servers(); id++) {
      Mirror server = ghost.mirror(id);
      if (holds(server.durable, last)) {
        holders = holders.with(id);
      }
      boolean leads = world.isUp(id) && world.view(id).role() == RoleName.LEADER;
      long mustHold = ghost.committed.lastBefore(server.term);
      if (leads && !holds(server.log, mustHold)) {
        ghost.fail(
            Invariant.LEADERS_ARE_COMPLETE,
            id,
            "leads term " + server.term + " without the entry committed at " + mustHold);
      }
    }
    if (last > 0 && !ghost.committed.members().majorityOf(holders)) {
      ghost.fail(
          Invariant.COMMITTED_IS_DURABLE,
          ServerId.NONE,
          "what was committed at " + last + " is durable on " + holders);
    }
  }

  private boolean holds(LogImage log, long index) {
    for (long i = 1; i <= index; i++) {
      if (log.term(i) != ghost.committed.term(i)) {
        return false;
      }
    }
    return true;
  }
}
