package dev.plongee.kv.driver;

import dev.plongee.core.Bytes;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients;
import dev.plongee.kv.net.wire.Clients.NodeStatus;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Value;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.Page;
import dev.plongee.kv.store.Pair;
import dev.plongee.kv.store.RecentChanges;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Answers the reads of one turn, from the state machine as it is now.
final class Questions {
  private final int self;
  private final KvStore store;
  private final Supplier<NodeStatus> looked;

  /// How the server is: worth a look, but not one for each who asks.
  private @Nullable NodeStatus status;

  /// @param self who answers
  /// @param looked how the server is now
  Questions(int self, KvStore store, Supplier<NodeStatus> looked) {
    this.self = self;
    this.store = store;
    this.looked = looked;
  }

  Response answer(Request request) {
    return switch (request.getCallCase()) {
      case GET -> get(request);
      case LIST -> list(request);
      case WATCH -> Answers.changes(request.getId(), self, nothingYet());
      case STATUS -> Response.newBuilder().setId(request.getId()).setStatus(status()).build();
      case WRITE, TRANSFER, SNAPSHOT, CHANGE_MEMBERS, CALL_NOT_SET ->
          throw new IllegalStateException("no question: " + request.getCallCase());
    };
  }

  private NodeStatus status() {
    NodeStatus known = status;
    if (known == null) {
      known = looked.get();
      status = known;
    }
    return known;
  }

  /// A watch begins behind what was applied, as a read sees it.
  private RecentChanges.Part nothingYet() {
    return new RecentChanges.Part(List.of(), store.appliedIndex() + 1);
  }

  private Response get(Request request) {
    Value.Builder value = Value.newBuilder().setIndex(store.appliedIndex());
    store
        .get(SharedBytes.of(request.getGet().getKey()))
        .ifPresent(found -> value.setValue(SharedBytes.of(found)));
    return Response.newBuilder().setId(request.getId()).setValue(value).build();
  }

  private Response list(Request request) {
    Clients.List asked = request.getList();
    // Unsigned on the wire; 0 and what is too large for an int mean: as many as there are.
    int limit = asked.getLimit() <= 0 ? KvStore.MAX_PAGE_PAIRS : asked.getLimit();
    Bytes after = asked.hasAfter() ? SharedBytes.of(asked.getAfter()) : Bytes.EMPTY;
    Page found = store.list(SharedBytes.of(asked.getPrefix()), after, limit);
    Clients.Page.Builder page =
        Clients.Page.newBuilder().setIndex(store.appliedIndex()).setMore(found.more());
    for (Pair pair : found.pairs()) {
      page.addPairs(
          Clients.Pair.newBuilder()
              .setKey(SharedBytes.of(pair.key()))
              .setValue(SharedBytes.of(pair.value())));
    }
    return Response.newBuilder().setId(request.getId()).setPage(page).build();
  }
}
