package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Watch;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.RecentChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The questions of those who watch keys, while they wait for something to happen. Each is answered
/// once, as any other request: with the changes that it waits for, or with nothing when its time is
/// over. What was applied is committed, so any server could answer; it is the leader, as for reads,
/// unless the client names another one.
///
/// A client that does not read its answers asks nothing, so it costs nothing here. When it asks
/// again and what it missed is no longer kept, it is told so.
final class Watches {
  /// Questions that wait, of all clients and of one. Each new change is compared with the prefix of
  /// each of them.
  static final int MAX_COUNT = 256;

  static final int MAX_OF_ONE = 64;

  /// Changes that are kept: those of two seconds at the highest rate that was ever measured, and of
  /// minutes at usual ones.
  private static final int KEPT_CHANGES = 1 << 18;

  /// And the bytes of their keys and values: 64 MiB with the heap of `up`, less with a small one.
  private static final long KEPT_BYTES = Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 32);

  /// The most that one answer costs the loop: changes that are looked at, and bytes that are sent.
  /// With the largest pair on top it still fits a frame of 4 MiB.
  static final int MAX_LOOKED_AT = 1_024;

  private static final int MAX_PART_BYTES = 512 << 10;

  private static final int MAX_WAIT_MILLIS = 1_000;

  private static final long NEVER = Long.MAX_VALUE;

  private static final class Question {
    private final Client from;
    private final long id;
    private final boolean here;
    private final Bytes prefix;
    private final int waitMillis;

    /// Everything before was looked at.
    private long next;

    /// In microseconds; counted from the first look on.
    private long deadline = NEVER;

    Question(Client from, Request request) {
      Watch watch = request.getWatch();
      this.from = from;
      this.id = request.getId();
      this.here = request.getHere();
      this.prefix = SharedBytes.of(watch.getPrefix()).compact();
      // Unsigned on the wire: what is too large for an int is negative.
      this.waitMillis =
          watch.getWaitMillis() < 0
              ? MAX_WAIT_MILLIS
              : Math.min(watch.getWaitMillis(), MAX_WAIT_MILLIS);
      this.next = watch.getFrom();
    }
  }

  private final RaftView view;
  private final RecentChanges recent;
  private final List<Question> waiting = new ArrayList<>();

  /// Whether there is one that was never looked at.
  private boolean arrived;

  private long lookedUpTo;
  private long nextLook = NEVER;

  Watches(RaftView view, RecentChanges recent) {
    this.view = view;
    this.recent = recent;
  }

  /// From now on the changes of this store are kept.
  static Watches of(RaftView view, KvStore store) {
    RecentChanges recent = new RecentChanges(KEPT_CHANGES, KEPT_BYTES);
    store.keepChanges(recent);
    return new Watches(view, recent);
  }

  /// Takes a question, or says at once that there is no room.
  void add(Client from, Request request) {
    if (request.getWatch().getPrefix().size() > CommandCodec.MAX_KEY_BYTES) {
      from.answer(Answers.invalid(request.getId(), "no key is as long as this prefix"));
    } else if (waiting.size() >= MAX_COUNT) {
      from.answer(Answers.busy(request.getId(), MAX_COUNT + " watches wait here already"));
    } else if (waiting.stream().filter(it -> it.from == from).count() >= MAX_OF_ONE) {
      from.answer(
          Answers.busy(request.getId(), MAX_OF_ONE + " watches of this client wait here already"));
    } else {
      waiting.add(new Question(from, request));
      arrived = true;
    }
  }

  /// Answers whom it can, after each turn; at no cost when nothing has happened.
  ///
  /// @return when to look again at the latest, in microseconds; [Long#MAX_VALUE] for never
  long look(long now) {
    boolean due = arrived || lookedUpTo != recent.next() || now >= nextLook;
    if (waiting.isEmpty() || !due) {
      return nextLook;
    }
    arrived = false;
    lookedUpTo = recent.next();
    nextLook = NEVER;
    waiting.removeIf(question -> {
      Optional<Response> answer = answer(question, now);
      answer.ifPresentOrElse(
          question.from::answer, () -> nextLook = Math.min(nextLook, question.deadline));
      return answer.isPresent();
    });
    return nextLook;
  }

  /// Nothing while there is nothing to say.
  private Optional<Response> answer(Question question, long now) {
    if (!question.here && view.role() != RoleName.LEADER) {
      return Optional.of(Answers.refused(question.id, Reply.Refusal.NOT_LEADER, view.leader()));
    }
    if (question.next < recent.oldest()) {
      return Optional.of(Answers.changesGone(question.id, question.next, recent.oldest()));
    }
    if (question.deadline == NEVER) {
      question.deadline = now + question.waitMillis * 1_000L;
    }
    RecentChanges.Part part = read(question);
    question.next = part.next();
    boolean isMore = question.from.isWritable() && part.next() < recent.next();
    return part.changes().isEmpty() && !isMore && now < question.deadline
        ? Optional.empty()
        : Optional.of(Answers.changes(question.id, view.self(), part));
  }

  /// Whoever does not read what he was answered before gets nothing long.
  private RecentChanges.Part read(Question question) {
    return question.from.isWritable()
        ? recent.read(question.prefix, question.next, MAX_LOOKED_AT, MAX_PART_BYTES)
        : new RecentChanges.Part(List.of(), question.next);
  }

  /// The server is being stopped.
  void stop() {
    waiting.forEach(question -> question.from.answer(Answers.stopping(question.id)));
    waiting.clear();
  }
}
