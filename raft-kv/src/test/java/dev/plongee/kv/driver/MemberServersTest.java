package dev.plongee.kv.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.MemberChange;
import dev.plongee.kv.client.Members;
import dev.plongee.kv.client.NoQuorumException;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.RefusedException;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.FreePorts;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.store.LogClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Members that come and go, as servers in this process, on real disks and real sockets (§6).
class MemberServersTest {
  private static final long CLUSTER = 79;
  private static final int MOST = 6;

  @TempDir Path directory;

  private final Map<Integer, Server> servers = new TreeMap<>();
  private final Map<Integer, Throwable> ended = new ConcurrentHashMap<>();
  private final SortedMap<Integer, Address> where = new TreeMap<>();
  private long snapshotBytes = Long.MAX_VALUE;

  @BeforeEach
  void choosePorts() throws IOException {
    int id = 1;
    for (int port : FreePorts.take(MOST)) {
      where.put(id++, new Address(Address.LOOPBACK, port));
    }
  }

  @AfterEach
  void stop() {
    servers.values().forEach(Server::close);
    ended.values().forEach(why -> assertInstanceOf(RemovedException.class, why));
  }

  private void startFounders(int... ids) throws IOException {
    for (int id : ids) {
      SortedMap<Integer, Address> told = new TreeMap<>();
      for (int founder : ids) {
        told.put(founder, at(founder));
      }
      start(id, NodeSet.of(ids), told);
    }
  }

  /// A server that knows nothing but itself.
  private void startNewcomer(int id) throws IOException {
    start(id, NodeSet.EMPTY, new TreeMap<>(Map.of(id, at(id))));
  }

  private void start(int id, NodeSet founders, SortedMap<Integer, Address> told)
      throws IOException {
    Server.Settings settings =
        new Server.Settings(
            new Identity(CLUSTER, id, told),
            at(id),
            RaftConfig.of(id, new Configuration(founders)),
            snapshotBytes,
            LogClock.DEFAULT_LIFETIME_US);
    servers.put(id, Server.start(settings, directoryOf(id), why -> ended.put(id, why)));
  }

  private Path directoryOf(int id) {
    return directory.resolve("S" + id);
  }

  private Address at(int id) {
    Address address = where.get(id);
    assertTrue(address != null, "a port for S" + id);
    return address;
  }

  private void close(int id) {
    servers.remove(id).close();
  }

  private PlongeeClient client(int... ids) {
    return new PlongeeClient(
        new ClientOptions(
            NodeSet.of(ids).toArray().length == 0
                ? List.copyOf(where.values())
                : Arrays.stream(ids).mapToObj(this::at).toList(),
            CLUSTER,
            Duration.ofSeconds(60)));
  }

  private ServerStatus status(PlongeeClient client, int id) {
    return client.statusAsync(at(id)).join();
  }

