package dev.plongee.kv.client;

import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.wire.Clients.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One call of the user, however often it is sent. All but the future belongs to the event loop.
///
/// @param <T> what it gives
abstract sealed class Call<T> permits ReadCall, WriteCall {
  /// The result, or a [CallException].
  final CompletableFuture<T> future = new CompletableFuture<>();

  /// Bytes that it costs while it is under way.
  final int size;

  final long begunNanos;
  final long deadlineNanos;

  /// Unique for its client; all its attempts carry it, for there is one at a time.
  long id;

  /// How often it was sent, or could not be sent, so far.
  int tries;

  /// Where the attempt under way was sent; nothing between two attempts.
  @Nullable ServerConnection sentTo;

  long sentNanos;

  /// How often a server that had it was silent for too long.
  int silences;

  private @Nullable Request request;

  Call(int size, long timeoutNanos) {
    this.size = size;
    this.begunNanos = System.nanoTime();
    this.deadlineNanos = begunNanos + timeoutNanos;
  }

  /// What is sent, made when it is sent for the first time.
  final Request request() {
    Request made = request;
    if (made == null) {
      made = makeRequest();
      request = made;
    }
    return made;
  }

  abstract Request makeRequest();

  /// The one server that is meant, or nothing when it is the leader, whoever that is.
  @Nullable Address only() {
    return null;
  }

  /// Whether it may be sent again although a server may have taken it.
  abstract boolean mayRepeat();

  /// An attempt ended without an answer that says what became of it.
  void remainedUnanswered() {}

  /// Whether nobody can tell, as things are, if it happened or will happen.
  abstract boolean isInDoubt();

  /// Gives the result; when there is none in the answer, whoever waits hears of it.
  final void complete(Supplier<T> reading) {
    try {
      future.complete(reading.get());
    } catch (RuntimeException wrongAnswer) {
      future.completeExceptionally(wrongAnswer);
    }
  }

  final boolean isOver() {
    return future.isDone();
  }
}
