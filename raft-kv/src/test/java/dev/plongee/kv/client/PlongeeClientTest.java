package dev.plongee.kv.client;

import static dev.plongee.kv.client.FakeServers.done;
import static dev.plongee.kv.client.FakeServers.notLeader;
import static dev.plongee.kv.client.FakeServers.refuse;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.wire.Clients.Refused;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The client against servers that say what the test wants: whom it asks, and what it repeats when
/// its writes have no session.
class PlongeeClientTest {
  private final FakeServers servers = new FakeServers();

  @AfterEach
  void stop() throws Exception {
    servers.close();
  }

  @Test
  void aRedirectIsFollowedAndRemembered() throws Exception {
    servers.serve(1, notLeader(3));
    servers.serve(2, notLeader(3));
    servers.serve(3, FakeServers::done);
    try (PlongeeClient client = client(5_000, 1)) {
      for (int i = 0; i < 10; i++) {
        assertEquals(9, client.put("k", "v").index());
      }
    }
    assertEquals(1, servers.asked(1), "asked once, and known not to lead from then on");
    assertEquals(0, servers.asked(2));
    assertEquals(10, servers.asked(3));
  }

  @Test
  void serversThatNameEachOtherAreNotAskedInAHotLoop() throws Exception {
    servers.serve(1, notLeader(2));
    servers.serve(2, notLeader(1));
    try (PlongeeClient client = client(1_000, 1, 2)) {
      NoQuorumException e = assertThrows(NoQuorumException.class, () -> client.put("k", "v"));
      assertTrue(e.getMessage().contains("S1 leads"), e.getMessage());
    }
    int all = servers.asked(1) + servers.asked(2);
    assertTrue(all >= 4 && all <= 100, all + " questions in a second");
  }

  @Test
  void withoutALeaderNothingWasDoneAndTheMessageSaysWhatEachServerSaid() throws Exception {
    servers.serve(1, notLeader(0));
    servers.serve(2, notLeader(0));
    try (PlongeeClient client = client(3_000, 1, 2, 3)) {
      NoQuorumException e = assertThrows(NoQuorumException.class, () -> client.getString("k"));
      assertTrue(e.getMessage().contains("no leader is known here"), e.getMessage());
      assertTrue(e.getMessage().contains("nobody listens there"), e.getMessage());
      assertTrue(e.hint().contains("./raft status"), e.hint());
    }
  }

  @Test
  void withoutAnyServerTheClusterIsUnreachable() {
    try (PlongeeClient client = client(2_000, 1, 2)) {
      UnreachableException e = assertThrows(UnreachableException.class, () -> client.put("k", "v"));
      assertTrue(e.getMessage().contains("nobody listens there"), e.getMessage());
    }
  }

