package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Reply;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.store.Result;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// The writes of clients, from their arrival to their answer.
///
/// ```
///   waiting --Propose--> proposed --Accepted--> appended --the entry at its index is applied--> done
///                            |                      |
///                         Refused: did not happen   another term there: did not happen
/// ```
///
/// An appended command is decided by what is applied at its index, and by nothing else: not by the
/// loss of leadership, nor by a truncation here, for its entry may survive at another server.
final class Proposals {
  /// Commands not yet answered; more than a leader may hold uncommitted, so that the core's limit
  /// is met first.
  static final int MAX_COUNT = 25_000;

  /// Bytes of commands not yet answered: what a burst may cost beside the log.
  static final int MAX_BYTES = 64 << 20;

  /// Commands proposed in one drain; peers and the disk get their turn before the next ones.
  private static final int MAX_BATCH_COUNT = 2_048;

  /// Bytes proposed in one drain: one full AppendEntries.
  private static final int MAX_BATCH_BYTES = 1 << 20;

  private record Call(Client from, long id, Bytes command) {}

  private record Appended(LogPosition position, Call call) {}

  private final ArrayDeque<Call> waiting = new ArrayDeque<>();
  private final ArrayDeque<Call> proposed = new ArrayDeque<>();
  private final ArrayDeque<Appended> appended = new ArrayDeque<>();
  private int count;
  private long bytes;

  /// Takes a command, or says at once that there is no room.
  void add(Client from, long id, Bytes command) {
    if (count >= MAX_COUNT || bytes + command.length() > MAX_BYTES) {
      from.answer(Answers.busy(id));
      return;
    }
    count++;
    bytes += command.length();
    // The log keeps it for good, and must not keep whatever else the frame held.
    waiting.addLast(new Call(from, id, command.compact()));
  }

  /// A command that nobody waits for, before all others.
  void addFirst(Bytes command) {
    count++;
    bytes += command.length();
    waiting.addFirst(new Call(Client.NOBODY, 0, command));
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /// The commands to propose now, in the order of their arrival.
  List<Bytes> nextBatch() {
    List<Bytes> batch = new ArrayList<>();
    int size = 0;
    while (!waiting.isEmpty() && batch.size() < MAX_BATCH_COUNT && size < MAX_BATCH_BYTES) {
      Call call = waiting.removeFirst();
      proposed.addLast(call);
      batch.add(call.command());
      size += call.command().length();
    }
    return batch;
  }

  /// The next `number` proposed commands are in our log, from `first` on.
  void accepted(LogPosition first, int number) {
    // What an earlier leadership left at these places is in no log of ours any more, and its place
    // here is needed: whether it will be committed can no longer be told.
    while (!appended.isEmpty() && appended.getLast().position().index() >= first.index()) {
      Call lost = finish(appended.removeLast().call());
      lost.from().answer(Answers.unknown(lost.id(), "the leader that had taken it lost its place"));
    }
    for (int i = 0; i < number; i++) {
      LogPosition position = new LogPosition(first.term(), first.index() + i);
      appended.addLast(new Appended(position, proposed.removeFirst()));
    }
  }

  /// The next `number` proposed commands are in no log.
  void refused(int number, Reply.Refusal why, int leader) {
    for (int i = 0; i < number; i++) {
      Call call = finish(proposed.removeFirst());
      call.from().answer(Answers.refused(call.id(), why, leader));
    }
  }

  /// An entry was applied: the one command that waited for its place, if any, is decided.
  void applied(Entry entry, Result result) {
    Appended first = appended.peekFirst();
    if (first == null || first.position().index() != entry.index()) {
      return;
    }
    Call call = finish(appended.removeFirst().call());
    call.from()
        .answer(
            first.position().term() == entry.term()
                ? Answers.done(call.id(), result)
                : Answers.replaced(call.id()));
  }

  /// The state machine was replaced with a snapshot up to `index` (§7): what was committed at the
  /// places before is not told any more.
  void skipped(long index) {
    while (!appended.isEmpty() && appended.getFirst().position().index() <= index) {
      Call lost = finish(appended.removeFirst().call());
      lost.from()
          .answer(
              Answers.unknown(lost.id(), "a snapshot took the place of where it may have been"));
    }
  }

  /// The server is being stopped.
  void stop() {
    waiting.forEach(call -> call.from().answer(Answers.stopping(call.id())));
    appended.forEach(it ->
        it.call()
            .from()
            .answer(
                Answers.unknown(it.call().id(), "the server was stopped before it was committed")));
    waiting.clear();
    appended.clear();
  }

  private Call finish(Call call) {
    count--;
    bytes -= call.command().length();
    return call;
  }
}
