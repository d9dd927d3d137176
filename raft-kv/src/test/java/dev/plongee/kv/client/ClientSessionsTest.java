package dev.plongee.kv.client;

import static dev.plongee.kv.client.FakeStore.isUsers;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The client's sessions against servers that lose answers, fall silent, forget and change their
/// minds, and against the real state machine behind them.
class ClientSessionsTest {
  private final FakeServers servers = new FakeServers();
  private final FakeStore store = new FakeStore();
  private final AtomicInteger times = new AtomicInteger();

  @AfterEach
  void stop() throws Exception {
    servers.close();
  }

  private PlongeeClient client(int timeoutMillis, int... ids) {
    return new PlongeeClient(servers.options(timeoutMillis, ids));
  }

  /// Numbers and sessions of the writes that were executed, in their order.
  private List<String> executed() {
    List<String> executed = new ArrayList<>();
    for (Command command : store.log()) {
      if (command instanceof Command.InSession(long session, long number, _)) {
        executed.add(session + "/" + number);
      }
    }
    return executed;
  }

  @Test
  void everyCallHasItsResult() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = client(5_000, 1)) {
      assertEquals(new Written(2), client.put("k", "a"));
      assertEquals(new Compared(3, false), client.cas("k", Optional.empty(), "b"));
      assertEquals(new Compared(4, true), client.cas("k", Optional.of("a"), "b"));
      assertEquals(new Appended(5, 3), client.append("k", "cd"));
      assertEquals("bcd", client.getString("k").orElseThrow());
      assertEquals(new Deleted(6, true), client.delete("k"));
      assertEquals(new Deleted(7, false), client.delete("k"));
      assertEquals(new Compared(8, true), client.cas("k", Optional.empty(), ""));
    }
    assertEquals(List.of("1/1", "1/2", "1/3", "1/4", "1/5", "1/6", "1/7"), executed());
  }

  @Test
  void aWriteWhoseAnswerIsLostIsSentToAnotherServerAndExecutedOnce() throws Exception {
    servers.serve(
        1,
        (from, request) -> {
          if (isUsers(request)) {
            store.execute(request);
            servers.crash(1);
          } else {
            store.serve(from, request);
          }
        });
    servers.serve(2, store::serve);
    try (PlongeeClient client = client(20_000, 1, 2)) {
      assertEquals(new Appended(2, 1), client.append("k", "a"), "the first result");
      assertEquals(new Appended(4, 2), client.append("k", "b"));
      assertEquals("ab", client.getString("k").orElseThrow());
    }
    assertEquals(List.of("1/1", "1/1", "1/2"), executed());
  }

  @Test
  void aWriteThatTheServerCallsUnknownIsSentAgain() throws Exception {
    servers.serve(
        1,
        (from, request) -> {
          if (isUsers(request) && times.incrementAndGet() <= 2) {
            store.execute(request);
            FakeServers.unknown(from, request);
          } else {
            store.serve(from, request);
          }
        });
    try (PlongeeClient client = client(20_000, 1)) {
      assertEquals(new Appended(2, 1), client.append("k", "a"));
      assertEquals("a", client.getString("k").orElseThrow());
    }
    assertEquals(List.of("1/1", "1/1", "1/1"), executed());
  }

  @Test
  void aWriteIsRedirectedUnderTheSameNumber() throws Exception {
    servers.serve(
        1,
        (from, request) ->
            (isUsers(request) ? FakeServers.notLeader(2) : (FakeServers.Script) store::serve)
                .handle(from, request));
    servers.serve(2, store::serve);
    try (PlongeeClient client = client(20_000, 1, 2)) {
      client.append("k", "a");
      client.append("k", "b");
    }
    assertEquals(List.of("1/1", "1/2"), executed());
  }

  @Test
  void aServerThatIsSilentIsPassedOver() throws Exception {
    servers.serve(
        1,
        (from, request) -> {
          if (isUsers(request)) {
            store.execute(request);
          } else {
            store.serve(from, request);
          }
        });
    servers.serve(2, store::serve);
    try (PlongeeClient client = client(20_000, 1, 2)) {
      assertEquals(new Appended(2, 1), client.append("k", "a"));
    }
    assertEquals(List.of("1/1", "1/1"), executed());
  }

  @Test
  void aCallThatWasGivenUpCannotBeExecutedAfterItsSuccessor() throws Exception {
    List<Request> held = new ArrayList<>();
    servers.serve(
        1,
        (from, request) -> {
          if (isUsers(request) && times.getAndIncrement() == 0) {
            held.add(request);
            return;
          }
          store.serve(from, request);
          if (times.get() == 2 && !held.isEmpty()) {
            store.execute(held.removeFirst());
          }
        });
    try (PlongeeClient client = client(1_000, 1)) {
      assertThrows(UnknownOutcomeException.class, () -> client.append("k", "given up"));
      assertEquals(new Appended(2, 1), client.append("k", "b"));
      assertEquals("b", client.getString("k").orElseThrow());
    }
    assertEquals(List.of("1/2", "1/1"), executed());
  }

  @Test
  void aForgottenSessionIsAnErrorAndTheNextCallBeginsANewOne() throws Exception {
    FakeStore small = new FakeStore(1);
    servers.serve(1, small::serve);
    try (PlongeeClient client = client(20_000, 1);
        PlongeeClient other = client(20_000, 1)) {
      client.append("k", "a");
      other.append("k", "b");
      SessionExpiredException e =
          assertThrows(SessionExpiredException.class, () -> client.append("k", "c"));
      assertTrue(e.getMessage().contains("session of this call has expired"), e.getMessage());
      assertTrue(e.hint().contains("call again"), e.hint());
      client.append("k", "d");
      assertEquals("abd", client.getString("k").orElseThrow());
    }
  }

  @Test
  void aSessionThatWasIdleForLongIsNotTriedAnyMore() throws Exception {
    FakeStore small = new FakeStore(1);
    servers.serve(1, small::serve);
    Duration idle = Duration.ofMillis(200);
    ClientOptions options = servers.options(20_000, 1).withSessionIdle(idle);
    try (PlongeeClient client = new PlongeeClient(options);
        PlongeeClient other = client(20_000, 1)) {
      client.append("k", "a");
      other.append("k", "b");
      Thread.sleep(idle.toMillis() + 1);
      client.append("k", "c");
      assertEquals("abc", client.getString("k").orElseThrow());
    }
    assertEquals(3, small.log().stream().filter(Command.RegisterSession.class::isInstance).count());
  }

  @Test
  void aCallThatMayHaveBeenTakenBeforeItsSessionWasForgottenIsUnknown() throws Exception {
    FakeStore small = new FakeStore(1);
    AtomicBoolean lose = new AtomicBoolean();
    servers.serve(
        1,
        (from, request) -> {
          if (lose.getAndSet(false)) {
            small.execute(request);
            servers.crash(1);
          } else {
            small.serve(from, request);
          }
        });
    servers.serve(2, small::serve);
    try (PlongeeClient client = client(20_000, 1, 2);
        PlongeeClient other = client(20_000, 1)) {
      client.append("k", "a");
      other.append("k", "b");
      lose.set(true);
      UnknownOutcomeException e =
          assertThrows(UnknownOutcomeException.class, () -> client.append("k", "c"));
      assertTrue(e.getMessage().contains("session of this call has expired"), e.getMessage());
    }
  }

  @Test
  void anAppendThatDoesNotFitDefinitelyDidNotHappen() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = client(20_000, 1)) {
      client.put("k", "v".repeat(CommandCodec.MAX_VALUE_BYTES));
      RefusedException e = assertThrows(RefusedException.class, () -> client.append("k", "a"));
      assertTrue(e.getMessage().contains("would have 1048577 bytes"), e.getMessage());
      assertThrows(
          RefusedException.class,
          () -> client.append("k", "v".repeat(CommandCodec.MAX_VALUE_BYTES + 1)));
    }
  }

  @Test
  void aFullLogRefusesWritesThatWaitForASession() throws Exception {
    servers.serve(1, FakeServers.refuse(Refused.Why.LOG_FULL, 0));
    try (PlongeeClient client = client(20_000, 1)) {
      RefusedException e = assertThrows(RefusedException.class, () -> client.put("k", "v"));
      assertTrue(e.hint().contains("--fresh"), e.hint());
    }
  }

  @Test
  void aRefusalAfterALostAnswerProvesNothing() throws Exception {
    servers.serve(
        1,
        (from, request) -> {
          if (!isUsers(request)) {
            store.serve(from, request);
          } else if (times.getAndIncrement() == 0) {
            FakeServers.unknown(from, request);
          } else {
            FakeServers.refuse(Refused.Why.LOG_FULL, 0).handle(from, request);
          }
        });
    try (PlongeeClient client = client(20_000, 1)) {
      assertThrows(UnknownOutcomeException.class, () -> client.put("k", "v"));
    }
  }

  @Test
  void concurrentWritesTakeSessionsUpToTheBoundAndTheOthersWait() throws Exception {
    ConcurrentLinkedQueue<Runnable> held = new ConcurrentLinkedQueue<>();
    AtomicInteger most = new AtomicInteger();
    servers.serve(
        1,
        (from, request) -> {
          if (!isUsers(request)) {
            store.serve(from, request);
            return;
          }
          held.add(() -> store.serve(from, request));
          most.accumulateAndGet(held.size(), Math::max);
          if (held.size() == 3 || store.log().size() >= 3 + 27) {
            held.forEach(Runnable::run);
            held.clear();
          }
        });
    ClientOptions options = servers.options(20_000, 1);
    ClientOptions three = options.withSessions(3);
    try (PlongeeClient client = new PlongeeClient(three)) {
      List<CompletableFuture<Appended>> writes = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        Bytes key = PlongeeClient.utf8("k");
        writes.add(client.appendAsync(key, PlongeeClient.utf8("a")));
      }
      for (CompletableFuture<Appended> write : writes) {
        write.get(20, TimeUnit.SECONDS);
      }
      assertEquals("a".repeat(30), client.getString("k").orElseThrow());
    }
    assertEquals(3, most.get());
    assertEquals(30, executed().stream().distinct().count());
  }

  @Test
  void sessionsEndWithTheirClient() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    servers.serve(
        1,
        (from, request) -> {
          store.serve(from, request);
          if (store.log().getLast() instanceof Command.CloseSession) {
            closed.countDown();
          }
        });
    PlongeeClient client = client(20_000, 1);
    client.put("k", "v");
    assertEquals(1, store.sessions());
    client.close();
    assertTrue(closed.await(20, TimeUnit.SECONDS));
    assertEquals(0, store.sessions());
    assertThrows(RefusedException.class, () -> client.put("k", "v"));
  }

  @Test
  void whatIsUnderWayWhenTheClientIsClosedIsUnknown() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    servers.serve(
        1,
        (from, request) -> {
          if (isUsers(request)) {
            arrived.countDown();
          } else {
            store.serve(from, request);
          }
        });
    PlongeeClient client = client(20_000, 1);
    CompletableFuture<Written> write =
        client.putAsync(PlongeeClient.utf8("k"), PlongeeClient.utf8("v"));
    assertTrue(arrived.await(20, TimeUnit.SECONDS));
    client.close();
    ExecutionException e = assertThrows(ExecutionException.class, write::get);
    assertInstanceOf(UnknownOutcomeException.class, e.getCause());
  }

  @Test
  void withoutSessionsNoneIsBegun() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = new PlongeeClient(servers.options(20_000, 1).withoutSessions())) {
      assertEquals(new Appended(1, 1), client.append("k", "a"));
    }
    assertEquals(0, store.sessions());
    assertFalse(store.log().isEmpty());
    assertEquals(List.of(), executed());
  }

  @Test
  void anAnswerToAnotherKindOfCallIsAnErrorAndNotAResult() throws Exception {
    servers.serve(1, FakeServers::done);
    try (PlongeeClient client = new PlongeeClient(servers.options(20_000, 1).withoutSessions())) {
      ExecutionException e =
          assertThrows(
              ExecutionException.class, () -> client.deleteAsync(PlongeeClient.utf8("k")).get());
      assertInstanceOf(IllegalStateException.class, e.getCause());
    }
  }
}
