package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.NotDoneException;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.RecordedClient;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.client.UnknownOutcomeException;
import dev.plongee.kv.history.HistoryEvent;
import dev.plongee.kv.history.HistoryWriter;
import dev.plongee.kv.net.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the leader again and again, while clients write: nothing that was acknowledged is
/// ever lost, and nothing is done twice.
@Tag("process")
class KillTest {
  private static final int CLIENTS = 8;
  private static final int KILLS = 3;

  /// Writes acknowledged between two kills, so that no kill hits an idle cluster.
  private static final int BETWEEN = 250;

  @TempDir Path directory;

  private Raft raft;
  private final AtomicInteger acknowledged = new AtomicInteger();
  private final AtomicInteger unknown = new AtomicInteger();
  private final AtomicInteger notDone = new AtomicInteger();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean enough;

  @BeforeEach
  void start() throws Exception {
    raft = new Raft(directory);
    raft.up("--port", Integer.toString(Ports.firstOf(3))).ready();
  }

  @AfterEach
  void stop() throws Exception {
    enough = true;
    raft.close();
  }

  /// One writer owns its keys and puts growing numbers to them, one write at a time. So after all
  /// is over the value of a key must be at least the last acknowledged number, and at most the last
  /// one that was tried. Every second number it appends to its journal: there each acknowledged one
  /// must stand, and none twice, however often its write was repeated.
  private final class Writer {
    private static final int KEYS = 10;

    private final String name;
    private final long[] lastAcknowledged = new long[KEYS];
    private final long[] lastTried = new long[KEYS];
    private final List<Long> entered = new ArrayList<>();
    private final Thread thread;

    Writer(int number, RecordedClient process) {
      name = "writer" + number + "/";
      thread = Thread.ofPlatform().name(name).start(() -> write(process));
    }

    private void write(RecordedClient process) {
      for (long n = 1; !enough; n++) {
        underWay.incrementAndGet();
        try {
          if (n % 2 == 0) {
            put(process, (int) (n % KEYS), n);
          } else {
            process.append(name + "journal", n + ";");
            entered.add(n);
          }
          acknowledged.incrementAndGet();
        } catch (UnknownOutcomeException _) {
          unknown.incrementAndGet();
        } catch (NotDoneException _) {
          notDone.incrementAndGet();
        } finally {
          underWay.decrementAndGet();
        }
      }
    }

    private void put(RecordedClient process, int key, long n) {
      lastTried[key] = n;
      process.put(name + key, Long.toString(n));
      lastAcknowledged[key] = n;
    }

    /// How many acknowledged writes are gone, or were executed twice.
    int wrong(PlongeeClient client) {
      return wrongKeys(client) + wrongEntries(client.getString(name + "journal").orElse(""));
    }

    private int wrongEntries(String journal) {
      List<Long> found =
          Arrays.stream(journal.split(";")).filter(it -> !it.isEmpty()).map(Long::valueOf).toList();
      int wrong = found.size() - new HashSet<>(found).size();
      List<Long> missing = new ArrayList<>(entered);
      missing.removeAll(new HashSet<>(found));
      if (wrong > 0 || !missing.isEmpty()) {
        System.err.printf("%sjournal: %d twice, missing %s%n", name, wrong, missing);
      }
      return wrong + missing.size();
    }

    private int wrongKeys(PlongeeClient client) {
      int lost = 0;
      for (int key = 0; key < KEYS; key++) {
        long found = client.getString(name + key).map(Long::parseLong).orElse(0L);
        if (found < lastAcknowledged[key] || found > lastTried[key]) {
          System.err.printf(
              "%s%d: acknowledged %d, tried %d, found %d%n",
              name, key, lastAcknowledged[key], lastTried[key], found);
          lost++;
        }
      }
      return lost;
    }
  }

