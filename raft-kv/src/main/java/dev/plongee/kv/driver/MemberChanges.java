package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.Input;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
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
import java.util.TreeMap;
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
    final Wish wish;
    final long begun;
    final List<Call> callers = new ArrayList<>();
    Stage stage = Stage.CONNECTING;
    int unwritten;

    Change(Configuration from, Configuration target, Wish wish, long begun) {
      this.from = from;
      this.target = target;
      this.wish = wish;
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
      case CHANGING -> follow(change);
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
      change = new Change(present, call.wish().target(present), call.wish(), now);
      checkAddresses(change);
    } catch (IllegalArgumentException e) {
      call.from().answer(Answers.invalid(call.id(), String.valueOf(e.getMessage())));
      return;
    }
    change.wish.addresses().forEach(network::learn);
    if (change.target.equals(present)) {
      call.from().answer(Answers.membersChanged(call.id(), view));
      return;
    }
    change.callers.add(call);
    underWay = change;
    forEach(change.newcomers(), id -> network.invite(id, addressOf(change, id).orElseThrow()));
  }

  /// @throws IllegalArgumentException with a sentence for people
  private void checkAddresses(Change change) {
    change
        .wish
        .addresses()
        .forEach((id, its) -> {
          Optional<Address> known = network.addressOf(id);
          boolean there = id == view.self() || network.isConnectedTo(id);
          if (change.from.members().contains(id) && there && !known.equals(Optional.of(its))) {
            throw new IllegalArgumentException(
                "%s is at %s already, and not at %s: choose another number for a new server"
                    .formatted(
                        ServerId.name(id),
                        known.map(Address::toString).orElse("another address"),
                        its));
          }
        });
    forEach(
        change.newcomers(),
        id -> {
          Address its =
              addressOf(change, id)
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "it is not known where "
                              + ServerId.name(id)
                              + " is: name its address, "
                              + ServerId.name(id)
                              + "=host:port"));
          forEach(
              change.target.members().without(id),
              other -> {
                if (addressOf(change, other).equals(Optional.of(its))) {
                  throw new IllegalArgumentException(
                      ServerId.name(id)
                          + " cannot be at "
                          + its
                          + ": "
                          + ServerId.name(other)
                          + " is");
                }
              });
        });
  }

  /// Where a server is: as the client says, or as was heard.
  private Optional<Address> addressOf(Change change, int id) {
    return Optional.ofNullable(change.wish.addresses().get(id)).or(() -> network.addressOf(id));
  }

  // --- connecting

  private void connect(Change change, long now) {
    if (view.role() != RoleName.LEADER) {
      end(change, call -> Answers.refused(call.id(), Reply.Refusal.NOT_LEADER, view.leader()));
      return;
    }
    NodeSet missing = missing(change);
    if (missing.isEmpty()) {
      introduce(change);
    } else if (now - change.begun > PATIENCE_US) {
      int first = missing.next(ServerId.NONE);
      String words =
          "%s cannot be reached at %s: %s; nothing was changed"
              .formatted(
                  ServerId.name(first),
                  addressOf(change, first).map(Address::toString).orElse("an unknown address"),
                  network.lastFailure(first));
      end(change, call -> Answers.gaveUp(call.id(), view.self(), words));
    }
  }

  private NodeSet missing(Change change) {
    NodeSet missing = NodeSet.EMPTY;
    NodeSet newcomers = change.newcomers();
    for (int id = newcomers.next(0); id != ServerId.NONE; id = newcomers.next(id)) {
      missing = network.isConnectedTo(id) ? missing : missing.with(id);
    }
    return missing;
  }

  // --- introducing

  private void introduce(Change change) {
    SortedMap<Integer, Bytes> written = store.addresses();
    SortedMap<Integer, Bytes> unwritten = new TreeMap<>();
    forEach(
        change.target.members(),
        id ->
            addressOf(change, id)
                .ifPresent(address -> {
                  Bytes text = Introduced.write(address);
                  if (!Optional.of(text).equals(Optional.ofNullable(written.get(id)))) {
                    unwritten.put(id, text);
                  }
                }));
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

  private void follow(Change change) {
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
    } else if (!view.isChangingMembers()) {
      end(change, call -> Answers.gaveUp(call.id(), view.self(), slow(change)));
    }
  }

  /// Why those who were to vote do not.
  private String slow(Change change) {
    StringBuilder words = new StringBuilder();
    forEach(
        change.target.voters().minus(view.configuration().voters()),
        id ->
            words
                .append(words.isEmpty() ? "" : "; ")
                .append(ServerId.name(id))
                .append(" did not catch up and stays a learner: ")
                .append(
                    network.isConnectedTo(id)
                        ? "it takes the log slower than it grows, or stands still"
                        : network.lastFailure(id)));
    return words.toString();
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

  private interface Visitor {
    void visit(int id);
  }

  private static void forEach(NodeSet ids, Visitor visitor) {
    for (int id = ids.next(ServerId.NONE); id != ServerId.NONE; id = ids.next(id)) {
      visitor.visit(id);
    }
  }
}
