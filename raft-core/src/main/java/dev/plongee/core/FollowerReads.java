package dev.plongee.core;

import dev.plongee.core.Message.ReadIndexReply;
import dev.plongee.core.Message.ReadIndexRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Linearizable reads at a server that does not lead (dissertation §6.4): the leader says up to
/// where the log must be applied, and is asked again until it does.
///
/// ```
///   asked --read index of the leader--> known --applied here--> ready
/// ```
final class FollowerReads {
  /// Reads that began together, and their question to the leader.
  private record Asked(List<Long> ids, long askedAt) {
    /// The question has the name of the first read: a driver never uses an id again.
    long ticket() {
      return ids.getFirst();
    }
  }

  private record Known(List<Long> ids, long index) {}

  private final ArrayList<Asked> asked = new ArrayList<>();
  private final ArrayList<Known> known = new ArrayList<>();
  private int size;

  /// Takes reads, as far as there is room for them and a leader to be asked.
  void accept(Server server, List<Long> ids) {
    if (server.leader() == ServerId.NONE) {
      server.reply(new Reply.ReadRefused(ids, Reply.Refusal.NOT_LEADER, ServerId.NONE));
    } else if (size + ids.size() > server.config.limits().maxWaitingReads()) {
      server.reply(new Reply.ReadRefused(ids, Reply.Refusal.BUSY, server.leader()));
    } else if (!ids.isEmpty()) {
      size += ids.size();
      asked.add(ask(server, ids));
    }
  }

  private static Asked ask(Server server, List<Long> ids) {
    Asked question = new Asked(List.copyOf(ids), server.now());
    server.send(server.leader(), new ReadIndexRequest(server.term(), question.ticket()));
    return question;
  }

  /// A leader was heard: what it has left unanswered for longer than a heartbeat is asked again,
  /// for question or answer may be lost, or another server leads now.
  void leaderHeard(Server server) {
    for (int i = 0; i < asked.size(); i++) {
      if (server.now() - asked.get(i).askedAt() >= server.config.timing().heartbeatUs()) {
        asked.set(i, ask(server, asked.get(i).ids()));
      }
    }
  }

  /// Whatever the term of the answer: whoever gave it led after it was asked.
  void answered(Server server, ReadIndexReply reply) {
    Iterator<Asked> each = asked.iterator();
    while (each.hasNext()) {
      Asked question = each.next();
      if (server.rules.readIndexFits(question.ticket(), reply.ticket())) {
        each.remove();
        known.add(new Known(question.ids(), reply.index()));
      }
    }
  }

  /// Lets go what may be answered now.
  void release(Server server) {
    if (known.isEmpty()) {
      return;
    }
    Iterator<Known> each = known.iterator();
    while (each.hasNext()) {
      Known reads = each.next();
      if (server.rules.readMayAnswer(reads.index(), server.commits.appliedIndex())) {
        each.remove();
        size -= reads.ids().size();
        server.reply(new Reply.ReadReady(reads.ids(), reads.index()));
      }
    }
  }

  /// No leader was heard for too long: nobody will answer what was asked, and nobody says what is
  /// committed of what is known.
  void refuseAll(Server server) {
    refuseAsked(server);
    known.forEach(reads -> refuse(server, reads.ids()));
    known.clear();
  }

  /// This server leads: nobody will answer what was asked.
  void refuseAsked(Server server) {
    asked.forEach(question -> refuse(server, question.ids()));
    asked.clear();
  }

  private void refuse(Server server, List<Long> ids) {
    size -= ids.size();
    server.reply(new Reply.ReadRefused(ids, Reply.Refusal.NOT_LEADER, server.leader()));
  }

  FollowerReads copy() {
    FollowerReads copy = new FollowerReads();
    copy.asked.addAll(asked);
    copy.known.addAll(known);
    copy.size = size;
    return copy;
  }
}
