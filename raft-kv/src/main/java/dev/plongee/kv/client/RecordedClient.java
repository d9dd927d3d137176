package dev.plongee.kv.client;

import dev.plongee.kv.history.HistoryEvent;
import dev.plongee.kv.history.HistoryEvent.Type;
import dev.plongee.kv.history.HistoryWriter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/// One process of a history: calls of a client, one at a time, each of which is written down before
/// it is sent and after it was answered. After an unknown outcome it goes on as another process.
/// Several of these may share one client and one history.
public final class RecordedClient {
  private final PlongeeClient client;
  private final HistoryWriter history;
  private int process;
  private boolean underWay;

  public RecordedClient(PlongeeClient client, HistoryWriter history) {
    this.client = client;
    this.history = history;
    this.process = history.newProcess();
  }

  public Optional<String> get(String key) {
    return client.await(getAsync(key));
  }

  public CompletableFuture<Optional<String>> getAsync(String key) {
    HistoryEvent get = HistoryEvent.get(key);
    return record(
        get,
        () ->
            client
                .getAsync(PlongeeClient.utf8(key))
                .thenApply(found -> found.value().map(PlongeeClient::text)),
        get::read);
  }

  public Written put(String key, String value) {
    return client.await(putAsync(key, value));
  }

  public CompletableFuture<Written> putAsync(String key, String value) {
    HistoryEvent put = HistoryEvent.put(key, value);
    return record(
        put,
        () -> client.putAsync(PlongeeClient.utf8(key), PlongeeClient.utf8(value)),
        _ -> put.ended(Type.OK));
  }

  public Deleted delete(String key) {
    return client.await(deleteAsync(key));
  }

  public CompletableFuture<Deleted> deleteAsync(String key) {
    HistoryEvent delete = HistoryEvent.delete(key);
    return record(
        delete, () -> client.deleteAsync(PlongeeClient.utf8(key)), _ -> delete.ended(Type.OK));
  }

  public Compared cas(String key, Optional<String> expected, String value) {
    return client.await(casAsync(key, expected, value));
  }

  public CompletableFuture<Compared> casAsync(String key, Optional<String> expected, String value) {
    HistoryEvent cas = HistoryEvent.cas(key, expected, value);
    return record(
        cas,
        () ->
            client.casAsync(
                PlongeeClient.utf8(key),
                expected.map(PlongeeClient::utf8),
                PlongeeClient.utf8(value)),
        compared -> cas.compared(compared.swapped()));
  }

  public Appended append(String key, String suffix) {
    return client.await(appendAsync(key, suffix));
  }

  public CompletableFuture<Appended> appendAsync(String key, String suffix) {
    HistoryEvent append = HistoryEvent.append(key, suffix);
    return record(
        append,
        () -> client.appendAsync(PlongeeClient.utf8(key), PlongeeClient.utf8(suffix)),
        _ -> append.ended(Type.OK));
  }

  private <T> CompletableFuture<T> record(
      HistoryEvent invoke, Supplier<CompletableFuture<T>> call, Function<T, HistoryEvent> ok) {
    begin(invoke);
    return call.get()
        .whenComplete((result, failure) ->
            end(failure == null ? ok.apply(result) : invoke.ended(outcome(invoke, failure))));
  }

  private synchronized void begin(HistoryEvent invoke) {
    if (underWay) {
      throw new IllegalStateException("a process of a history has one call at a time");
    }
    underWay = true;
    history.write(process, invoke);
  }

  private synchronized void end(HistoryEvent event) {
    history.write(process, event);
    underWay = false;
    if (event.type() == Type.INFO) {
      process = history.newProcess();
    }
  }

  /// A read that has no answer changed nothing, and says nothing.
  private static Type outcome(HistoryEvent invoke, Throwable failure) {
    boolean didNotHappen =
        invoke.function() == HistoryEvent.Function.GET || failure instanceof NotDoneException;
    return didNotHappen ? Type.FAIL : Type.INFO;
  }
}
