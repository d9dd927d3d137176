package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.RaftConfig;
import dev.plongee.kv.client.Change;
import dev.plongee.kv.client.ChangesGoneException;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.client.Watch;
import dev.plongee.kv.disk.RefusedException;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.FreePorts;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.store.LogClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots of servers in this process, on real disks and real sockets (§7).
class SnapshotServersTest {
  private static final long CLUSTER = 78;

  @TempDir Path directory;

  private final Map<Integer, Server> servers = new TreeMap<>();
  private final List<Throwable> breakages = new CopyOnWriteArrayList<>();
  private final TreeMap<Integer, Address> members = new TreeMap<>();

  @BeforeEach
  void choosePorts() throws IOException {
    int id = 1;
    for (int port : FreePorts.take(3)) {
      members.put(id++, new Address("127.0.0.1", port));
    }
  }

  @AfterEach
  void stop() {
    servers.values().forEach(Server::close);
    assertEquals(List.of(), breakages);
  }

  private void start(int id, long snapshotBytes) throws IOException {
    RaftConfig raft = RaftConfig.of(id, Configuration.of(1, 2, 3));
    RaftConfig.Limits limits = raft.limits().withKeptEntries(100);
    Server.Settings settings =
        new Server.Settings(
            new Identity(CLUSTER, id, members),
            members.get(id),
            raft.with(limits),
            snapshotBytes,
            LogClock.DEFAULT_LIFETIME_US);
    servers.put(id, Server.start(settings, directory.resolve("S" + id), breakages::add));
  }

  private void close(int id) {
    servers.remove(id).close();
  }

  private PlongeeClient client() {
    return new PlongeeClient(
        new ClientOptions(List.copyOf(members.values()), CLUSTER, Duration.ofSeconds(60)));
  }

  private ServerStatus status(PlongeeClient client, int id) {
    return client.statusAsync(members.get(id)).join();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      Thread.sleep(20);
    }
  }

  private void write(PlongeeClient client, int from, int to, int length) {
    List<CompletableFuture<?>> writes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      writes.add(
          client.putAsync(
              PlongeeClient.utf8("key " + i % 1_000), PlongeeClient.utf8(value(i, length))));
    }
    writes.forEach(CompletableFuture::join);
  }

  private static String value(int i, int length) {
    return i + " " + "v".repeat(length);
  }

  private List<String> snapshots(int id) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("S" + id))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("snapshot-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void aServerThatWasAwayTooLongCatchesUpByASnapshot() throws Exception {
    start(1, 100_000);
    start(2, 100_000);
    start(3, 100_000);
    try (PlongeeClient client = client()) {
      write(client, 0, 10, 10);
      close(3);
      write(client, 10, 5_000, 400);
      await("snapshots are taken", () -> status(client, 1).snapshotIndex() > 1_000);
      await("snapshots are taken", () -> status(client, 2).snapshotIndex() > 1_000);
      start(3, Long.MAX_VALUE);
      long last = client.put("last", "word").index();
      await("S3 catches up", () -> status(client, 3).appliedIndex() >= last);
      assertTrue(status(client, 3).snapshotIndex() > 1_000, "by a snapshot");
      assertEquals(1, snapshots(3).size(), snapshots(3)::toString);
      // Now S3 is needed, and has what it never saw.
      close(1);
      assertEquals(Optional.of(value(4_999, 400)), client.getString("key 999"));
      assertEquals(Optional.of("word"), client.getString("last"));
    }
  }

  /// The next change, which must come.
  private static Change take(Watch watch) throws InterruptedException {
    return watch.next(Duration.ofSeconds(60)).orElseThrow();
  }

  /// What a server gets as a snapshot it has not seen happen.
  @Test
  void aWatchOfAServerThatTakesOverASnapshotEndsWithTheGap() throws Exception {
    for (int id = 1; id <= 3; id++) {
      start(id, 100_000);
    }
    try (PlongeeClient client = client();
        Watch watch = client.watch(Bytes.EMPTY, OptionalLong.of(1), members.get(3))) {
      write(client, 0, 10, 10);
      for (int i = 0; i < 10; i++) {
        take(watch);
      }
      close(3);
      write(client, 10, 3_000, 400);
      await("snapshots are taken", () -> status(client, 1).baseIndex() > 500);
      await("snapshots are taken", () -> status(client, 2).baseIndex() > 500);
      start(3, Long.MAX_VALUE);
      long last = client.put("last", "word").index();
      await("S3 catches up", () -> status(client, 3).appliedIndex() >= last);
      ChangesGoneException gone =
          assertThrows(
              ChangesGoneException.class,
              () -> {
                while (true) {
                  take(watch);
                }
              });
      assertEquals(watch.nextIndex(), gone.from());
      long snapshot = status(client, 3).snapshotIndex();
      assertTrue(gone.oldest() > 500 && gone.oldest() <= snapshot + 1, gone::getMessage);
      try (Watch rest = client.watch(Bytes.EMPTY, OptionalLong.of(snapshot + 1), members.get(3))) {
        long index = snapshot;
        while (index < last) {
          Change change = take(rest);
          assertTrue(change.index() > index);
          index = change.index();
        }
        assertEquals(last, index);
      }
    }
  }

  @Test
  void allOfThemStartAgainFromTheirSnapshots() throws Exception {
    for (int id = 1; id <= 3; id++) {
      start(id, 50_000);
    }
    try (PlongeeClient client = client()) {
      write(client, 0, 3_000, 100);
      await("snapshots are taken", () -> status(client, 2).snapshotIndex() > 500);
    }
    for (int id = 1; id <= 3; id++) {
      close(id);
    }
    for (int id = 1; id <= 3; id++) {
      start(id, 50_000);
    }
    try (PlongeeClient client = client()) {
      assertTrue(status(client, 2).snapshotIndex() > 500);
      for (int i = 2_000; i < 3_000; i += 111) {
        assertEquals(Optional.of(value(i, 100)), client.getString("key " + i % 1_000));
      }
    }
  }

  @Test
  void aSnapshotIsTakenWhenSomebodyAsksForIt() throws Exception {
    for (int id = 1; id <= 3; id++) {
      start(id, Long.MAX_VALUE);
    }
    try (PlongeeClient client = client()) {
      long last = client.put("key", "value").index();
      await("S2 follows", () -> status(client, 2).appliedIndex() == last);
      assertEquals(last, client.snapshotAsync(members.get(2)).join().index());
      await("the log knows of it", () -> status(client, 2).snapshotIndex() == last);
      assertEquals(0, client.snapshotAsync(members.get(2)).join().bytes());
      assertEquals(0, status(client, 1).snapshotIndex());
    }
  }

  @Test
  void aServerWhoseSnapshotIsDamagedRefusesToStart() throws Exception {
    for (int id = 1; id <= 3; id++) {
      start(id, Long.MAX_VALUE);
    }
    try (PlongeeClient client = client()) {
      client.put("key", "value");
      long index = client.snapshotAsync(members.get(1)).join().index();
      await("the log knows of it", () -> status(client, 1).snapshotIndex() == index);
    }
    close(1);
    Path file = directory.resolve("S1").resolve(snapshots(1).getFirst());
    byte[] bytes = Files.readAllBytes(file);
    bytes[60] ^= 1;
    Files.write(file, bytes);
    RefusedException refused = assertThrows(RefusedException.class, () -> start(1, Long.MAX_VALUE));
    assertTrue(
        refused.getMessage().contains(file.getFileName() + " is damaged"), refused::getMessage);
    bytes[60] ^= 1;
    Files.write(file, bytes);
    start(1, Long.MAX_VALUE);
  }
}
