package dev.plongee.kv.driver;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Wakes the loop when the core's earliest timer is due. A deadline that moves away costs nothing:
/// the alarm rings too early, and is set again then.
final class Alarm {
  private static final long NEVER = Long.MAX_VALUE;

  private final EventLoop loop;
  private final Runnable ring;
  private @Nullable Future<?> pending;
  private long at = NEVER;

  Alarm(EventLoop loop, Runnable ring) {
    this.loop = loop;
    this.ring = ring;
  }

  /// @param now microseconds
  /// @param deadline when to ring at the latest, in microseconds; [Long#MAX_VALUE] for never
  void set(long now, long deadline) {
    if (deadline >= at) {
      return;
    }
    if (pending != null) {
      pending.cancel(false);
    }
    at = deadline;
    pending =
        loop.schedule(
            () -> {
              at = NEVER;
              pending = null;
              ring.run();
            },
            Math.max(0, deadline - now),
            TimeUnit.MICROSECONDS);
  }
}
