package dev.plongee.kv.client;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sessions of one client. Each has one write under way; concurrent writes use different ones,
/// which are registered when they are needed, up to a bound, and used in turn, so that the cluster
/// forgets none of a client that writes. Belongs to the event loop.
final class SessionPool {
  private final Router router;
  private final ClientOptions options;
  private final Set<ClientSession> all = new LinkedHashSet<>();
  private final ArrayDeque<ClientSession> free = new ArrayDeque<>();
  private final ArrayDeque<WriteCall<?>> waiting = new ArrayDeque<>();
  private int registering;

  SessionPool(Router router, ClientOptions options) {
    this.router = router;
    this.options = options;
  }

  /// Lets a write begin as soon as there is a session for it.
  void begin(WriteCall<?> call) {
    ClientSession session = nextFree();
    if (session == null) {
      waiting.add(call);
      registerAsNeeded();
    } else {
      begin(call, session);
    }
  }

  /// A session that the cluster has not forgotten. One that was idle for long is not tried: the
  /// cluster lets it expire by itself.
  private @Nullable ClientSession nextFree() {
    ClientSession session = free.poll();
    while (session != null && session.idleNanos() > options.sessionIdle().toNanos()) {
      all.remove(session);
      session = free.poll();
    }
    return session;
  }

  private void begin(WriteCall<?> call, ClientSession session) {
    call.use(session);
    router.route(call);
  }

  /// The write that used it is over, whatever came of it.
  void release(ClientSession session) {
    if (!all.contains(session)) {
      return;
    }
    WriteCall<?> next = nextWaiting();
    if (next == null) {
      free.add(session);
    } else {
      begin(next, session);
    }
  }

  /// The cluster does not know it any more.
  void forget(ClientSession session) {
    all.remove(session);
    registerAsNeeded();
  }

  /// Whether the writes that wait do so for other writes.
  boolean isBusy() {
    return !all.isEmpty();
  }

  private @Nullable WriteCall<?> nextWaiting() {
    WriteCall<?> next = waiting.poll();
    while (next != null && next.isOver()) {
      next = waiting.poll();
    }
    return next;
  }

  private void registerAsNeeded() {
    while (registering < waiting.size() && all.size() + registering < options.sessions()) {
      registering++;
      WriteCall<Long> registration = WriteCall.registration(options.timeout().toNanos());
      registration.future.whenComplete((id, failure) -> {
        registering--;
        if (failure == null) {
          registered(new ClientSession(id));
        } else {
          notRegistered(failure);
        }
      });
      router.begin(registration);
    }
  }

  private void registered(ClientSession session) {
    all.add(session);
    release(session);
  }

  /// What is refused to a registration is refused to the writes that wait for it. Else time ran
  /// out, for some of them as well, and for the others it goes on.
  private void notRegistered(Throwable failure) {
    waiting.removeIf(Call::isOver);
    if (failure instanceof RefusedException refused) {
      List<WriteCall<?>> refusedToo = List.copyOf(waiting);
      waiting.clear();
      refusedToo.forEach(call -> router.fail(call, refused));
    } else {
      registerAsNeeded();
    }
  }

  /// Every session, for the cluster to forget.
  List<ClientSession> close() {
    List<ClientSession> closed = List.copyOf(all);
    all.clear();
    free.clear();
    waiting.clear();
    return closed;
  }
}
