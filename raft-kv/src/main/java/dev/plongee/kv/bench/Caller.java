package dev.plongee.kv.bench;

import dev.plongee.core.Bytes;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.RecordedClient;
import dev.plongee.kv.history.HistoryWriter;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// How one client of a load calls: one call at a time.
interface Caller {
  CompletableFuture<?> get(Bytes key);

  CompletableFuture<?> put(Bytes key, Bytes value);

  /// @param history where the calls are written down, if anywhere
  static Caller of(PlongeeClient client, @Nullable HistoryWriter history) {
    return history == null ? new Plain(client) : new Recorded(new RecordedClient(client, history));
  }

  record Plain(PlongeeClient client) implements Caller {
    @Override
    public CompletableFuture<?> get(Bytes key) {
      return client.getAsync(key);
    }

    @Override
    public CompletableFuture<?> put(Bytes key, Bytes value) {
      return client.putAsync(key, value);
    }
  }

  /// @param client one process of the history
  record Recorded(RecordedClient client) implements Caller {
    @Override
    public CompletableFuture<?> get(Bytes key) {
      return client.getAsync(PlongeeClient.text(key));
    }

    @Override
    public CompletableFuture<?> put(Bytes key, Bytes value) {
      return client.putAsync(PlongeeClient.text(key), PlongeeClient.text(value));
    }
  }
}
