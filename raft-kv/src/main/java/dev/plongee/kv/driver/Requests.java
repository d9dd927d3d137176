package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients.NodeStatus;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.LogClock;
import dev.plongee.kv.store.Result;
import java.util.List;
import java.util.function.Consumer;

/// What clients want of a server, from their request to their answer. It waits here for the next
/// turn, the core is given all of it at once, and what the core replies finds who asked. Belongs to
/// the event loop.
///
/// ```
///   request --> waiting --handOver--> core --Reply--> answer
///                                       '--Entry--> store --Result--> answer
/// ```
final class Requests {
  /// What answers how a server is, and what takes a snapshot when somebody asks for one.
  interface Host {
    NodeStatus status();

    void snapshot(Client from, long id);
  }

  private final RaftView view;
  private final KvStore store;
  private final LogClock clock;
  private final Watches watches;
  private final MemberChanges changes;
  private final Host host;
  private final Proposals proposals = new Proposals();
  private final Reads reads = new Reads();
  private final Transfers transfers = new Transfers();

  /// Whether one of the proposals begins a session.
  private boolean sessionBegins;

  /// @param clock the time in the log
  Requests(RaftView view, KvStore store, LogClock clock, Network network, Host host) {
    this.view = view;
    this.store = store;
    this.clock = clock;
    this.watches = Watches.of(view, store);
    this.changes = new MemberChanges(view, store, network, proposals);
    this.host = host;
  }

  void add(Client from, Request request) {
    switch (request.getCallCase()) {
      case WRITE -> write(from, request);
      case GET, LIST -> reads.add(from, request);
      case WATCH -> watch(from, request);
      case TRANSFER -> transfers.add(from, request);
      case CHANGE_MEMBERS -> changes.add(from, request);
      case STATUS -> reads.addReady(from, request);
      case SNAPSHOT -> host.snapshot(from, request.getId());
      case CALL_NOT_SET ->
          from.answer(Answers.invalid(request.getId(), "a request without a call"));
    }
  }

  /// Where a watch begins is a read.
  private void watch(Client from, Request request) {
    if (request.getWatch().hasFrom()) {
      watches.add(from, request);
    } else {
      reads.add(from, request);
    }
  }

  private void write(Client from, Request request) {
    Bytes command = SharedBytes.of(request.getWrite());
    try {
      sessionBegins |= CommandCodec.admit(command) instanceof Command.RegisterSession;
      proposals.add(from, request.getId(), command);
    } catch (CodecException e) {
      from.answer(Answers.invalid(request.getId(), String.valueOf(e.getMessage())));
    }
  }

  /// Gives the core what waits; of many writes the first ones.
  void handOver(long now, Consumer<Input> core) {
    if (proposals.isWaiting()) {
      letTimePass(now);
      core.accept(new Input.Propose(proposals.nextBatch()));
    }
    reads.handOver(core);
    while (transfers.isWaiting()) {
      core.accept(new Input.TransferLeadership(transfers.next(view)));
    }
    changes.look(now).ifPresent(core);
  }

  /// Whether writes or answers were left for the next turn.
  boolean isWaiting() {
    return proposals.isWaiting() || reads.isWaiting();
  }

  /// Sessions are used, or begin, at the time that it is now (diss. §6.3).
  private void letTimePass(long now) {
    if (view.role() == RoleName.LEADER && (sessionBegins || store.sessions() > 0)) {
      clock
          .due(view.term(), now, view.last().index())
          .ifPresent(passTime -> proposals.addFirst(CommandCodec.encode(passTime)));
    }
    sessionBegins = false;
  }

  void answer(Reply reply) {
    switch (reply) {
      case Reply.Accepted(LogPosition first, int count) -> proposals.accepted(first, count);
      case Reply.Refused(int count, Reply.Refusal why, int leader) ->
          proposals.refused(count, why, leader);
      case Reply.ReadReady(List<Long> ids, _) -> reads.ready(ids);
      case Reply.ReadRefused(List<Long> ids, Reply.Refusal why, int leader) ->
          reads.refused(ids, why, leader);
      case Reply.TransferRefused(Reply.Refusal why, int leader) -> transfers.refused(why, leader);
      case Reply.MembersRefused(Reply.Refusal why, int leader) -> changes.refused(why, leader);
    }
  }

  /// An entry was applied: who proposed it, if anybody did here, gets what came of it.
  void applied(Entry entry, Result result) {
    proposals.applied(entry, result);
  }

  /// The store was replaced with a later one: what became of the writes in between is not known.
  void skipped() {
    proposals.skipped(store.appliedIndex());
  }

  /// Answers reads that may be answered, and transfers that succeeded, or did not in time.
  void look() {
    reads.answer(new Questions(view.self(), store, host::status)::answer);
    transfers.look(view);
  }

  /// Answers those who wait for changes.
  ///
  /// @return when to look again at the latest, in microseconds; [Long#MAX_VALUE] for never
  long lookAtWatches(long now) {
    return watches.look(now);
  }

  /// Answers what can be answered; the rest learns it from its connection.
  void stop() {
    proposals.stop();
    reads.stop();
    watches.stop();
    transfers.stop();
    changes.stop();
  }
}
