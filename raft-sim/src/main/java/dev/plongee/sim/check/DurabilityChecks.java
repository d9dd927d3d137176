package dev.plongee.sim.check;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Envelope;
import dev.plongee.core.HardState;
import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.ServerId;
import dev.plongee.core.Write;
import dev.plongee.sim.world.Down;
import java.util.List;

/// What the disk must hold: invariants 27 to 31 and 35.
record DurabilityChecks(Ghost ghost, TermChecks terms, LogChecks logs) {
  /// Everything up to this write is on the disk.
  void synced(Mirror server, long write) {
    while (!server.unsynced.isEmpty() && server.unsynced.peekFirst().id() <= write) {
      apply(server, server.unsynced.removeFirst());
    }
  }

  private void apply(Mirror server, Write write) {
    terms.durable(server, write.hardState());
    if (write.truncateFrom() > 0) {
      server.durable.truncate(write.truncateFrom());
    }
    if (!write.snapshot().isNone()) {
      named(server, write);
    }
    for (Entry entry : write.entries()) {
      int slot = ghost.entries.find(entry.term(), entry.index());
      long before = server.durable.prefix(server.durable.last());
      server.durable.append(entry, ghost.entries.prefixWith(before, entry, slot));
    }
  }

  /// A snapshot counts. What it replaced was written before, here or by whoever sent it; the log in
  /// memory has it in any case.
  private static void named(Mirror server, Write write) {
    long index = write.snapshot().index();
    if (server.durable.last() < index && server.log.last() >= index) {
      server.durable.become(server.log, index);
    }
    server.durableSnapshot = write.snapshot();
  }

  /// An acknowledgement leaves: what it speaks of must be on the disk, and be what the leader has.
  void sends(Step step) {
    for (Envelope envelope : step.output().send()) {
      switch (envelope.message()) {
        case AppendAccepted(long term, long match, _) ->
            acknowledged(step.before(), envelope.to(), term, match);
        case OutOfSpace(long term, long match, _) -> {
          acknowledged(step.before(), envelope.to(), term, match);
          ghost.marks.reached(Mark.ENTRIES_POSTPONED);
        }
        case RequestVoteReply(_, boolean granted) when granted && !step.after().hasSpace() ->
            ghost.marks.reached(Mark.VOTED_WITHOUT_SPACE);
        default -> {}
      }
    }
  }

  /// Whoever was told that an fsync failed neither says nor writes anything any more.
  void afterError(Step step) {
    boolean acts = !step.output().send().isEmpty() || !step.output().write().isNone();
    if (step.before().syncFailed && acts) {
      ghost.fail(
          Invariant.SILENT_AFTER_ERROR,
          step.before().id,
          "goes on after an fsync that failed, and "
              + (step.output().write().isNone() ? "sends" : "writes"));
    }
  }

  private void acknowledged(Mirror server, int to, long term, long match) {
    Mirror leader = ghost.mirror(to);
    boolean differs =
        match <= server.durable.last()
            && leader.leads(term)
            && match <= leader.log.last()
            && !leader.log.holds(match, server.durable.prefix(match));
    if (match > server.durable.last() || differs) {
      ghost.fail(
          Invariant.ACK_AFTER_DISK,
          server.id,
          "acknowledges "
              + match
              + " to "
              + ServerId.name(to)
              + " while its disk holds "
              + server.durable.last()
              + (differs ? ", and not what the leader has" : ""));
    }
    if (match < server.log.last()) {
      ghost.marks.reached(Mark.ACK_SHORTENED);
    }
  }

  // --- crashes