  private static void await(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      Thread.sleep(20);
    }
  }

  private static void write(PlongeeClient client, int count) {
    CompletableFuture<?>[] writes = new CompletableFuture<?>[count];
    for (int i = 0; i < count; i++) {
      writes[i] = client.putAsync(PlongeeClient.utf8("key " + i), PlongeeClient.utf8("value " + i));
    }
    CompletableFuture.allOf(writes).join();
  }

  @Test
  void aNewcomerThatKnowsNobodyCatchesUpAndVotes() throws Exception {
    startFounders(1, 2, 3);
    try (PlongeeClient client = client(1, 2, 3)) {
      write(client, 500);
      startNewcomer(4);
      Members members = client.changeMembers(MemberChange.NOTHING.voter(4, at(4)));
      assertEquals(NodeSet.of(1, 2, 3, 4), members.voters());
      await("S4 follows", () -> status(client, 4).members().voters().contains(4));
      assertEquals(at(4), client.members().get(4), "clients hear of it");
      // With two of the founders gone nothing could be decided without S4.
      close(1);
      client.put("last", "word");
      await("S4 has it", () -> status(client, 4).appliedIndex() >= 500);
      assertEquals(Optional.of("value 499"), client.getString("key 499"));
    }
  }

  @Test
  void severalComeAndGoInOneChangeAndAllOfThemStartAgain() throws Exception {
    startFounders(1, 2, 3);
    try (PlongeeClient client = client(1, 2, 3)) {
      write(client, 100);
      for (int id = 4; id <= 6; id++) {
        startNewcomer(id);
      }
      Members members =
          client.changeMembers(
              MemberChange.NOTHING
                  .voter(4, at(4))
                  .voter(5, at(5))
                  .voter(6, at(6))
                  .remove(1)
                  .remove(2)
                  .remove(3));
      assertEquals(NodeSet.of(4, 5, 6), members.voters());
      await("the founders notice", () -> ended.keySet().containsAll(List.of(1, 2, 3)));
      for (int id = 1; id <= 6; id++) {
        close(id);
      }
    }
    // They find each other with nothing but their logs, of which none is known to be committed.
    for (int id = 4; id <= 6; id++) {
      startNewcomer(id);
    }
    try (PlongeeClient client = client(4)) {
      client.put("after", "all");
      assertEquals(Optional.of("value 99"), client.getString("key 99"));
      assertEquals(3, client.members().size());
    }
  }

  @Test
  void theNewOnesStartAgainFromSnapshotsThatHoldTheAddresses() throws Exception {
    snapshotBytes = 20_000;
    startFounders(1);
    try (PlongeeClient client = client(1)) {
      startNewcomer(2);
      startNewcomer(3);
      client.changeMembers(MemberChange.NOTHING.voter(2, at(2)).voter(3, at(3)));
      write(client, 3_000);
      for (int id = 1; id <= 3; id++) {
        int server = id;
        await("a snapshot at S" + id, () -> status(client, server).snapshotIndex() > 10);
        assertEquals(Optional.of(at(2)), status(client, id).members().members().get(1).address());
      }
    }
    for (int id = 1; id <= 3; id++) {
      close(id);
    }
    for (int id = 1; id <= 3; id++) {
      startNewcomer(id);
    }
    try (PlongeeClient client = client(3)) {
      assertEquals(Optional.of("value 2999"), client.getString("key 2999"));
    }
  }

  @Test
  void aNewcomerFarBehindCatchesUpByASnapshot() throws Exception {
    snapshotBytes = 50_000;
    startFounders(1, 2);
    try (PlongeeClient client = client(1, 2)) {
      for (int i = 0; i < 12; i++) {
        write(client, 1_000);
      }
      int leader = client.transfer(1);
      await("the log was compacted", () -> status(client, leader).snapshotIndex() > 11_000);
      startNewcomer(3);
      Members members = client.changeMembers(MemberChange.NOTHING.voter(3, at(3)));
      assertEquals(NodeSet.of(1, 2, 3), members.voters());
      await("S3 has all", () -> status(client, 3).appliedIndex() >= 12_000);
    }
  }

  @Test
  void aLeaderThatRemovesItselfAnswersAndEnds() throws Exception {
    startFounders(1, 2, 3);
    try (PlongeeClient client = client(1, 2, 3)) {
      write(client, 10);
      client.transfer(1);
      Members members = client.changeMembers(MemberChange.NOTHING.remove(1));
      assertEquals(NodeSet.of(2, 3), members.voters());
      await("S1 ends", () -> ended.containsKey(1));
      client.put("after", "S1");
      close(1);
      // It does not come back by itself, and says so again.
      ended.clear();
      startFounder(1, 2, 3);
      await("S1 ends", () -> ended.containsKey(1));
      assertInstanceOf(RemovedException.class, ended.get(1));
      assertEquals(Optional.of("S1"), client.getString("after"));
    }
  }

  private void startFounder(int id, int... others) throws IOException {
    SortedMap<Integer, Address> told = new TreeMap<>(Map.of(id, at(id)));
    for (int other : others) {
      told.put(other, at(other));
    }
    start(id, NodeSet.of(others).with(id), told);
  }

  @Test
  void aServerWhoseDirectoryWasLostComesBackAsANewMember() throws Exception {
    startFounders(1, 2, 3);
    try (PlongeeClient client = client(1, 2)) {
      write(client, 100);
      client.transfer(1);
      close(3);
      client.changeMembers(MemberChange.NOTHING.remove(3));
      Path empty = directory.resolve("again");
      Server.Settings settings =
          new Server.Settings(
              new Identity(CLUSTER, 3, new TreeMap<>(Map.of(3, at(3)))),
              at(3),
              RaftConfig.of(3, Configuration.NONE));
      servers.put(3, Server.start(settings, empty, why -> ended.put(3, why)));
      Members members = client.changeMembers(MemberChange.NOTHING.voter(3, at(3)));
      assertEquals(NodeSet.of(1, 2, 3), members.voters());
      close(2);
      client.put("with", "S3");
      assertEquals(Optional.of("value 99"), client.getString("key 99"));
      assertFalse(ended.containsKey(3), "it read of its own removal, and stays");
    }
  }

  @Test
  void learnersGetTheLogAndArePromoted() throws Exception {
    startFounders(1);
    startNewcomer(2);
    try (PlongeeClient client = client(1)) {
      client.changeMembers(MemberChange.NOTHING.learner(2, at(2)));
      long index = client.put("key", "value").index();
      await("S2 has it", () -> status(client, 2).appliedIndex() >= index);
      assertEquals(NodeSet.of(2), status(client, 1).members().learners());
      assertEquals(NodeSet.of(1, 2), client.changeMembers(MemberChange.NOTHING.voter(2)).voters());
      // The same once more is no change.
      long place = status(client, 1).members().index();
      assertEquals(place, client.changeMembers(MemberChange.NOTHING.voter(2)).index());
    }
  }

  @Test
  void aServerMovesToAnotherAddressAndIsFound() throws Exception {
    startFounders(1, 2, 3);
    try (PlongeeClient client = client(1, 3)) {
      write(client, 10);
      close(2);
      close(3);
      where.put(2, at(6));
      SortedMap<Integer, Address> told = new TreeMap<>(where);
      start(2, NodeSet.of(1, 2, 3), told);
      // S1 was told another address of S2, and needs it now.
      assertEquals(Optional.of("value 9"), client.getString("key 9"));
      await(
          "clients may know",
          () -> at(2).equals(status(client, 1).members().members().get(1).address().orElse(null)));
    }
  }

  // --- what is refused

  @Test
  void aNewcomerThatCannotBeReachedChangesNothing() throws Exception {
    startFounders(1);
    try (PlongeeClient client = client(1)) {
      NoQuorumException refused =
          assertThrows(
              NoQuorumException.class,
              () -> client.changeMembers(MemberChange.NOTHING.voter(2, at(2))));
      assertEquals(
          "S2 cannot be reached at " + at(2) + ": nobody listens there; nothing was changed",
          refused.getMessage());
      assertEquals(0, status(client, 1).members().index());
    }
  }

  @Test
  void whatNobodyCanWantIsRefusedWithASentence() throws Exception {
    startFounders(1, 2, 3);
    try (PlongeeClient client = client(1, 2, 3)) {
      MemberChange none = MemberChange.NOTHING;
      assertRefused(client, none, "no server is named");
      assertRefused(client, none.voter(4).remove(4), "a server is named twice");
      assertRefused(client, none.voter(4), "it is not known where S4 is");
      assertRefused(client, none.voter(4, at(1)), "S4 cannot be at " + at(1) + ": S1 is");
      assertRefused(client, none.learner(2, at(2)), "does not become a learner");
      assertRefused(client, none.remove(1).remove(2).remove(3), "nobody would be left to vote");
    }
  }

  private static void assertRefused(PlongeeClient client, MemberChange change, String words) {
    CompletionException failed =
        assertThrows(CompletionException.class, () -> client.changeMembersAsync(change).join());
    RefusedException refused = assertInstanceOf(RefusedException.class, failed.getCause());
    assertTrue(String.valueOf(refused.getMessage()).contains(words), refused::toString);
  }
}
