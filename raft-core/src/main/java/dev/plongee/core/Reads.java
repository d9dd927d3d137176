package dev.plongee.core;

import dev.plongee.core.Message.ReadIndexReply;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Linearizable reads without writing to the log (§8, dissertation §6.4, ReadIndex).
///
/// ```
///   waiting --own term committed--> asked (round, read index) --quorum--> confirmed --applied--> ready
///      |                                                                     ^
///      +------------------------ while the lease holds ----------------------+
/// ```
final class Reads {
  /// A server that wants to know a read index, to answer reads itself.
  private record Asker(int server, long ticket) {}

  /// Reads that began together: all are served by one round of leader contact.
  private record Batch(long round, long index, List<Long> ids, List<Asker> askers) {}

  private List<Long> waiting = new ArrayList<>();
  private List<Asker> askers = new ArrayList<>();
  private final ArrayDeque<Batch> asked = new ArrayDeque<>();
  private final ArrayDeque<Batch> confirmed = new ArrayDeque<>();
  private Lease lease = new Lease();
  private long round;
  private int size;

  /// The latest round of this leader; grows only when a read or the lease needs it.
  long round() {
    return round;
  }

  void accept(Server server, List<Long> ids) {
    int room = server.config.limits().maxWaitingReads() - size;
    int taken = Math.min(room, ids.size());
    waiting.addAll(ids.subList(0, taken));
    size += taken;
    if (taken < ids.size()) {
      List<Long> rest = List.copyOf(ids.subList(taken, ids.size()));
      server.reply(new Reply.ReadRefused(rest, Reply.Refusal.BUSY, server.leader()));
    }
  }

  /// Another server has reads to answer. It asks again when there is no room here.
  void asked(Server server, int from, long ticket) {
    Asker asker = new Asker(from, ticket);
    if (askers.size() < server.config.limits().maxWaitingReads() && !askers.contains(asker)) {
      askers.add(asker);
    }
  }

  Lease lease() {
    return lease;
  }

  /// Every peer gets a message in this step; where there are leases, in a round of its own, so that
  /// its answers tell when it left.
  void contactsAll(Server server) {
    if (server.config.features().leaseReads()) {
      lease.sent(++round, server.now());
    }
  }

  /// All waiting reads go into one new round, unless the lease makes it needless. Its index is the
  /// commitIndex of now, so whatever was acknowledged before the reads began is inside.
  ///
  /// @return whether a round began, so that every peer must be asked
  boolean startRound(Server server) {
    if (waiting.isEmpty() && askers.isEmpty()
        || !server.rules.readMayStart(server.commits.term(server.log), server.term())) {
      return false;
    }
    boolean free = lease.holds(server);
    round += free ? 0 : 1;
    Batch batch = new Batch(round, server.commits.commitIndex(), waiting, askers);
    waiting = new ArrayList<>();
    askers = new ArrayList<>();
    if (free) {
      confirm(server, batch);
    } else {
      asked.addLast(batch);
    }
    return !free;
  }

  /// This server led when these reads came: their index holds. Other servers apply for themselves.
  private void confirm(Server server, Batch batch) {
    for (Asker asker : batch.askers()) {
      server.send(asker.server(), new ReadIndexReply(server.term(), asker.ticket(), batch.index()));
    }
    if (!batch.ids().isEmpty()) {
      confirmed.addLast(batch);
    }
  }

  /// Moves on whatever the latest answers and applications allow.
  void release(Server server, Leader leader) {
    while (lease.awaited() > 0 && isConfirmed(server, leader, lease.awaited())) {
      lease.answered();
    }
    while (!asked.isEmpty() && isConfirmed(server, leader, asked.peekFirst().round())) {
      confirm(server, asked.removeFirst());
    }
    while (!confirmed.isEmpty()
        && server.rules.readMayAnswer(
            confirmed.peekFirst().index(), server.commits.appliedIndex())) {
      Batch batch = confirmed.removeFirst();
      size -= batch.ids().size();
      server.reply(new Reply.ReadReady(batch.ids(), batch.index()));
    }
  }

  private static boolean isConfirmed(Server server, Leader leader, long number) {
    Round read = new Round(server.term(), number);
    NodeSet yes = NodeSet.of(server.self());
    for (Progress peer : leader.peers()) {
      if (server.rules.roundConfirms(read, peer.confirmed())) {
        yes = yes.with(peer.id());
      }
    }
    return server.isQuorum(yes);
  }

  /// Leadership is lost: other servers ask whoever leads next. None of these reads may be answered
  /// here, and who leads now is not known yet.
  void refuseAll(Server server) {
    List<Long> ids = new ArrayList<>();
    confirmed.forEach(batch -> ids.addAll(batch.ids()));
    asked.forEach(batch -> ids.addAll(batch.ids()));
    ids.addAll(waiting);
    if (!ids.isEmpty()) {
      server.reply(new Reply.ReadRefused(ids, Reply.Refusal.NOT_LEADER, ServerId.NONE));
    }
  }

  Reads copy() {
    Reads copy = new Reads();
    copy.waiting = new ArrayList<>(waiting);
    copy.askers = new ArrayList<>(askers);
    copy.asked.addAll(asked);
    copy.confirmed.addAll(confirmed);
    copy.lease = lease.copy();
    copy.round = round;
    copy.size = size;
    return copy;
  }
}
