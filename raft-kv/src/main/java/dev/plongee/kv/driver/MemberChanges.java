package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.Input;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The changes of the members that clients ask for, from their arrival to their answer (§6). One at
/// a time; whoever asks for the same waits for the same.
///
/// ```
///   waiting --> connecting --> introducing --ChangeMembers--> changing --committed--> done
///                   |              |                             |
///             unreachable:      refused:               who was to vote does not catch up,
///             nothing changed   nothing changed        or leadership is lost
/// ```
///
/// The addresses of all members are in the log before the first configuration that names a
/// newcomer: a server that reads there whom it needs for a majority can reach him.
final class MemberChanges {
  /// How long a newcomer may take to be connected to, in microseconds: a process may be starting.
  static final long PATIENCE_US = 5_000_000;

  /// For how long the core is asked again when it has given a newcomer up that is still connected,
  /// in microseconds: a slow disk may hold up the first answer longer than the core has patience.
  private static final long PERSISTENCE_US = 60_000_000;

  private enum Stage {
    CONNECTING,
    INTRODUCING,
    READY,
    CHANGING
  }

  private record Call(Client from, long id, Wish wish) {}

  private static final class Change {
    final Configuration from;
    final Configuration target;
    final WishedAddresses addresses;
    final long begun;
    final List<Call> callers = new ArrayList<>();
    Stage stage = Stage.CONNECTING;
    int unwritten;

    Change(Configuration from, Configuration target, WishedAddresses addresses, long begun) {
      this.from = from;
      this.target = target;
      this.addresses = addresses;
      this.begun = begun;
    }

    NodeSet newcomers() {
      return target.members().minus(from.members());
    }
  }

  private final RaftView view;
  private final KvStore store;
  private final Network network;
  private final Proposals proposals;
  private final ArrayDeque<Call> waiting = new ArrayDeque<>();
  private @Nullable Change underWay;

  MemberChanges(RaftView view, KvStore store, Network network, Proposals proposals) {
    this.view = view;
    this.store = store;
    this.network = network;
    this.proposals = proposals;
  }

  void add(Client from, Request request) {
    try {
      waiting.addLast(new Call(from, request.getId(), Wish.of(request.getChangeMembers())));
    } catch (IllegalArgumentException e) {
      from.answer(Answers.invalid(request.getId(), String.valueOf(e.getMessage())));
    }
  }

  /// Moves everything on as far as it gets, once a turn.
  ///
  /// @return what the core is to be asked for now
  Optional<Input> look(long now) {
    while (!waiting.isEmpty()) {
      begin(waiting.removeFirst(), now);
    }
    Change change = underWay;
    if (change == null) {
      return Optional.empty();
    }
    switch (change.stage) {
      case CONNECTING -> connect(change, now);
      case INTRODUCING -> {} // The answers to its commands move it on.
      case READY -> {}
      case CHANGING -> follow(change, now);
    }
    if (underWay == change && change.stage == Stage.READY) {
      change.stage = Stage.CHANGING;
      return Optional.of(new Input.ChangeMembers(change.target));
    }
    return Optional.empty();
  }

  // --- waiting

  private void begin(Call call, long now) {
    if (view.role() != RoleName.LEADER) {
      refuse(call, Reply.Refusal.NOT_LEADER, view.leader());
    } else if (underWay != null) {
      join(underWay, call);
    } else if (view.isChangingMembers()) {
      refuse(call, Reply.Refusal.CHANGING, view.self()); // What a leader before began.
    } else {
      start(call, now);
    }
  }

  private static void join(Change change, Call call) {
    if (call.wish().isMetBy(change.target)) {
      change.callers.add(call);
    } else {
      refuse(call, Reply.Refusal.CHANGING, ServerId.NONE);
    }
  }

  private void start(Call call, long now) {
    Configuration present = view.configuration();
    Change change;
    try {
      WishedAddresses addresses = new WishedAddresses(call.wish(), view.self(), network);
      change = new Change(present, call.wish().target(present), addresses, now);
      addresses.check(present, change.target);
    } catch (IllegalArgumentException e) {
      call.from().answer(Answers.invalid(call.id(), String.valueOf(e.getMessage())));
      return;
    }
    call.wish().addresses().forEach(network::learn);
    if (change.target.equals(present)) {
      call.from().answer(Answers.membersChanged(call.id(), view));
      return;
    }
    change.callers.add(call);
    underWay = change;
    for (int id : change.newcomers().toArray()) {
      network.invite(id, change.addresses.of(id).orElseThrow());
    }
  }

