package dev.plongee.kv.client;

import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One call of the user, however often it is sent. All but the future belongs to the event loop.
final class Call {
  /// What is sent, without an id.
  final Request request;

  /// The one server that is meant, or nothing when it is the leader, whoever that is.
  final @Nullable Address only;

  final int size;
  final long deadlineNanos;

  /// The answer, or a [CallException].
  final CompletableFuture<Response> future = new CompletableFuture<>();

  /// How often it was sent, or could not be sent, so far.
  int tries;

  /// The id of the attempt under way.
  long id;

  /// Where the attempt under way was sent; nothing between two attempts.
  @Nullable ServerConnection sentTo;

  Call(Request request, @Nullable Address only, long deadlineNanos) {
    this.request = request;
    this.only = only;
    this.size = request.getSerializedSize();
    this.deadlineNanos = deadlineNanos;
  }

  /// Only a write can be done without being known to be done; everything else is repeated at will.
  boolean isWrite() {
    return request.hasWrite();
  }

  boolean isOver() {
    return future.isDone();
  }
}
