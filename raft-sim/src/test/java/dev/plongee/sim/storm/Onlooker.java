package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.client.Change;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.Watch;
import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.Result;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// Watches the keys of a load while a storm goes on, and must have seen what the log says in the
/// end: each change once, in its order.
final class Onlooker implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(100);

  private final PlongeeClient client;
  private final Watch watch;
  private final Bytes prefix;
  private final long begin;
  private final List<Change> seen = new ArrayList<>();
  private final CompletableFuture<Void> looking;
  private volatile long until = Long.MAX_VALUE;

  private Onlooker(PlongeeClient client, Bytes prefix) {
    this.client = client;
    this.prefix = prefix;
    this.watch = client.watch(prefix, OptionalLong.empty());
    this.begin = watch.nextIndex();
    this.looking =
        CompletableFuture.runAsync(
            this::look, work -> Thread.ofPlatform().name("onlooker").start(work));
  }

  /// Begins to watch the keys of a load.
  static Onlooker begin(StormCluster cluster, Load load) {
    return new Onlooker(cluster.client(), PlongeeClient.utf8(load.prefix()));
  }

  private void look() {
    try {
      while (watch.nextIndex() < until) {
        watch.next(LOOK).ifPresent(seen::add);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Compares what it saw with what the log of a server does to an empty store; nobody writes any
  /// more.
  void judge(StormCluster cluster, int server) throws IOException {
    DurableState log = LogFiles.of(cluster, server).state();
    assertEquals(0, log.base().index(), "the log is there from its beginning");
    List<Change> expected = new ArrayList<>();
    KvStore store = new KvStore();
    for (Entry entry : log.entries()) {
      Result result = store.apply(entry);
      if (entry.index() >= begin && result.index() == entry.index()) {
        changedKey(entry, result)
            .filter(key -> key.length() >= prefix.length())
            .filter(key -> key.slice(0, prefix.length()).equals(prefix))
            .ifPresent(key -> expected.add(new Change(entry.index(), key, store.get(key))));
      }
    }
    until = store.appliedIndex() + 1;
    looking.join();
    assertFalse(expected.isEmpty(), "there was something to see");
    assertEquals(expected, seen);
    System.out.printf("a watch saw all %d changes once%n", seen.size());
  }

  private static Optional<Bytes> changedKey(Entry entry, Result result) {
    boolean changed =
        switch (result) {
          case Result.Stored _, Result.Appended _ -> true;
          case Result.Deleted(_, boolean existed) -> existed;
          case Result.Compared(_, boolean swapped) -> swapped;
          default -> false;
        };
    return changed ? key(entry) : Optional.empty();
  }

  private static Optional<Bytes> key(Entry entry) {
    if (!(entry.payload() instanceof Payload.Command(Bytes bytes))) {
      return Optional.empty();
    }
    try {
      return switch (CommandCodec.decode(bytes)) {
        case Command.Write write -> Optional.of(write.key());
        case Command.InSession inSession -> Optional.of(inSession.write().key());
        default -> Optional.empty();
      };
    } catch (CodecException e) {
      throw new AssertionError("no server admits this", e);
    }
  }

  @Override
  public void close() {
    until = 0;
    client.close();
  }
}
