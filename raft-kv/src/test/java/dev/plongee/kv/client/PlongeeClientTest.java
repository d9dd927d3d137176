package dev.plongee.kv.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.FreePorts;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.net.Inbound;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients.Done;
import dev.plongee.kv.net.wire.Clients.Page;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Unknown;
import dev.plongee.kv.net.wire.Clients.Value;
import dev.plongee.kv.store.Result;
import dev.plongee.kv.store.ResultCodec;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The client against servers that say what the test wants.
class PlongeeClientTest {
  private static final long CLUSTER = 5;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final TreeMap<Integer, Address> members = new TreeMap<>();
  private final Map<Integer, Script> scripts = new ConcurrentHashMap<>();
  private final Map<Integer, Network> networks = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> asked = new ConcurrentHashMap<>();

  PlongeeClientTest() {
    List<Integer> ports = FreePorts.take(3);
    for (int id = 1; id <= 3; id++) {
      members.put(id, new Address(Address.LOOPBACK, ports.get(id - 1)));
      asked.put(id, new AtomicInteger());
    }
  }

  @AfterEach
  void stop() throws Exception {
    networks.values().forEach(network -> loop.submit(network::close).syncUninterruptibly());
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
  }

  @Test
  void aRedirectIsFollowedAndRemembered() throws Exception {
    serve(1, notLeader(3));
    serve(2, notLeader(3));
    serve(3, PlongeeClientTest::done);
    try (PlongeeClient client = client(5_000, 1)) {
      for (int i = 0; i < 10; i++) {
        assertEquals(9, client.put("k", "v").index());
      }
    }
    assertEquals(1, asked.get(1).get(), "asked once, and known not to lead from then on");
    assertEquals(0, asked.get(2).get());
    assertEquals(10, asked.get(3).get());
  }

  @Test
  void serversThatNameEachOtherAreNotAskedInAHotLoop() throws Exception {
    serve(1, notLeader(2));
    serve(2, notLeader(1));
    try (PlongeeClient client = client(1_000, 1, 2)) {
      NoQuorumException e = assertThrows(NoQuorumException.class, () -> client.put("k", "v"));
      assertTrue(e.getMessage().contains("S1 leads"), e.getMessage());
    }
    int all = asked.get(1).get() + asked.get(2).get();
    assertTrue(all >= 4 && all <= 100, all + " questions in a second");
  }

  @Test
  void withoutALeaderNothingWasDoneAndTheMessageSaysWhatEachServerSaid() throws Exception {
    serve(1, notLeader(0));
    serve(2, notLeader(0));
    try (PlongeeClient client = client(700, 1, 2, 3)) {
      NoQuorumException e = assertThrows(NoQuorumException.class, () -> client.getString("k"));
      assertTrue(e.getMessage().contains("no leader is known here"), e.getMessage());
      assertTrue(e.getMessage().contains("nobody listens there"), e.getMessage());
      assertTrue(e.hint().contains("./raft status"), e.hint());
    }
  }

  @Test
  void withoutAnyServerTheClusterIsUnreachable() {
    try (PlongeeClient client = client(300, 1, 2)) {
      UnreachableException e = assertThrows(UnreachableException.class, () -> client.put("k", "v"));
      assertTrue(e.getMessage().contains("nobody listens there"), e.getMessage());
    }
  }

  @Test
  void aWriteWithoutAnAnswerIsUnknownAndWasSentOnce() throws Exception {
    serve(1, (_, _) -> {});
    try (PlongeeClient client = client(400, 1)) {
      assertThrows(UnknownOutcomeException.class, () -> client.put("k", "v"));
    }
    assertEquals(1, asked.get(1).get());
  }

  @Test
  void aWriteWhoseConnectionBreaksIsUnknownAndIsNotSentAgain() throws Exception {
    serve(1, (_, _) -> networks.get(1).abort());
    serve(2, PlongeeClientTest::done);
    try (PlongeeClient client = client(3_000, 1, 2)) {
      assertThrows(UnknownOutcomeException.class, () -> client.put("k", "v"));
      assertEquals(0, asked.get(2).get());
      assertEquals(9, client.put("k", "v").index(), "the next call finds the other server");
    }
  }

  @Test
  void aWriteThatTheServerCallsUnknownIsUnknown() throws Exception {
    serve(
        1,
        (from, request) ->
            from.answer(
                Response.newBuilder()
                    .setId(request.getId())
                    .setUnknown(Unknown.newBuilder().setMessage("it lost its place"))
                    .build()));
    try (PlongeeClient client = client(3_000, 1)) {
      UnknownOutcomeException e =
          assertThrows(UnknownOutcomeException.class, () -> client.delete("k"));
      assertTrue(e.getMessage().contains("it lost its place"), e.getMessage());
    }
    assertEquals(1, asked.get(1).get());
  }

  @Test
  void aReadWhoseConnectionBreaksIsAskedAgain() throws Exception {
    serve(1, (_, _) -> networks.get(1).abort());
    serve(2, PlongeeClientTest::done);
    try (PlongeeClient client = client(3_000, 1, 2)) {
      assertEquals("found", client.getString("k").orElseThrow());
    }
  }

