package dev.plongee.kv.bench;

import dev.plongee.core.Bytes;
import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.RefusedException;
import dev.plongee.kv.history.HistoryWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A closed loop: each client calls, waits for the answer, and calls again. So a slow cluster is
/// asked less, and the figures are those of a fixed number of patient users; how long calls would
/// wait that arrive at a fixed rate, they do not say.
public final class LoadGenerator {
  /// Calls under way while the keys are written for the first time.
  private static final int PREPARING = 256;

  private final List<PlongeeClient> connections;
  private final Workload workload;
  private final @Nullable HistoryWriter history;
  private final Bytes[] keys;
  private final byte[] letters;
  private final Tally tally = new Tally();
  private final CountDownLatch atWork;
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private volatile boolean stopping;

  /// @param connections what the clients call through; each client keeps to one of them
  /// @param history where every call is written down, if anywhere
  public LoadGenerator(
      List<PlongeeClient> connections, Workload workload, @Nullable HistoryWriter history) {
    this.connections = List.copyOf(connections);
    this.workload = workload;
    this.history = history;
    this.keys = workload.allKeys();
    this.letters = workload.letters();
    this.atWork = new CountDownLatch(workload.clients());
  }

  /// Completes when the load was stopped; with a [RefusedException] when the cluster takes no more,
  /// with an [UncheckedIOException] when the history cannot be written: going on is pointless.
  public CompletableFuture<Void> over() {
    return over;
  }

  /// Writes every key once, so that reads find something.
  ///
  /// @throws CallException when a write fails
  /// @throws UncheckedIOException when the history cannot be written
  public void prepare() {
    SplittableRandom random = new SplittableRandom(workload.seed());
    List<Caller> callers =
        Stream.generate(() -> Caller.of(connections.getFirst(), history)).limit(PREPARING).toList();
    for (int done = 0; done < keys.length && !over.isDone(); done += PREPARING) {
      List<CompletableFuture<?>> batch = new ArrayList<>();
      for (int i = done; i < Math.min(keys.length, done + PREPARING); i++) {
        Bytes value = workload.value(letters, random);
        batch.add(callers.get(i - done).put(keys[i], value));
      }
      try {
        CompletableFuture.anyOf(
                over, CompletableFuture.allOf(batch.toArray(CompletableFuture[]::new)))
            .join();
      } catch (CompletionException e) {
        switch (cause(e)) {
          case CallException failed -> throw failed;
          case UncheckedIOException unwritten -> throw unwritten;
          default -> throw e;
        }
      }
    }
  }

  /// Lets all clients begin; nothing is counted yet.
  public void start() {
    SplittableRandom random = new SplittableRandom(workload.seed());
    for (int i = 0; i < workload.clients(); i++) {
      Caller caller = Caller.of(connections.get(i % connections.size()), history);
      new User(caller, random.split()).call();
    }
  }

  /// Begins to count.
  public void measure() {
    tally.begin();
  }

  /// What was counted until now; called by the thread that calls [#measure].
  public Figures figures() {
    return tally.figures();
  }

  /// Ends the counting, then the calls: each client waits for the answer it is waiting for, but not
  /// for long.
  ///
  /// @return what was counted
  public Figures finish() throws InterruptedException {
    tally.end();
    stop();
    atWork.await(1, TimeUnit.SECONDS);
    return tally.figures();
  }

  /// No client calls again; for any thread.
  public void stop() {
    stopping = true;
    over.complete(null);
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /// One client. Its calls follow each other, whatever threads they end on.
  private final class User {
    private final Caller caller;
    private final SplittableRandom random;
    private boolean read;
    private long calledNanos;

    User(Caller caller, SplittableRandom random) {
      this.caller = caller;
      this.random = random;
    }

    void call() {
      if (stopping) {
        atWork.countDown();
        return;
      }
      read = random.nextDouble() < workload.readRatio();
      Bytes key = keys[random.nextInt(keys.length)];
      calledNanos = System.nanoTime();
      answer(key).whenComplete((_, failure) -> ended(failure));
    }

    private CompletableFuture<?> answer(Bytes key) {
      try {
        return read ? caller.get(key) : caller.put(key, workload.value(letters, random));
      } catch (UncheckedIOException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    private void ended(@Nullable Throwable failure) {
      Throwable cause = failure == null ? null : cause(failure);
      tally.add(read, System.nanoTime() - calledNanos, cause);
      if (cause instanceof RefusedException || cause instanceof UncheckedIOException) {
        stopping = true;
        over.completeExceptionally(cause);
      }
      call();
    }
  }
}