  /// A server stopped; `kept` of the writes that were not synced survive, as far as the world says.
  void stopped(Mirror server, List<Write> kept, boolean torn) {
    if (torn) {
      ghost.marks.reached(Mark.TORN_TAIL);
    }
    boolean loses = kept.size() < server.unsynced.size();
    if (loses) {
      boolean named = kept.stream().anyMatch(write -> !write.snapshot().isNone());
      if (!named && server.unsynced.stream().anyMatch(write -> !write.snapshot().isNone())) {
        ghost.marks.reached(Mark.SNAPSHOT_UNNAMED);
      }
      Write last = server.unsynced.peekLast();
      boolean vote = last.hardState().votedFor() != ServerId.NONE;
      ghost.marks.reached(vote && last.entries().isEmpty() ? Mark.VOTE_LOST : Mark.ENTRIES_LOST);
    }
    if (!kept.isEmpty()) {
      ghost.marks.reached(Mark.WRITE_KEPT);
    }
  }

  /// A server starts with what its disk gives back: all that was synced, and then any number of the
  /// writes that were not, in order.
  void recovered(Mirror server, DurableState found) {
    while (!isFound(server, found) && !server.unsynced.isEmpty()) {
      apply(server, server.unsynced.removeFirst());
    }
    if (!isFound(server, found)) {
      ghost.fail(
          broken(server, found),
          server.id,
          (server.damaged ? "starts with a damaged log, and " : "")
              + "finds "
              + found.hardState()
              + " and "
              + found.entries().size()
              + " entries on its disk, which is no prefix of what it wrote");
      adopt(server, found);
    }
  }

  /// A flip in the last write of all cannot be told from a write that was torn: then the server
  /// does no wrong, but its disk has not kept what it promised.
  private Invariant broken(Mirror server, DurableState found) {
    if (!server.damaged || server.foundTorn) {
      return Invariant.RECOVERED_PREFIX;
    }
    return isKnown(server, found) ? Invariant.DAMAGE_IS_KEPT : Invariant.FLIPS_ARE_SEEN;
  }

  /// Whether everything that was found was written once by somebody.
  private boolean isKnown(Mirror server, DurableState found) {
    HardState hardState = found.hardState();
    if (hardState.term() > server.durableHardState.term()
        || hardState.votedFor() > ghost.servers()) {
      return false;
    }
    for (Entry entry : found.entries()) {
      int slot = ghost.entries.find(entry.term(), entry.index());
      if (slot < 0 || !ghost.entries.entry(slot).equals(entry)) {
        return false;
      }
    }
    return true;
  }

  /// A server does not start. That is right if a bit has flipped on its disk; no crash may do it.
  void refusedToStart(Mirror server, Down why) {
    if (why == Down.SNAPSHOT_MISSING) {
      ghost.fail(
          Invariant.SNAPSHOT_SURVIVES,
          server.id,
          "does not start: its log names " + server.durableSnapshot + ", which is not there");
    } else if (server.damaged) {
      ghost.marks.reached(Mark.DAMAGE_FOUND);
    } else {
      ghost.fail(
          Invariant.RECOVERED_PREFIX,
          server.id,
          "does not start, although nothing but crashes happened to its disk");
    }
  }

  /// Whether this is what the disk must hold. What was found equal is kept in its place, so that it
  /// need not be compared byte by byte after every crash.
  private static boolean isFound(Mirror server, DurableState found) {
    List<Entry> entries = found.entries();
    long base = found.base().index();
    if (base + entries.size() != server.durable.last()
        || !found.snapshot().equals(server.durableSnapshot)
        || found.base().term() != server.durable.term(base)
        || !found.hardState().equals(server.durableHardState)) {
      return false;
    }
    for (int i = entries.size(); i > 0; i--) {
      Entry entry = entries.get(i - 1);
      Entry expected = server.durable.entry(base + i);
      if (entry != expected) {
        if (!entry.equals(expected)) {
          return false;
        }
        server.durable.share(base + i, entry);
      }
    }
    return true;
  }

  /// Goes on with what was found, right or wrong.
  void adopt(Mirror server, DurableState found) {
    HardState hardState = found.hardState();
    server.durableHardState = hardState;
    server.durable.truncate(found.base().index() + 1);
    server.durableSnapshot = found.snapshot();
    for (Entry entry : found.entries()) {
      logs.given(server, entry);
    }
  }
}
