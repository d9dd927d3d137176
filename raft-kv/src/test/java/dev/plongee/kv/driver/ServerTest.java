package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Payload;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.ServerId;
import dev.plongee.core.Write;
import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.NoQuorumException;
import dev.plongee.kv.client.Pairs;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.RefusedException;
import dev.plongee.kv.client.SessionExpiredException;
import dev.plongee.kv.client.UnknownOutcomeException;
import dev.plongee.kv.client.Written;
import dev.plongee.kv.disk.DiskLog;
import dev.plongee.kv.disk.DiskOptions;
import dev.plongee.kv.disk.ForceTimes;
import dev.plongee.kv.disk.SnapshotFiles;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.FreePorts;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.LogClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Servers in this process, on real disks and real sockets, with an eye at the disk.
class ServerTest {
  private static final long CLUSTER = 77;

  @TempDir Path directory;

  private final List<Server> servers = new ArrayList<>();
  private final List<WatchedDisk> disks = new ArrayList<>();
  private final List<Throwable> breakages = new CopyOnWriteArrayList<>();
  private TreeMap<Integer, Address> members;
  private long sessionLifetimeUs = LogClock.DEFAULT_LIFETIME_US;

  @AfterEach
  void stop() {
    disks.forEach(disk -> disk.mayForce.release(1_000_000));
    servers.forEach(Server::close);
  }

