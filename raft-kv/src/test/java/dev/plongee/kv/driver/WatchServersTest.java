package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import dev.plongee.kv.client.Change;
import dev.plongee.kv.client.ChangesGoneException;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.MemberChange;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.Watch;
import dev.plongee.kv.client.Written;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.FreePorts;
import dev.plongee.kv.net.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Watches of servers in this process, on real disks and real sockets.
class WatchServersTest {
  private static final long CLUSTER = 80;
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Bytes KEY = PlongeeClient.utf8("key");

  @TempDir Path directory;

  private final TreeMap<Integer, Address> members = new TreeMap<>();
  private final TreeMap<Integer, Server> servers = new TreeMap<>();

  @AfterEach
  void stop() {
    servers.values().forEach(Server::close);
  }

  private void start(int size) throws IOException {
    int id = 1;
    for (int port : FreePorts.take(size)) {
      members.put(id++, new Address(Address.LOOPBACK, port));
    }
    NodeSet voters = NodeSet.EMPTY;
    for (int member : members.keySet()) {
      voters = voters.with(member);
    }
    for (int server : members.keySet()) {
      Server.Settings settings =
          new Server.Settings(
              new Identity(CLUSTER, server, members),
              members.get(server),
              RaftConfig.of(server, new Configuration(voters)));
      servers.put(server, Server.start(settings, directory.resolve("S" + server), _ -> {}));
    }
  }

  private PlongeeClient client() {
    return new PlongeeClient(new ClientOptions(List.copyOf(members.values()), CLUSTER, LONG));
  }

  /// The next change, which must come.
  private static Change take(Watch watch) throws InterruptedException {
    return watch.next(LONG).orElseThrow();
  }

  /// Whatever becomes of the leaders, each acknowledged write is seen once, in the order of the
  /// log.
  @Test
  void aWatchGoesOnWhenLeadersChangeAreStoppedAndRemoved() throws Exception {
    start(5);
    AtomicInteger wanted = new AtomicInteger(Integer.MAX_VALUE);
    AtomicInteger written = new AtomicInteger();
    try (PlongeeClient client = client();
        PlongeeClient writer = client();
        Watch watch = client.watch(KEY, OptionalLong.empty())) {
      CompletableFuture<List<Long>> indexes =
          CompletableFuture.supplyAsync(() -> write(writer, written, wanted));
      List<Change> seen = new ArrayList<>();
      int first = awaitSeen(watch, seen, 0);
      client.transfer(first % 5 + 1);
      int second = awaitSeen(watch, seen, first);
      servers.remove(second).close();
      int third = awaitSeen(watch, seen, second);
      client.changeMembers(MemberChange.NOTHING.remove(third));
      awaitSeen(watch, seen, third);
      wanted.set(written.get());
      List<Long> acknowledged = indexes.join();
      while (seen.size() < acknowledged.size()) {
        seen.add(take(watch));
      }
      assertEquals(acknowledged, seen.stream().map(Change::index).toList());
      for (int i = 0; i < seen.size(); i++) {
        assertEquals(Integer.toString(i), PlongeeClient.text(seen.get(i).value().orElseThrow()));
      }
    }
  }

  /// Takes changes until another server than this one has told some.
  ///
  /// @return which one
  private static int awaitSeen(Watch watch, List<Change> seen, int notThisOne)
      throws InterruptedException {
    int before = seen.size();
    while (seen.size() < before + 20 || watch.server() == notThisOne) {
      seen.add(take(watch));
    }
    return watch.server();
  }

  /// One write after the other, until there are as many as are wanted.
  private static List<Long> write(
      PlongeeClient client, AtomicInteger written, AtomicInteger wanted) {
    List<Long> indexes = new ArrayList<>();
    while (written.get() < wanted.get()) {
      indexes.add(client.put("key", Integer.toString(written.getAndIncrement())).index());
    }
    return indexes;
  }

  @Test
  void everyServerTellsTheSameWhenItIsMeant() throws Exception {
    start(3);
    try (PlongeeClient client = client()) {
      List<CompletableFuture<Written>> writes = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        writes.add(client.putAsync(PlongeeClient.utf8("key" + i % 7), PlongeeClient.utf8("" + i)));
      }
      writes.forEach(CompletableFuture::join);
      List<List<Change>> told = new ArrayList<>();
      for (int server : members.keySet()) {
        try (Watch watch = client.watch(KEY, OptionalLong.of(1), members.get(server))) {
          List<Change> changes = new ArrayList<>();
          while (changes.size() < writes.size()) {
            changes.add(take(watch));
          }
          assertEquals(server, watch.server());
          told.add(changes);
        }
      }
      assertEquals(told.getFirst(), told.get(1));
      assertEquals(told.getFirst(), told.get(2));
    }
  }

  /// Whoever takes nothing keeps nobody from writing, and hears what he missed.
  @Test
  void whoIsTooSlowIsToldFromWhereOnChangesAreGone() throws Exception {
    start(1);
    try (PlongeeClient client = client();
        Watch slow = client.watch(KEY, OptionalLong.of(1))) {
      Bytes large = Bytes.wrap(new byte[1 << 20]);
      for (int round = 0; round < 10; round++) {
        List<CompletableFuture<Written>> writes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          writes.add(client.putAsync(KEY, large));
        }
        writes.forEach(CompletableFuture::join);
      }
      List<Long> seen = new ArrayList<>();
      ChangesGoneException gone =
          assertThrows(
              ChangesGoneException.class,
              () -> {
                while (true) {
                  seen.add(take(slow).index());
                }
              });
      assertTrue(seen.size() <= 3, "what was fetched before: " + seen);
      assertEquals(seen.getLast() + 1, gone.from());
      assertTrue(gone.oldest() > gone.from(), gone::getMessage);
      try (Watch again = client.watch(KEY, OptionalLong.of(gone.oldest()))) {
        assertEquals(gone.oldest(), take(again).index());
      }
    }
  }

  /// A client that leaves without a word takes no room for long.
  @Test
  void watchesThatAreLeftMakeRoom() throws Exception {
    start(1);
    try (PlongeeClient client = client()) {
      for (int i = 0; i < Watches.MAX_OF_ONE; i++) {
        client.watch(KEY, OptionalLong.empty()).close();
      }
      List<Watch> open = new ArrayList<>();
      for (int i = 0; i < Watches.MAX_OF_ONE; i++) {
        open.add(client.watch(KEY, OptionalLong.empty()));
      }
      long index = client.put("key", "value").index();
      for (Watch watch : open) {
        assertEquals(index, take(watch).index());
        watch.close();
      }
    }
  }
}
