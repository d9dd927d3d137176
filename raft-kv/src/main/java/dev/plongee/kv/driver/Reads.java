package dev.plongee.kv.driver;

import dev.plongee.core.Input;
import dev.plongee.core.Reply;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/// The reads of clients, from their arrival to their answer. All that wait at one moment are one
/// read for the core, so that a thousand of them cost one round of leader contact.
final class Reads {
  /// Reads not yet answered.
  static final int MAX_COUNT = 100_000;

  /// Bytes of their frames: whoever asks for absurd keys pays for them with his own waiting.
  static final int MAX_BYTES = 16 << 20;

  /// Bytes of answers of each kind in one turn: peers and the disk get theirs before the next ones.
  /// A page of the smallest pairs costs some two milliseconds, and hundreds of them at once the
  /// leadership.
  static final int MAX_TURN_BYTES = 1 << 20;

  private record Call(Client from, Request request) {
    int bytes() {
      return request.getSerializedSize();
    }
  }

  /// For the leader, whoever that is, and for this very server.
  private List<Call> waiting = new ArrayList<>();

  private List<Call> waitingHere = new ArrayList<>();
  private final Map<Long, List<Call>> asked = new HashMap<>();

  /// What may be answered from the state machine, as it is now or later. Whoever wants one key does
  /// not wait behind those who list thousands.
  private final ArrayDeque<Call> ready = new ArrayDeque<>();

  private final ArrayDeque<Call> readyLists = new ArrayDeque<>();

  /// An id is never used again, not even after a restart: a late answer of the leader must fit no
  /// later question.
  private long lastId = ThreadLocalRandom.current().nextLong();

  private int count;
  private long bytes;

  /// Takes a read, or says at once that there is no room.
  void add(Client from, Request request) {
    add(from, request, request.getHere() ? waitingHere : waiting);
  }

  /// Takes what this server knows without asking anybody, or says at once that there is no room.
  void addReady(Client from, Request request) {
    add(from, request, ready);
  }

  private void add(Client from, Request request, Collection<Call> to) {
    Call call = new Call(from, request);
    if (count == MAX_COUNT || bytes + call.bytes() > MAX_BYTES) {
      from.answer(Answers.busy(request.getId()));
      return;
    }
    count++;
    bytes += call.bytes();
    to.add(call);
  }

  /// Gives the core all waiting reads, those of each kind under one id.
  void handOver(Consumer<Input> core) {
    if (!waiting.isEmpty()) {
      List<Call> batch = waiting;
      waiting = new ArrayList<>();
      core.accept(new Input.Read(ask(batch)));
    }
    if (!waitingHere.isEmpty()) {
      List<Call> batch = waitingHere;
      waitingHere = new ArrayList<>();
      core.accept(new Input.ReadHere(ask(batch)));
    }
  }

  private List<Long> ask(List<Call> batch) {
    lastId++;
    asked.put(lastId, batch);
    return List.of(lastId);
  }

  /// The calls behind an id of [#ask]. The core tells of each id once.
  private List<Call> taken(long id) {
    return Objects.requireNonNull(asked.remove(id), () -> "no read was asked as " + id);
  }

  /// These may be answered from the state machine from now on.
  void ready(List<Long> ids) {
    for (long id : ids) {
      for (Call call : taken(id)) {
        (call.request().hasList() ? readyLists : ready).addLast(call);
      }
    }
  }

  /// Answers what is ready, as much as one turn may cost.
  ///
  /// @param query looks up the answer
  void answer(Function<Request, Response> query) {
    answer(ready, query);
    answer(readyLists, query);
  }

  private void answer(ArrayDeque<Call> calls, Function<Request, Response> query) {
    long answered = 0;
    while (!calls.isEmpty() && answered < MAX_TURN_BYTES) {
      Call call = finish(calls.removeFirst());
      // Many large answers to one client that does not read them would fill the memory.
      Response response =
          call.from().isWritable()
              ? query.apply(call.request())
              : Answers.busy(call.request().getId());
      answered += response.getSerializedSize();
      call.from().answer(response);
    }
  }

  /// Whether answers were left for the next turn.
  boolean isWaiting() {
    return !ready.isEmpty() || !readyLists.isEmpty();
  }

  void refused(List<Long> ids, Reply.Refusal why, int leader) {
    for (long id : ids) {
      for (Call call : taken(id)) {
        Request request = finish(call).request();
        call.from().answer(Answers.refused(request.getId(), why, leader));
      }
    }
  }

  private Call finish(Call call) {
    count--;
    bytes -= call.bytes();
    return call;
  }

  /// The server is being stopped.
  void stop() {
    waiting.addAll(ready);
    ready.clear();
    waiting.addAll(readyLists);
    readyLists.clear();
    asked.values().forEach(waiting::addAll);
    asked.clear();
    waiting.addAll(waitingHere);
    waitingHere.clear();
    waiting.forEach(call -> call.from().answer(Answers.stopping(call.request().getId())));
    waiting.clear();
  }
}
