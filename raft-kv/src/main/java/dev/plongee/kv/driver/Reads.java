package dev.plongee.kv.driver;

import dev.plongee.core.Input;
import dev.plongee.core.Reply;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private record Call(Client from, Request request) {
    int bytes() {
      return request.getSerializedSize();
    }
  }

  /// For the leader, whoever that is, and for this very server.
  private List<Call> waiting = new ArrayList<>();

  private List<Call> waitingHere = new ArrayList<>();
  private final Map<Long, List<Call>> asked = new HashMap<>();

  /// An id is never used again, not even after a restart: a late answer of the leader must fit no
  /// later question.
  private long lastId = ThreadLocalRandom.current().nextLong();

  private int count;
  private long bytes;

  /// Takes a read, or says at once that there is no room.
  void add(Client from, Request request) {
    Call call = new Call(from, request);
    if (count == MAX_COUNT || bytes + call.bytes() > MAX_BYTES) {
      from.answer(Answers.busy(request.getId()));
      return;
    }
    count++;
    bytes += call.bytes();
    (request.getHere() ? waitingHere : waiting).add(call);
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

  /// These may be answered from the state machine, now.
  ///
  /// @param query looks up the answer
  void ready(List<Long> ids, Function<Request, Response> query) {
    for (Call call : take(ids)) {
      // Many large answers to one client that does not read them would fill the memory.
      call.from()
          .answer(
              call.from().isWritable()
                  ? query.apply(call.request())
                  : Answers.busy(call.request().getId()));
    }
  }

  void refused(List<Long> ids, Reply.Refusal why, int leader) {
    for (Call call : take(ids)) {
      call.from().answer(Answers.refused(call.request().getId(), why, leader));
    }
  }

  private List<Call> take(List<Long> ids) {
    List<Call> calls = new ArrayList<>();
    for (long id : ids) {
      calls.addAll(asked.remove(id));
    }
    count -= calls.size();
    for (Call call : calls) {
      bytes -= call.bytes();
    }
    return calls;
  }

  /// The server is being stopped.
  void stop() {
    asked.values().forEach(waiting::addAll);
    asked.clear();
    waiting.addAll(waitingHere);
    waitingHere.clear();
    waiting.forEach(call -> call.from().answer(Answers.stopping(call.request().getId())));
    waiting.clear();
  }
}