  @Test
  void noAnswerComesBeforeAMajorityOfDisksWasForced() throws Exception {
    start(3);
    int clients = 8;
    int each = 40;
    AtomicInteger acknowledged = new AtomicInteger();
    try (PlongeeClient client = client(20)) {
      List<Thread> threads = new ArrayList<>();
      List<Throwable> failures = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        String key = "key" + i;
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    for (int n = 0; n < each; n++) {
                      Written written = client.put(key, "value " + n);
                      assertForced(written.index());
                      acknowledged.incrementAndGet();
                    }
                  } catch (Throwable e) {
                    synchronized (failures) {
                      failures.add(e);
                    }
                  }
                }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(), failures);
    }
    assertEquals(clients * each, acknowledged.get());
    for (WatchedDisk disk : disks) {
      assertTrue(disk.forces.get() > 1, "every server forces its own log");
      assertTrue(disk.forces.get() <= disk.entries.get() + 10, "and never twice for one entry");
    }
  }

  /// At the moment of an acknowledgement its entry is covered by forces that returned at a
  /// majority.
  private void assertForced(long index) {
    long covering = disks.stream().filter(disk -> disk.forcedIndex >= index).count();
    assertTrue(covering >= 2, "index " + index + " is acknowledged and on " + covering + " disks");
  }

  /// Or nobody would hear of it for as long as that takes, and its peers would vote.
  @Test
  void whoAppliesALongLogAnswersMeanwhile() throws Exception {
    int count = 300_000;
    fillLog(count);
    start(1);
    boolean seenUnderWay = false;
    long applied = 0;
    try (PlongeeClient client = client(20)) {
      while (applied < count) {
        applied = client.statusAsync(members.get(1)).get().appliedIndex();
        seenUnderWay |= applied > 0 && applied < count;
      }
    }
    assertTrue(seenUnderWay, "all at once");
  }

  private void fillLog(int count) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (int index = 1; index <= count; index++) {
      Bytes text = PlongeeClient.utf8("key " + index);
      Bytes put = CommandCodec.encode(new Command.Put(text, text));
      entries.add(new Entry(1, index, new Payload.Command(put)));
    }
    Path place = directory.resolve("S1");
    try (DiskLog log = DiskLog.open(place, CLUSTER, 1, DiskOptions.DEFAULT).log()) {
      log.append(List.of(new Write(1, new HardState(1, ServerId.NONE), 0, entries)), 0);
    }
  }

  @Test
  void whileTheDiskWorksNothingIsAnsweredAndWhatComesThenSharesOneForce() throws Exception {
    start(1);
    try (PlongeeClient client = client(20)) {
      client.put("warm", "up");
      WatchedDisk disk = disks.getFirst();
      disk.mayForce.drainPermits();
      CompletableFuture<Written> first =
          client.putAsync(PlongeeClient.utf8("a"), PlongeeClient.utf8("1"));
      disk.awaitForce();
      List<CompletableFuture<Written>> more = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        more.add(client.putAsync(PlongeeClient.utf8("b" + i), PlongeeClient.utf8("2")));
      }
      Thread.sleep(300);
      assertFalse(first.isDone(), "the force has not returned");
      assertTrue(more.stream().noneMatch(CompletableFuture::isDone));
      int before = disk.forces.get();
      disk.mayForce.release(1_000_000);
      first.get(10, TimeUnit.SECONDS);
      for (CompletableFuture<Written> one : more) {
        one.get(10, TimeUnit.SECONDS);
      }
      int forces = disk.forces.get() - before;
      assertTrue(forces <= 4, "101 writes in " + forces + " forces");
    }
  }

  @Test
  void aFullDiskMeansRefusedWritesAndAnsweredReadsUntilThereIsRoom() throws Exception {
    start(1);
    try (PlongeeClient client = client(20)) {
      client.put("a", "1");
      disks.getFirst().full = true;
      RefusedException refused = null;
      while (refused == null) {
        try {
          client.put("a", "2");
        } catch (RefusedException e) {
          refused = e;
        }
      }
      assertTrue(String.valueOf(refused.getMessage()).contains("has no room for more"));
      assertTrue(client.statusAsync(members.get(1)).get(20, TimeUnit.SECONDS).diskFull());
      assertTrue(client.get(PlongeeClient.utf8("a")).value().isPresent());
      disks.getFirst().full = false;
      while (client.statusAsync(members.get(1)).get(20, TimeUnit.SECONDS).diskFull()) {
        Thread.sleep(10);
      }
      client.put("a", "3");
    }
  }

  @Test
  void afterAFailureOfTheDiskNothingIsAcknowledgedAndTheServerEnds() throws Exception {
    start(1);
    try (PlongeeClient client = client(2)) {
      client.put("before", "good");
      disks.getFirst().failure = new IOException("the disk is on fire");
      assertThrows(UnknownOutcomeException.class, () -> client.put("after", "bad"));
      await(() -> breakages.size() == 1);
      assertInstanceOf(IOException.class, breakages.getFirst());
      assertEquals(1, disks.getFirst().failed.get(), "a failed disk is not asked again");
    }
    servers.removeFirst().close();
    start(1);
    try (PlongeeClient client = client(10)) {
      assertEquals("good", client.getString("before").orElseThrow());
    }
  }

  @Test
  void aServerThatComesBackCatchesUp() throws Exception {
    start(3);
    try (PlongeeClient client = client(20)) {
      client.put("x", "1");
      servers.get(2).close();
      Written last = null;
      for (int i = 0; i < 50; i++) {
        last = client.put("x", "value " + i);
      }
      open(3);
      long index = last.index();
      await(() -> client.statusAsync(members.get(3)).join().appliedIndex() >= index);
    }
  }

  /// A follower that answered from what it happens to have would be behind right after a write.
  @Test
  void everyServerAnswersReadsThatSeeTheWriteBeforeThem() throws Exception {
    start(3);
    Bytes key = PlongeeClient.utf8("x");
    try (PlongeeClient client = client(20)) {
      for (int i = 0; i < 50; i++) {
        Bytes value = PlongeeClient.utf8("value " + i);
        client.put("x", "value " + i);
        for (Address server : members.values()) {
          assertEquals(value, client.get(key, server).value().orElseThrow());
          Pairs page = client.list(key, Optional.empty(), 0, server);
          assertEquals(value, page.pairs().getFirst().value());
        }
      }
    }
    servers.getFirst().close();
    servers.get(1).close();
    try (PlongeeClient client = client(1)) {
      assertThrows(CallException.class, () -> client.get(key, members.get(3)));
    }
  }

  @Test
  void manyClientsWithLargeValuesAreServedWithinTheLimits() throws Exception {
    start(3);
    try (PlongeeClient client = client(30)) {
      String large = "v".repeat(1 << 20);
      List<CompletableFuture<Written>> writes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        writes.add(client.putAsync(PlongeeClient.utf8("k" + i), PlongeeClient.utf8(large)));
      }
      for (CompletableFuture<Written> write : writes) {
        write.get(30, TimeUnit.SECONDS);
      }
      for (int i = 0; i < 40; i++) {
        assertEquals(large, client.getString("k" + i).orElseThrow());
      }
      assertEquals(40, listed(client), "in pages of a few megabytes");
      await(() ->
          members.values().stream()
                  .map(address -> client.statusAsync(address).join().appliedIndex())
                  .distinct()
                  .count()
              == 1);
    }
    assertEquals(List.of(), breakages);
  }

  @Test
  void sessionsExpireByTheTimeInTheLogOfEveryServer() throws Exception {
    sessionLifetimeUs = 500_000;
    start(3);
    try (PlongeeClient client = client(20);
        PlongeeClient other = client(20);
        PlongeeClient without = new PlongeeClient(options(20).withoutSessions())) {
      client.append("x", "a");
      other.append("y", "a");
      long idle = System.nanoTime();
      while (System.nanoTime() - idle < TimeUnit.MICROSECONDS.toNanos(2 * sessionLifetimeUs)) {
        other.append("y", "b");
      }
      assertThrows(SessionExpiredException.class, () -> client.append("x", "b"));
      assertEquals("a", client.getString("x").orElseThrow(), "nothing was done");
      client.append("x", "c");
      Thread.sleep(TimeUnit.MICROSECONDS.toMillis(2 * sessionLifetimeUs));
      client.transfer(leader(client) % 3 + 1);
      without.append("x", "d");
      assertThrows(SessionExpiredException.class, () -> client.append("x", "e"));
      assertEquals("acd", client.getString("x").orElseThrow());
    }
    assertEquals(List.of(), breakages);
  }

  @Test
  void leadershipIsHandedOverUnderLoadAndNoWriteFails() throws Exception {
    start(3);
    try (PlongeeClient client = client(30)) {
      client.put("warm", "up");
      AtomicInteger written = new AtomicInteger();
      AtomicInteger wanted = new AtomicInteger(Integer.MAX_VALUE);
      CompletableFuture<Void> load = write(client, written, wanted);
      for (int round = 0; round < 4; round++) {
        int target = leader(client) % 3 + 1;
        assertEquals(target, client.transfer(target));
        assertEquals(target, client.transfer(target), "it leads already");
        int before = written.get();
        await(() -> written.get() > before + 20 || load.isCompletedExceptionally());
      }
      int old = leader(client);
      assertTrue(client.transfer(0) != old, "the leader chooses another one");
      wanted.set(0);
      load.get(30, TimeUnit.SECONDS);
      assertEquals("value " + (written.get() - 1), client.getString("load").orElseThrow());
    }
    assertEquals(List.of(), breakages);
  }

  /// One write after the other, until there are as many as are wanted.
  private static CompletableFuture<Void> write(
      PlongeeClient client, AtomicInteger written, AtomicInteger wanted) {
    int number = written.get();
    return number >= wanted.get()
        ? CompletableFuture.completedFuture(null)
        : client
            .putAsync(PlongeeClient.utf8("load"), PlongeeClient.utf8("value " + number))
            .thenComposeAsync(_ -> {
              written.incrementAndGet();
              return write(client, written, wanted);
            });
  }

  private int leader(PlongeeClient client) {
    for (Address address : members.values()) {
      CompletableFuture<Boolean> serves =
          client.statusAsync(address).handle((status, _) -> status != null && status.serving());
      if (serves.join()) {
        return client.statusAsync(address).join().server();
      }
    }
    return 0;
  }

  @Test
  void aTransferThatCannotBeDoneSaysWhy() throws Exception {
    start(3);
    try (PlongeeClient client = client(20)) {
      client.put("x", "1");
      int old = leader(client);
      RefusedException unknown = assertThrows(RefusedException.class, () -> client.transfer(9));
      assertTrue(unknown.getMessage().contains("another voter"), unknown.getMessage());
      int target = old % 3 + 1;
      servers.get(target - 1).close();
      NoQuorumException late = assertThrows(NoQuorumException.class, () -> client.transfer(target));
      assertTrue(
          late.getMessage().contains("S" + target + " did not take over"), late.getMessage());
      client.put("x", "2");
      assertEquals(old, leader(client));
    }
  }

  private static int listed(PlongeeClient client) {
    Optional<Bytes> after = Optional.empty();
    int count = 0;
    Pairs page;
    do {
      page = client.list(PlongeeClient.utf8("k"), after, 0);
      assertTrue(page.pairs().size() < 5, "a page of " + page.pairs().size());
      count += page.pairs().size();
      after = Optional.of(page.pairs().getLast().key());
    } while (page.more());
    return count;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.holds()) {
      assertTrue(System.nanoTime() < end, "not within 20 s");
      Thread.sleep(20);
    }
  }

  private void start(int size) throws IOException {
    if (members == null) {
      members = new TreeMap<>();
      List<Integer> ports = FreePorts.take(size);
      for (int id = 1; id <= size; id++) {
        members.put(id, new Address(Address.LOOPBACK, ports.get(id - 1)));
      }
    }
    disks.clear();
    for (int id = 1; id <= size; id++) {
      open(id);
    }
  }

  private void open(int id) throws IOException {
    Identity identity = new Identity(CLUSTER, id, members);
    NodeSet voters = NodeSet.EMPTY;
    for (int member : members.keySet()) {
      voters = voters.with(member);
    }
    ForceTimes times = new ForceTimes();
    DiskLog.Opened opened =
        DiskLog.open(directory.resolve("S" + id), CLUSTER, id, DiskOptions.DEFAULT.with(times));
    WatchedDisk disk = new WatchedDisk(new LogDisk(opened.log(), times, "ext4"));
    disks.add(disk);
    RaftConfig raft = RaftConfig.of(id, new Configuration(voters));
    Server.Settings settings =
        new Server.Settings(identity, members.get(id), raft, 64 << 20, sessionLifetimeUs);
    SnapshotFiles files = new SnapshotFiles(directory.resolve("S" + id), CLUSTER);
    servers.add(Server.start(settings, opened.state(), disk, files, breakages::add));
  }

  private PlongeeClient client(int seconds) {
    return new PlongeeClient(options(seconds));
  }

  private ClientOptions options(int seconds) {
    return new ClientOptions(List.copyOf(members.values()), CLUSTER, Duration.ofSeconds(seconds));
  }

  /// Counts forces, and knows what they covered: the real disk behind it has returned.
  private static final class WatchedDisk implements Disk {
    private final Disk real;
    private final AtomicInteger forces = new AtomicInteger();
    private final AtomicInteger entries = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final Semaphore mayForce = new Semaphore(1_000_000);
    private final Semaphore forcing = new Semaphore(0);
    private volatile long forcedIndex;
    private volatile IOException failure;
    private volatile boolean full;

    WatchedDisk(Disk real) {
      this.real = real;
    }

    @Override
    public void append(List<Write> writes, long commitIndex) throws IOException {
      if (failure != null) {
        failed.incrementAndGet();
        throw failure;
      }
      forcing.release();
      mayForce.acquireUninterruptibly();
      real.append(writes, commitIndex);
      forces.incrementAndGet();
      for (Write write : writes) {
        for (Entry entry : write.entries()) {
          entries.incrementAndGet();
          forcedIndex = entry.index();
        }
      }
    }

    /// Waits until a force has begun that may not return.
    void awaitForce() throws InterruptedException {
      forcing.drainPermits();
      while (mayForce.availablePermits() > 0 || !mayForce.hasQueuedThreads()) {
        Thread.sleep(1);
      }
    }

    @Override
    public boolean idle() throws IOException {
      return real.idle();
    }

    @Override
    public boolean hasSpace() {
      return !full && real.hasSpace();
    }

    @Override
    public Health health() {
      return real.health();
    }

    @Override
    public void close() throws IOException {
      real.close();
    }
  }
}
