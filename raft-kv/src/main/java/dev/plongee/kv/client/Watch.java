package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The changes of the keys that begin with a prefix, as they are committed: each once, in the order
/// of the log, without a gap. Made by [PlongeeClient#watch(Bytes, OptionalLong)].
///
/// ```java
/// try (Watch watch = client.watch(PlongeeClient.utf8("user/"), OptionalLong.empty())) {
///   while (true) {
///     Optional<Change> change = watch.next(Duration.ofSeconds(1));
///     change.ifPresent(it -> System.out.println(it.index() + " " + PlongeeClient.text(it.key())));
///   }
/// }
/// ```
///
/// When the server that answers dies, is stopped or leads no more, the watch goes on at the next
/// leader from where it was. It ends with a [CallException] when none answers for as long as the
/// time-out of the client: watch from [#nextIndex()] to go on later.
///
/// Changes are fetched ahead of [#next], a few thousand and a few megabytes at most. Whoever takes
/// them too slowly loses nothing at first, for servers keep the latest ones; then the watch ends
/// with a [ChangesGoneException]. For any number of threads, of which each change goes to one.
public final class Watch implements AutoCloseable {
  /// More is fetched while fewer changes than these are held, and fewer bytes of keys and values.
  private static final int ENOUGH_CHANGES = 4_096;

  private static final int ENOUGH_BYTES = 1 << 20;

  /// How long a server is to wait for a change: shorter than any call may be unanswered before
  /// another server is asked, so that this happens to servers only that are really silent.
  private static final int WAIT_MILLIS = 500;

  /// From one question to the next when the one server that is meant does not answer.
  private static final long PAUSE_MILLIS = 100;

  private final Consumer<Call<?>> client;
  private final Bytes prefix;
  private final @Nullable Address only;
  private final long timeoutNanos;

  private final ArrayDeque<Change> held = new ArrayDeque<>();
  private long heldBytes;

  /// Whatever happened before this index was fetched, and before the other one was taken too.
  private long fetchedTo;

  private long takenTo;

  /// Whether a question is under way, or will be after a pause.
  private boolean asking;

  /// Who answered last, and when; 0 for nobody.
  private int server;

  private long answeredNanos;
  private @Nullable RuntimeException end;

  /// @param client begins a call
  /// @param only the one server that is asked, or nothing for the leader
  Watch(Consumer<Call<?>> client, Bytes prefix, @Nullable Address only, long timeoutNanos) {
    this.client = client;
    this.prefix = prefix;
    this.only = only;
    this.timeoutNanos = timeoutNanos;
  }

  /// Asks where to begin, or whether it can begin where it is to.
  synchronized CompletableFuture<Clients.Changes> begin(OptionalLong from) {
    Clients.Watch.Builder question = Clients.Watch.newBuilder();
    from.ifPresent(index -> {
      question.setFrom(index);
      fetchedTo = index;
      takenTo = index;
    });
    return ask(question);
  }

  /// The next change; waits for it when there is none yet.
  ///
  /// @param timeout how long to wait at most
  /// @return nothing when its time is over
  /// @throws CallException when the watch has ended, and everything before was taken; why
  public synchronized Optional<Change> next(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (held.isEmpty()) {
      if (end != null) {
        throw end;
      }
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return Optional.empty();
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    Change change = held.removeFirst();
    heldBytes -= length(change);
    takenTo = change.index() + 1;
    askForMore();
    return Optional.of(change);
  }

  /// The index to begin another watch with, if it is to go on where this one is: [#next] has given
  /// every change before it. It moves on also while none of the keys that are watched changes.
  public synchronized long nextIndex() {
    return held.isEmpty() ? fetchedTo : takenTo;
  }

  /// The id of the server that answered last.
  public synchronized int server() {
    return server;
  }

  /// Ends it; whoever waits for a change gets a [RefusedException].
  @Override
  public synchronized void close() {
    held.clear();
    end(Failures.watchClosed());
  }

  private synchronized void askForMore() {
    boolean wanted = held.size() < ENOUGH_CHANGES && heldBytes < ENOUGH_BYTES;
    if (wanted && !asking && end == null) {
      long waitMillis = Math.min(WAIT_MILLIS, TimeUnit.NANOSECONDS.toMillis(timeoutNanos) / 2);
      ask(Clients.Watch.newBuilder().setFrom(fetchedTo).setWaitMillis((int) waitMillis));
    }
  }

  private CompletableFuture<Clients.Changes> ask(Clients.Watch.Builder question) {
    asking = true;
    Request.Builder request =
        Request.newBuilder()
            .setWatch(question.setPrefix(SharedBytes.of(prefix)))
            .setHere(only != null);
    ReadCall<Clients.Changes> call =
        new ReadCall<>(request, only, timeoutNanos, Response::getChanges);
    client.accept(call);
    return call.future.whenComplete(this::answered);
  }

  private synchronized void answered(
      Clients.@Nullable Changes changes, @Nullable Throwable failure) {
    asking = false;
    if (end != null) {
      return;
    }
    if (changes != null) {
      keep(changes);
      askForMore();
    } else if (isPassing(failure)) {
      asking = true;
      CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS)
          .execute(this::askAgain);
    } else {
      end(failure instanceof RuntimeException known ? known : new IllegalStateException(failure));
    }
  }

  private void keep(Clients.Changes changes) {
    if (held.isEmpty()) {
      takenTo = fetchedTo;
    }
    for (Clients.Change wire : changes.getChangesList()) {
      Change change =
          new Change(
              wire.getIndex(),
              SharedBytes.of(wire.getKey()),
              wire.hasValue() ? Optional.of(SharedBytes.of(wire.getValue())) : Optional.empty());
      held.addLast(change);
      heldBytes += length(change);
    }
    fetchedTo = changes.getNext();
    server = changes.getServer();
    answeredNanos = System.nanoTime();
    notifyAll();
  }

  /// Whether the one server that is meant may still come back. In the place of any other one the
  /// next has been asked already.
  private boolean isPassing(@Nullable Throwable failure) {
    return failure instanceof UnreachableException
        && only != null
        && server != 0
        && System.nanoTime() - answeredNanos < timeoutNanos;
  }

  private synchronized void askAgain() {
    asking = false;
    askForMore();
  }

  private void end(RuntimeException why) {
    if (end == null) {
      end = why;
    }
    notifyAll();
  }

  private static int length(Change change) {
    return change.key().length() + change.value().map(Bytes::length).orElse(0);
  }
}
