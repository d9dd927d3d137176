package dev.plongee.sim.storm;

import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.NotDoneException;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.RecordedClient;
import dev.plongee.kv.client.UnknownOutcomeException;
import dev.plongee.kv.history.HistoryWriter;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.store.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Clients that write, compare, append and read the same few keys, each call behind the other, and
/// a history of all they saw. No value is written twice, so a read tells which write it saw.
final class Load implements AutoCloseable {
  private static final int CLIENTS = 8;
  private static final int KEYS = 20;

  /// Between two calls of a client, in milliseconds: the processes that start anew want a processor
  /// too.
  private static final int PAUSE_MILLIS = 10;

  /// How long a call may take: shorter than some storms, so that there are unknown outcomes.
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final AtomicInteger LOADS = new AtomicInteger();

  /// Each load has keys of its own: a history begins without any value.
  private final int number = LOADS.incrementAndGet();

  private final Path file;
  private final HistoryWriter history;
  private final PlongeeClient client;
  private final Ledger ledger = new Ledger();
  private final int padding;
  private final List<Worker> workers = new ArrayList<>();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean enough;

  private Load(Path directory, List<Address> servers, int padding) throws IOException {
    this.file = directory.resolve("history-" + number + ".jsonl");
    this.history = HistoryWriter.create(file);
    this.client = new PlongeeClient(new ClientOptions(servers, 0, TIMEOUT));
    this.padding = padding;
  }

  /// What the keys begin with.
  String prefix() {
    return number + "/";
  }

  /// One of the keys.
  String key(int which) {
    return prefix() + "k" + which % KEYS;
  }

  /// Begins to load a cluster.
  ///
  /// @param directory where the history goes
  static Load begin(Path directory, StormCluster cluster) throws IOException {
    return begin(directory, cluster, 0);
  }

  /// The same with values that are longer by so many bytes.
  static Load begin(Path directory, StormCluster cluster, int padding) throws IOException {
    Load load = new Load(directory, cluster.addresses(), padding);
    for (int i = 0; i < CLIENTS; i++) {
      load.workers.add(load.new Worker(i));
    }
    return load;
  }

  /// One client.
  private final class Worker {
    private final String name;
    private final Random random = new Random();
    private final RecordedClient process = new RecordedClient(client, history);
    private final CompletableFuture<Void> ended;
    private final AtomicInteger failures = new AtomicInteger();
    private int written;

    Worker(int client) {
      name = "c" + client;
      ended =
          CompletableFuture.runAsync(
              this::work, work -> Thread.ofPlatform().name(name).start(work));
    }

    private void work() {
      while (!enough) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        underWay.incrementAndGet();
        try {
          call(key(random.nextInt(KEYS)));
        } catch (UnknownOutcomeException _) {
          ledger.unknown();
          failures.incrementAndGet();
        } catch (NotDoneException _) {
          ledger.failed();
          failures.incrementAndGet();
        } finally {
          underWay.decrementAndGet();
        }
      }
    }

    private void call(String key) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> put(key, newValue());
        case 4, 5 -> append(key, newValue());
        case 6 -> delete(key);
        case 7 -> cas(key, read(key), newValue());
        default -> read(key);
      }
    }

    private String newValue() {
      written++;
      return name + "-" + written + ";" + "x".repeat(padding);
    }

    private Optional<String> read(String key) {
      Optional<String> found = process.get(key);
      ledger.read();
      return found;
    }

    private void put(String key, String value) {
      long index = process.put(key, value).index();
      ledger.acknowledge(
          index, new Command.Put(PlongeeClient.utf8(key), PlongeeClient.utf8(value)));
    }

    private void append(String key, String suffix) {
      long index = process.append(key, suffix).index();
      ledger.acknowledge(
          index, new Command.Append(PlongeeClient.utf8(key), PlongeeClient.utf8(suffix)));
    }

    private void delete(String key) {
      long index = process.delete(key).index();
      ledger.acknowledge(index, new Command.Delete(PlongeeClient.utf8(key)));
    }

    private void cas(String key, Optional<String> expected, String value) {
      long index = process.cas(key, expected, value).index();
      ledger.acknowledge(
          index,
          new Command.Cas(
              PlongeeClient.utf8(key),
              expected.map(PlongeeClient::utf8),
              PlongeeClient.utf8(value)));
    }
  }

  Ledger ledger() {
    return ledger;
  }

  /// Where the calls of others than these clients may be recorded too.
  HistoryWriter history() {
    return history;
  }

  /// Calls that were begun and are not answered.
  int underWay() {
    return underWay.get();
  }

  /// Waits until so many more writes were acknowledged.
  void awaitAcknowledged(int more) throws InterruptedException {
    int enoughNow = ledger.acknowledgedCount() + more;
    Weather.await(
        () -> ledger.acknowledgedCount() >= enoughNow,
        () -> more + " more acknowledged writes; " + ledger.counts());
  }

  /// Waits until a call of each client has ended without success.
  void awaitFailures() throws InterruptedException {
    List<Integer> before = failures();
    Weather.await(
        () -> {
          List<Integer> now = failures();
          return IntStream.range(0, CLIENTS).allMatch(i -> now.get(i) > before.get(i));
        },
        () -> "not every client has failed; " + ledger.counts());
  }

  private List<Integer> failures() {
    return workers.stream().map(it -> it.failures.get()).toList();
  }

  /// Ends the load: waits for the calls under way, and reads every key a last time.
  ///
  /// @return the history
  Path end() throws IOException {
    join();
    RecordedClient reader = new RecordedClient(client, history);
    for (int key = 0; key < KEYS; key++) {
      reader.get(key(key));
    }
    history.close();
    return file;
  }

  private void join() {
    enough = true;
    workers.forEach(worker -> worker.ended.join());
  }

  @Override
  public void close() throws IOException {
    enough = true;
    client.close();
    try (history) {
      join();
    }
  }
}