  // --- connecting

  private void connect(Change change, long now) {
    if (view.role() != RoleName.LEADER) {
      end(change, call -> Answers.refused(call.id(), Reply.Refusal.NOT_LEADER, view.leader()));
      return;
    }
    NodeSet missing = unconnected(change.newcomers());
    if (missing.isEmpty()) {
      introduce(change);
    } else if (now - change.begun > PATIENCE_US) {
      int first = missing.next(ServerId.NONE);
      String words =
          "%s cannot be reached at %s: %s; nothing was changed"
              .formatted(
                  ServerId.name(first), change.addresses.textOf(first), network.lastFailure(first));
      end(change, call -> Answers.gaveUp(call.id(), view.self(), words));
    }
  }

  private NodeSet unconnected(NodeSet servers) {
    NodeSet missing = NodeSet.EMPTY;
    for (int id : servers.toArray()) {
      missing = network.isConnectedTo(id) ? missing : missing.with(id);
    }
    return missing;
  }

  // --- introducing

  private void introduce(Change change) {
    SortedMap<Integer, Bytes> unwritten =
        change.addresses.unwritten(change.target.members(), store.addresses());
    change.stage = unwritten.isEmpty() ? Stage.READY : Stage.INTRODUCING;
    change.unwritten = unwritten.size();
    unwritten.forEach((id, address) ->
        proposals.add(
            new Introduction(change), id, CommandCodec.encode(new Command.Introduce(id, address))));
  }

  /// Who waits for an address to be in the log.
  private final class Introduction implements Client {
    private final Change change;

    Introduction(Change change) {
      this.change = change;
    }

    @Override
    public void answer(Response response) {
      if (underWay != change) {
        return;
      }
      if (response.hasDone()) {
        change.unwritten--;
        if (change.unwritten == 0) {
          change.stage = Stage.READY;
        }
      } else {
        end(change, call -> Answers.same(call.id(), response));
      }
    }

    @Override
    public boolean isWritable() {
      return true;
    }
  }

  // --- changing

  /// The core does not begin it.
  void refused(Reply.Refusal why, int leader) {
    Change change = underWay;
    if (change != null && change.stage == Stage.CHANGING) {
      end(change, call -> Answers.refused(call.id(), why, leader));
    }
  }

  private void follow(Change change, long now) {
    Configuration present = view.configuration();
    boolean committed = view.configurationIndex() <= view.commitIndex();
    if (present.equals(change.target) && committed) {
      end(change, call -> Answers.membersChanged(call.id(), view));
    } else if (view.role() != RoleName.LEADER) {
      end(
          change,
          call ->
              Answers.unknown(
                  call.id(), "the leader that was changing the members does not lead any more"));
    } else if (view.isChangingMembers()) {
      return;
    } else if (unconnected(slow(change)).isEmpty() && now - change.begun < PERSISTENCE_US) {
      change.stage = Stage.READY;
    } else {
      end(change, call -> Answers.gaveUp(call.id(), view.self(), whySlow(change)));
    }
  }

  /// Those who were to vote and do not.
  private NodeSet slow(Change change) {
    return change.target.voters().minus(view.configuration().voters());
  }

  /// Why those who were to vote do not.
  private String whySlow(Change change) {
    return IntStream.of(slow(change).toArray())
        .mapToObj(id ->
            ServerId.name(id)
                + " did not catch up and stays a learner: "
                + (network.isConnectedTo(id)
                    ? "it takes the log slower than it grows, or stands still"
                    : network.lastFailure(id)))
        .collect(Collectors.joining("; "));
  }

  // --- the end

  private interface Answer {
    Response to(Call call);
  }

  private void end(Change change, Answer answer) {
    underWay = null;
    change.callers.forEach(call -> call.from().answer(answer.to(call)));
    network.dismissGuests();
  }

  private static void refuse(Call call, Reply.Refusal why, int leader) {
    call.from().answer(Answers.refused(call.id(), why, leader));
  }

  /// The server is being stopped.
  void stop() {
    waiting.forEach(call -> call.from().answer(Answers.stopping(call.id())));
    waiting.clear();
    if (underWay != null) {
      end(
          underWay,
          call ->
              Answers.unknown(call.id(), "the server was stopped while it changed the members"));
    }
  }
}
