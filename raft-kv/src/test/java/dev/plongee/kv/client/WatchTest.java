package dev.plongee.kv.client;

import static dev.plongee.kv.client.FakeServers.notLeader;
import static dev.plongee.kv.client.FakeServers.refuse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A watch against servers that say what the test wants.
class WatchTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Bytes ALL = Bytes.EMPTY;

  private final FakeServers servers = new FakeServers();
  private final FakeStore store = new FakeStore();

  @AfterEach
  void stop() throws Exception {
    servers.close();
  }

  private PlongeeClient client(int timeoutMillis, int... ids) {
    return new PlongeeClient(servers.options(timeoutMillis, ids));
  }

  /// It ends at its next question, which comes at once.
  private void crash(int id) throws Exception {
    servers.serve(id, (_, _) -> servers.crash(id));
  }

  private static String text(Change change) {
    return change.index()
        + " "
        + PlongeeClient.text(change.key())
        + change.value().map(value -> "=" + PlongeeClient.text(value)).orElse("");
  }

  /// The next so many.
  private static List<String> take(Watch watch, int count) throws InterruptedException {
    List<String> taken = new ArrayList<>();
    while (taken.size() < count) {
      taken.add(text(watch.next(LONG).orElseThrow()));
    }
    return taken;
  }

  @Test
  void itBeginsBehindWhatWasAcknowledgedAndTellsWhere() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = client(20_000, 1)) {
      long before = client.put("user/1", "old").index();
      try (Watch watch = client.watch(PlongeeClient.utf8("user/"), OptionalLong.empty())) {
        assertEquals(before + 1, watch.nextIndex());
        assertEquals(1, watch.server());
        client.put("other", "x");
        long put = client.put("user/1", "new").index();
        long deleted = client.delete("user/1").index();
        assertEquals(List.of(put + " user/1=new", deleted + " user/1"), take(watch, 2));
        assertEquals(deleted + 1, watch.nextIndex());
      }
    }
  }

  @Test
  void theStateOfAListAndWhatIsWatchedBehindItHaveNoGap() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = client(20_000, 1)) {
      client.put("a", "1");
      Found found = client.get(PlongeeClient.utf8("a"));
      client.put("a", "2");
      try (Watch watch = client.watch(ALL, OptionalLong.of(found.index() + 1))) {
        assertEquals(found.index() + 1, watch.nextIndex());
        assertEquals(List.of("3 a=2"), take(watch, 1));
      }
    }
  }

  @Test
  void whileNothingMatchesTheIndexMovesOn() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = client(20_000, 1);
        Watch watch = client.watch(PlongeeClient.utf8("nothing"), OptionalLong.empty())) {
      long last = client.put("a", "1").index();
      while (watch.nextIndex() <= last) {
        assertEquals(Optional.empty(), watch.next(Duration.ofMillis(20)));
      }
    }
  }

  @Test
  void anotherServerGoesOnWhereTheLastOneStopped() throws Exception {
    servers.serve(1, store::serve);
    servers.serve(2, store.servedBy(2));
    try (PlongeeClient client = client(20_000, 1, 2);
        Watch watch = client.watch(ALL, OptionalLong.empty())) {
      long first = client.put("a", "1").index();
      crash(1);
      long second = client.put("a", "2").index();
      long third = client.put("a", "3").index();
      assertEquals(List.of(first + " a=1", second + " a=2", third + " a=3"), take(watch, 3));
      assertEquals(2, watch.server());
    }
  }

  @Test
  void whoLeadsNoMoreSendsItOn() throws Exception {
    servers.serve(1, notLeader(2));
    servers.serve(2, store.servedBy(2));
    try (PlongeeClient client = client(20_000, 1);
        Watch watch = client.watch(ALL, OptionalLong.of(1))) {
      client.put("a", "1");
      take(watch, 1);
      assertEquals(2, watch.server());
      assertEquals(1, servers.asked(1));
    }
  }

  @Test
  void whatIsGoneIsToldWithBothIndexes() throws Exception {
    servers.serve(1, (from, request) -> from.answer(gone(request, 91)));
    try (PlongeeClient client = client(20_000, 1)) {
      ChangesGoneException gone =
          assertThrows(ChangesGoneException.class, () -> client.watch(ALL, OptionalLong.of(5)));
      assertEquals(5, gone.from());
      assertEquals(91, gone.oldest());
      assertTrue(
          gone.getMessage().startsWith("changes from index 5 on are no longer held here"),
          gone.getMessage());
    }
  }

  private static Response gone(Request request, long oldest) {
    return Response.newBuilder()
        .setId(request.getId())
        .setChangesGone(
            Clients.ChangesGone.newBuilder()
                .setFrom(request.getWatch().getFrom())
                .setOldest(oldest))
        .build();
  }

  @Test
  void whatWasFetchedBeforeTheEndIsGivenFirst() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = client(20_000, 1);
        Watch watch = client.watch(ALL, OptionalLong.of(1))) {
      long last = client.put("a", "1").index();
      CountDownLatch ended = new CountDownLatch(1);
      servers.serve(
          1,
          (from, request) -> {
            if (request.getWatch().getFrom() > last) {
              from.answer(gone(request, 91));
              ended.countDown();
            } else {
              store.serve(from, request);
            }
          });
      ended.await();
      assertEquals(last, watch.next(LONG).orElseThrow().index());
      ChangesGoneException gone = assertThrows(ChangesGoneException.class, () -> watch.next(LONG));
      assertEquals(last + 1, gone.from());
    }
  }

  @Test
  void withoutAServerItEndsAndKnowsWhereToGoOn() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = client(700, 1);
        Watch watch = client.watch(ALL, OptionalLong.empty())) {
      long next = watch.nextIndex();
      crash(1);
      assertThrows(NotDoneException.class, () -> watch.next(LONG));
      assertEquals(next, watch.nextIndex());
    }
  }

  @Test
  void theOneServerThatIsMeantMayComeBack() throws Exception {
    servers.serve(1, store::serve);
    servers.serve(2, store.servedBy(2));
    try (PlongeeClient client = client(20_000, 1);
        Watch watch = client.watch(ALL, OptionalLong.of(1), servers.members().get(2))) {
      AtomicInteger refusals = new AtomicInteger(3);
      servers.serve(
          2,
          (from, request) -> {
            if (refusals.getAndDecrement() > 0) {
              refuse(Refused.Why.STOPPING, 0).handle(from, request);
            } else {
              assertTrue(request.getHere());
              store.servedBy(2).handle(from, request);
            }
          });
      client.put("a", "1");
      assertTrue(take(watch, 1).getFirst().endsWith(" a=1"));
      assertEquals(2, watch.server());
    }
  }

  @Test
  void theOneServerThatIsMeantIsAskedOnceAtTheBeginning() throws Exception {
    servers.serve(1, store::serve);
    servers.serve(2, notLeader(0));
    try (PlongeeClient client = client(20_000, 1)) {
      UnreachableException no =
          assertThrows(
              UnreachableException.class,
              () -> client.watch(ALL, OptionalLong.empty(), servers.members().get(2)));
      assertTrue(no.getMessage().contains("no leader is known here"), no.getMessage());
    }
  }

  /// Nothing is asked for that nobody takes.
  @Test
  void whoTakesNothingFetchesLittle() throws Exception {
    AtomicInteger parts = new AtomicInteger();
    Bytes value = Bytes.wrap(new byte[600 << 10]);
    servers.serve(
        1,
        (from, request) -> {
          long index = request.getWatch().getFrom();
          parts.incrementAndGet();
          from.answer(
              Response.newBuilder()
                  .setId(request.getId())
                  .setChanges(
                      Clients.Changes.newBuilder()
                          .setNext(index + 1)
                          .setServer(1)
                          .addChanges(
                              Clients.Change.newBuilder()
                                  .setIndex(index)
                                  .setValue(SharedBytes.of(value))))
                  .build());
        });
    try (PlongeeClient client = client(20_000, 1);
        Watch watch = client.watch(ALL, OptionalLong.of(1))) {
      while (parts.get() < 2) {
        Thread.sleep(5);
      }
      Thread.sleep(200);
      assertEquals(2, parts.get(), "more than a megabyte is held");
      for (long index = 1; index <= 20; index++) {
        assertEquals(index, watch.next(LONG).orElseThrow().index());
      }
      assertTrue(parts.get() <= 22, parts + " parts for 20 that were taken");
    }
  }

  @Test
  void closingItEndsWhoeverWaits() throws Exception {
    servers.serve(1, store::serve);
    try (PlongeeClient client = client(20_000, 1)) {
      Watch watch = client.watch(ALL, OptionalLong.empty());
      CompletableFuture<RefusedException> ended =
          CompletableFuture.supplyAsync(
              () -> assertThrows(RefusedException.class, () -> watch.next(LONG)));
      watch.close();
      assertEquals("this watch is closed", ended.join().getMessage());
    }
  }

  @Test
  void itEndsWithItsClient() throws Exception {
    servers.serve(1, store::serve);
    PlongeeClient client = client(20_000, 1);
    Watch watch = client.watch(ALL, OptionalLong.empty());
    client.close();
    RefusedException closed = assertThrows(RefusedException.class, () -> watch.next(LONG));
    assertEquals("this client is closed", closed.getMessage());
  }

  @Test
  void whatCanNeverBeIsRefusedAtOnce() {
    try (PlongeeClient client = client(20_000, 1)) {
      assertThrows(RefusedException.class, () -> client.watch(ALL, OptionalLong.of(0)));
      Bytes longPrefix = PlongeeClient.utf8("p".repeat(2_000));
      assertThrows(RefusedException.class, () -> client.watch(longPrefix, OptionalLong.empty()));
    }
  }
}
