package dev.plongee.sim.storm;

import dev.plongee.kv.client.ServerStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Asks a server again and again how it is, and remembers how long it ever took to answer: not less
/// than its event loop was held.
final class Waits implements AutoCloseable {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final AtomicLong longestNanos = new AtomicLong();
  private final CompletableFuture<Void> ended;
  private volatile boolean enough;

  /// @param server runs, and goes on doing so
  Waits(StormCluster cluster, int server) {
    ended =
        CompletableFuture.runAsync(
            () -> {
              while (!enough) {
                ask(cluster, server);
                LockSupport.parkNanos(PAUSE_NANOS);
              }
            },
            work -> Thread.ofPlatform().name("waits of S" + server).start(work));
  }

  private void ask(StormCluster cluster, int server) {
    long begin = System.nanoTime();
    if (cluster.status(server).map(ServerStatus::server).isPresent()) {
      longestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
    }
  }

  long longestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(longestNanos.get());
  }

  @Override
  public void close() {
    enough = true;
    ended.join();
  }
}