  @Test
  void aServerThatNeverSaysAnythingIsNamedToo() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Address address = new Address(Address.LOOPBACK, silent.getLocalPort());
      ClientOptions options =
          new ClientOptions(List.of(address), FakeServers.CLUSTER, Duration.ofMillis(300));
      try (PlongeeClient client = new PlongeeClient(options)) {
        UnreachableException e =
            assertThrows(UnreachableException.class, () -> client.put("k", "v"));
        assertTrue(e.getMessage().contains(address + ": nothing is known of it"), e.getMessage());
      }
    }
  }

  @Test
  void aWriteWithoutAnAnswerIsUnknownAndWasSentOnce() throws Exception {
    servers.serve(1, (_, _) -> {});
    try (PlongeeClient client = client(400, 1)) {
      assertThrows(UnknownOutcomeException.class, () -> client.put("k", "v"));
    }
    assertEquals(1, servers.asked(1));
  }

  @Test
  void aWriteWhoseConnectionBreaksIsUnknownAndIsNotSentAgain() throws Exception {
    servers.serve(1, (_, _) -> servers.crash(1));
    servers.serve(2, FakeServers::done);
    try (PlongeeClient client = client(3_000, 1, 2)) {
      assertThrows(UnknownOutcomeException.class, () -> client.put("k", "v"));
      assertEquals(0, servers.asked(2));
      assertEquals(9, client.put("k", "v").index(), "the next call finds the other server");
    }
  }

  @Test
  void aWriteThatTheServerCallsUnknownIsUnknown() throws Exception {
    servers.serve(1, FakeServers::unknown);
    try (PlongeeClient client = client(3_000, 1)) {
      UnknownOutcomeException e =
          assertThrows(UnknownOutcomeException.class, () -> client.delete("k"));
      assertTrue(e.getMessage().contains("it lost its place"), e.getMessage());
    }
    assertEquals(1, servers.asked(1));
  }

  @Test
  void aReadWhoseConnectionBreaksIsAskedAgain() throws Exception {
    servers.serve(1, (_, _) -> servers.crash(1));
    servers.serve(2, FakeServers::done);
    try (PlongeeClient client = client(3_000, 1, 2)) {
      assertEquals("found", client.getString("k").orElseThrow());
    }
  }

  @Test
  void whatWasDefinitelyNotDoneIsTriedAgain() throws Exception {
    for (Refused.Why why : List.of(Refused.Why.BUSY, Refused.Why.REPLACED, Refused.Why.STOPPING)) {
      AtomicInteger times = new AtomicInteger();
      servers.serve(
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
    servers.serve(1, refuse(Refused.Why.LOG_FULL, 0));
    try (PlongeeClient client = client(3_000, 1)) {
      RefusedException full = assertThrows(RefusedException.class, () -> client.put("k", "v"));
      assertTrue(full.hint().contains("--fresh"), full.hint());
      assertEquals(1, servers.asked(1));
      assertThrows(RefusedException.class, () -> client.put("", "v"));
      assertThrows(RefusedException.class, () -> client.delete("k".repeat(1_025)));
      RefusedException large =
          assertThrows(RefusedException.class, () -> client.put("k", "v".repeat((1 << 20) + 1)));
      assertTrue(large.getMessage().contains("1048577 bytes"), large.getMessage());
      assertEquals(1, servers.asked(1), "what is too large is not even sent");
    }
  }

  @Test
  void anotherClusterIsNotWhatWasMeant() throws Exception {
    servers.serve(1, FakeServers::done);
    try (PlongeeClient client =
        new PlongeeClient(
            new ClientOptions(
                List.of(servers.members().get(1)),
                FakeServers.CLUSTER + 1,
                Duration.ofMillis(400)))) {
      UnreachableException e = assertThrows(UnreachableException.class, () -> client.put("k", "v"));
      assertTrue(e.getMessage().contains("belongs to the cluster"), e.getMessage());
    }
    assertEquals(0, servers.asked(1));
  }

  @Test
  void theOtherServersAreLearnedFromTheFirst() throws Exception {
    servers.serve(1, FakeServers::done);
    try (PlongeeClient client = client(3_000, 1)) {
      assertEquals(Map.of(), client.members());
      client.put("k", "v");
      assertEquals(servers.members(), client.members());
    }
  }

  @Test
  void oneSlowCallDoesNotHoldUpTheOthers() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    servers.serve(
        1,
        (from, request) -> {
          if (!request.getGet().getKey().toStringUtf8().equals("slow")) {
            done(from, request);
          }
        });
    try (PlongeeClient client = client(2_000, 1)) {
      client.getAsync(PlongeeClient.utf8("slow")).whenComplete((_, _) -> slow.countDown());
      for (int i = 0; i < 2_000; i++) {
        if (i % 100 == 0) {
          client.getString("fast");
        } else {
          client.getAsync(PlongeeClient.utf8("fast")).whenComplete((_, _) -> {});
        }
      }
      assertTrue(slow.await(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void aReadThatAServerDoesNotAnswerIsAskedElsewhere() throws Exception {
    servers.serve(1, (_, _) -> {});
    servers.serve(2, FakeServers::done);
    try (PlongeeClient client = client(20_000, 1, 2)) {
      assertEquals("found", client.getString("k").orElseThrow());
      assertEquals(1, servers.asked(1));
    }
  }

  @Test
  void aKeyThatIsTooLongForAnyIsNotAskedFor() throws Exception {
    servers.serve(1, FakeServers::done);
    try (PlongeeClient client = client(3_000, 1)) {
      assertThrows(RefusedException.class, () -> client.getString("k".repeat(1_025)));
      assertThrows(
          RefusedException.class,
          () -> client.list(Bytes.EMPTY, Optional.of(Bytes.wrap(new byte[1_025])), 1));
      assertEquals(0, servers.asked(1));
    }
  }

  private PlongeeClient client(int timeoutMillis, int... ids) {
    return new PlongeeClient(servers.options(timeoutMillis, ids).withoutSessions());
  }
}
