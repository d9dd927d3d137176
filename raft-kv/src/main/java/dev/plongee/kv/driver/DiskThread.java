package dev.plongee.kv.driver;

import dev.plongee.core.Write;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// The thread that waits for the disk so that nobody else has to. Whatever was handed over while
/// one force ran goes into the next one. The first error is its end.
final class DiskThread {
  private record Batch(List<Write> writes, long commitIndex) {}

  private static final Batch STOP = new Batch(List.of(), 0);

  /// How long a full disk is left alone before it is looked at again.
  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Disk disk;
  private final LongConsumer persisted;
  private final Consumer<Boolean> space;
  private final Consumer<Throwable> failed;
  private final LinkedBlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  /// What was told last of the disk; belongs to its thread.
  private boolean hadSpace = true;

  /// @param persisted told on the disk thread the id of the last write that is durable
  /// @param space told on the disk thread when the disk has no room for more entries any more, and
  ///   when it has room again
  /// @param failed told on the disk thread what ended it
  DiskThread(
      String name,
      Disk disk,
      LongConsumer persisted,
      Consumer<Boolean> space,
      Consumer<Throwable> failed) {
    this.disk = disk;
    this.persisted = persisted;
    this.space = space;
    this.failed = failed;
    this.thread = new Thread(this::run, name);
    thread.start();
  }

  Disk.Health health() {
    return disk.health();
  }

  /// Hands writes over; never waits. How much can gather here is bounded by the core: a leader's
  /// uncommitted entries, and the window of a follower.
  void hand(List<Write> writes, long commitIndex) {
    queue.add(new Batch(List.copyOf(writes), commitIndex));
  }

  private void run() {
    try (disk) {
      List<Batch> batches = new ArrayList<>();
      boolean more = true;
      while (more) {
        batches.clear();
        batches.add(next());
        queue.drainTo(batches);
        more = append(batches);
      }
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      failed.accept(e);
    }
  }

  private Batch next() throws IOException, InterruptedException {
    Batch batch = queue.poll();
    while (batch == null) {
      boolean more = disk.idle();
      tellSpace();
      if (more) {
        batch = queue.poll();
      } else if (hadSpace) {
        batch = queue.take();
      } else {
        batch = queue.poll(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
      }
    }
    return batch;
  }

  private void tellSpace() {
    if (disk.hasSpace() != hadSpace) {
      hadSpace = disk.hasSpace();
      space.accept(hadSpace);
    }
  }

  /// @return whether more will come
  private boolean append(List<Batch> batches) throws IOException {
    List<Write> writes = new ArrayList<>();
    long commitIndex = 0;
    for (Batch batch : batches) {
      writes.addAll(batch.writes());
      commitIndex = Math.max(commitIndex, batch.commitIndex());
    }
    if (!writes.isEmpty()) {
      disk.append(writes, commitIndex);
      persisted.accept(writes.getLast().id());
      tellSpace();
    }
    return batches.getLast() != STOP;
  }

  /// Lets what was handed over become durable, closes the disk and waits for both.
  void stop() {
    queue.add(STOP);
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