  @Test
  void killingTheLeaderUnderLoadLosesNothingAcknowledgedAndDoesNothingTwice() throws Exception {
    List<String> lines = new ArrayList<>();
    int busyKills = 0;
    Path recorded = directory.resolve("history.jsonl");
    try (PlongeeClient client = raft.client(10);
        HistoryWriter history = HistoryWriter.create(recorded)) {
      List<Writer> writers = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        writers.add(new Writer(i, new RecordedClient(client, history)));
      }
      for (int kill = 1; kill <= KILLS; kill++) {
        awaitAcknowledged(acknowledged.get() + BETWEEN);
        String leader = leader(client);
        int inFlight = underWay.get();
        busyKills += inFlight > 0 ? 1 : 0;
        int before = acknowledged.get();
        Raft.kill(raft.node(leader));
        lines.add("killed " + leader + " after " + before + " writes, " + inFlight + " in flight");
        awaitAcknowledged(before + BETWEEN);
        raft.up("--only", leader);
        awaitAlive(client, 3);
      }
      awaitAcknowledged(acknowledged.get() + BETWEEN);
      enough = true;
      for (Writer writer : writers) {
        writer.thread.join();
      }
      int lost = 0;
      for (Writer writer : writers) {
        lost += writer.wrong(client);
      }
      lines.forEach(System.out::println);
      System.out.printf(
          "acknowledged %d, unknown %d, refused %d, lost %d%n",
          acknowledged.get(), unknown.get(), notDone.get(), lost);
      assertEquals(0, lost);
      assertTrue(busyKills > 0, "at least one kill with requests in flight");
      assertTrue(unknown.get() <= KILLS * CLIENTS, "a kill leaves only its requests in flight");
      awaitCaughtUp(client);
    }
    assertEquals(acknowledged.get(), count(recorded, HistoryEvent.Type.OK));
    assertEquals(unknown.get(), count(recorded, HistoryEvent.Type.INFO));
    assertEquals(notDone.get(), count(recorded, HistoryEvent.Type.FAIL));
  }

  private static int count(Path history, HistoryEvent.Type type) throws IOException {
    int count = 0;
    for (String line : Files.readAllLines(history)) {
      count += HistoryEvent.parse(line).type() == type ? 1 : 0;
    }
    return count;
  }

  private void awaitAcknowledged(int count) throws InterruptedException {
    long end = end();
    while (acknowledged.get() < count) {
      assertTrue(
          System.nanoTime() < end,
          () ->
              acknowledged + " of " + count + " acknowledged, unknown " + unknown + ", " + notDone);
      Thread.sleep(5);
    }
  }

  private String leader(PlongeeClient client) throws InterruptedException {
    long end = end();
    while (System.nanoTime() < end) {
      for (Address address : raft.addresses()) {
        Optional<ServerStatus> status = status(client, address);
        if (status.isPresent() && status.get().serving()) {
          return "S" + status.get().server();
        }
      }
    }
    throw new AssertionError("no leader");
  }

  private void awaitAlive(PlongeeClient client, int count) throws InterruptedException {
    long end = end();
    while (raft.addresses().stream().filter(it -> status(client, it).isPresent()).count() < count) {
      assertTrue(System.nanoTime() < end, "a restarted node does not answer");
      Thread.sleep(50);
    }
  }

  /// Every node, those that were killed too, ends with the same applied index.
  private void awaitCaughtUp(PlongeeClient client) throws InterruptedException {
    long end = end();
    AtomicLong behind = new AtomicLong(1);
    while (behind.get() > 0) {
      List<Long> applied =
          raft.addresses().stream()
              .map(it -> status(client, it).map(ServerStatus::appliedIndex).orElse(0L))
              .sorted()
              .toList();
      behind.set(applied.getLast() - applied.getFirst());
      assertTrue(System.nanoTime() < end, () -> "not caught up: " + applied);
      Thread.sleep(50);
    }
  }

  private static Optional<ServerStatus> status(PlongeeClient client, Address address) {
    try {
      return Optional.of(client.statusAsync(address).join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof CallException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static long end() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(Raft.PATIENCE_SECONDS);
  }
}