  @Test
  void whatWasDefinitelyNotDoneIsTriedAgain() throws Exception {
    for (Refused.Why why : List.of(Refused.Why.BUSY, Refused.Why.REPLACED, Refused.Why.STOPPING)) {
      AtomicInteger times = new AtomicInteger();
      serve(
          1,
          (from, request) -> {
            if (times.incrementAndGet() <= 3) {
              refuse(why, 0).handle(from, request);
            } else {
              done(from, request);
            }
          });
      try (PlongeeClient client = client(3_000, 1)) {
        assertEquals(9, client.put("k", "v").index(), why.toString());
      }
      assertEquals(4, times.get());
    }
  }

  @Test
  void whatEveryServerWouldRefuseIsRefusedAtOnce() throws Exception {
    serve(1, refuse(Refused.Why.LOG_FULL, 0));
    try (PlongeeClient client = client(3_000, 1)) {
      RefusedException full = assertThrows(RefusedException.class, () -> client.put("k", "v"));
      assertTrue(full.hint().contains("--fresh"), full.hint());
      assertEquals(1, asked.get(1).get());
      assertThrows(RefusedException.class, () -> client.put("", "v"));
      assertThrows(RefusedException.class, () -> client.delete("k".repeat(1_025)));
      RefusedException large =
          assertThrows(RefusedException.class, () -> client.put("k", "v".repeat((1 << 20) + 1)));
      assertTrue(large.getMessage().contains("1048577 bytes"), large.getMessage());
      assertEquals(1, asked.get(1).get(), "what is too large is not even sent");
    }
  }

  @Test
  void anotherClusterIsNotWhatWasMeant() throws Exception {
    serve(1, PlongeeClientTest::done);
    try (PlongeeClient client =
        new PlongeeClient(
            new ClientOptions(List.of(members.get(1)), CLUSTER + 1, Duration.ofMillis(400)))) {
      UnreachableException e = assertThrows(UnreachableException.class, () -> client.put("k", "v"));
      assertTrue(e.getMessage().contains("belongs to the cluster"), e.getMessage());
    }
    assertEquals(0, asked.get(1).get());
  }

  @Test
  void theOtherServersAreLearnedFromTheFirst() throws Exception {
    serve(1, PlongeeClientTest::done);
    try (PlongeeClient client = client(3_000, 1)) {
      assertEquals(Map.of(), client.members());
      client.put("k", "v");
      assertEquals(members, client.members());
    }
  }

  @Test
  void oneSlowCallDoesNotHoldUpTheOthers() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    serve(
        1,
        (from, request) -> {
          if (!request.getGet().getKey().toStringUtf8().equals("slow")) {
            done(from, request);
          }
        });
    try (PlongeeClient client = client(1_000, 1)) {
      client.getAsync(PlongeeClient.utf8("slow")).whenComplete((_, _) -> slow.countDown());
      for (int i = 0; i < 30_000; i++) {
        if (i % 1_000 == 0) {
          client.getString("fast");
        } else {
          client.getAsync(PlongeeClient.utf8("fast")).whenComplete((_, _) -> {});
        }
      }
      assertTrue(slow.await(5, TimeUnit.SECONDS));
    }
  }

  private interface Script {
    void handle(Client from, Request request);
  }

  private static void done(Client from, Request request) {
    Response.Builder response = Response.newBuilder().setId(request.getId());
    switch (request.getCallCase()) {
      case WRITE ->
          response.setDone(
              Done.newBuilder()
                  .setIndex(9)
                  .setResult(SharedBytes.of(ResultCodec.encode(new Result.Stored(9)))));
      case GET ->
          response.setValue(
              Value.newBuilder().setIndex(9).setValue(SharedBytes.of(PlongeeClient.utf8("found"))));
      default -> response.setPage(Page.newBuilder().setIndex(9));
    }
    from.answer(response.build());
  }

  private static Script notLeader(int leader) {
    return refuse(Refused.Why.NOT_LEADER, leader);
  }

  private static Script refuse(Refused.Why why, int leader) {
    return (from, request) ->
        from.answer(
            Response.newBuilder()
                .setId(request.getId())
                .setRefused(
                    Refused.newBuilder()
                        .setWhy(why)
                        .setLeader(leader)
                        .setMessage(
                            leader == 0 ? "no leader is known here" : "S" + leader + " leads"))
                .build());
  }

  /// Lets a server listen, or changes what it says.
  private void serve(int id, Script script) throws Exception {
    scripts.put(id, script);
    if (networks.containsKey(id)) {
      return;
    }
    Inbound inbound =
        new Inbound() {
          @Override
          public void message(int from, dev.plongee.core.Message message) {
            throw new IllegalStateException("servers of this test are alone");
          }

          @Override
          public void request(Client from, Request request) {
            asked.get(id).incrementAndGet();
            scripts.get(id).handle(from, request);
            networks.get(id).flush();
          }
        };
    Network network = new Network(loop, new Identity(CLUSTER, id, members), inbound);
    networks.put(id, network);
    network.open(members.get(id));
  }

  private PlongeeClient client(int timeoutMillis, int... servers) {
    List<Address> addresses = java.util.Arrays.stream(servers).mapToObj(members::get).toList();
    return new PlongeeClient(
        new ClientOptions(addresses, CLUSTER, Duration.ofMillis(timeoutMillis)));
  }
}
