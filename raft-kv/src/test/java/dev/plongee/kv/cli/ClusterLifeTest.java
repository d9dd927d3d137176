package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.client.PlongeeClient;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// How a local cluster starts, ends, and starts again.
@Tag("process")
class ClusterLifeTest {
  @TempDir Path directory;

  private Raft raft;

  @BeforeEach
  void prepare() {
    raft = new Raft(directory);
  }

  @AfterEach
  void stop() throws Exception {
    raft.close();
  }

  @Test
  void whatWasWrittenIsThereAfterCtrlCAndAnotherStart() throws Exception {
    Raft.Up first = up();
    first.ready();
    var addresses = raft.addresses();
    raft.run("put", "x", "kept").expecting(0);
    raft.run("snapshot").expecting(0);
    awaitAllBeginWithASnapshot();
    first.interrupt();
    assertEquals("stopped", first.next().path("type").asString());
    assertEquals(0, first.awaitEnd());
    assertTrue(first.nodes().stream().noneMatch(ProcessHandle::isAlive));

    Raft.Up second = raft.up();
    second.ready();
    assertEquals(addresses, raft.addresses(), "ports are kept");
    assertEquals(List.of("kept"), raft.run("get", "x").expecting(0).stdout());
    JsonNode gone = raft.run("watch", "--from", "1", "--json").expecting(1).one();
    assertTrue(
        gone.path("message").asString().startsWith("changes from index 1 on are no longer held"),
        gone::toString);
    second.handle().destroy();
    assertEquals(0, second.awaitEnd(), "SIGTERM ends it like Ctrl-C");

    raft.up("--fresh").ready();
    raft.run("get", "x").expecting(1);
  }

  private void awaitAllBeginWithASnapshot() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Raft.PATIENCE_SECONDS);
    while (raft.run("status", "--json").json().stream()
        .anyMatch(node -> node.path("snapshotIndex").asLong() == 0)) {
      assertTrue(System.nanoTime() < end, "not every log begins with its snapshot");
    }
  }

  @Test
  void leadershipIsHandedOverOnRequest() throws Exception {
    String old = up().ready().path("leader").asString();
    String target = old.equals("S2") ? "S3" : "S2";
    assertEquals(List.of(target + " leads"), raft.run("transfer", target).expecting(0).stdout());
    raft.run("put", "x", "kept").expecting(0);
    JsonNode result = raft.run("transfer", "--json").expecting(0).one();
    assertTrue(result.path("ok").asBoolean());
    assertNotEquals(target, result.path("leader").asString(), "the leader chose another one");
    raft.run("transfer", "S9").expecting(2);
    raft.run("transfer", "nobody").expecting(2);
  }

  @Test
  void theNodesEndWhenUpIsKilled() throws Exception {
    Raft.Up up = up();
    up.ready();
    List<ProcessHandle> nodes = List.copyOf(up.nodes());
    assertEquals(3, nodes.size());
    Raft.kill(up.handle());
    for (ProcessHandle node : nodes) {
      node.onExit().get(20, TimeUnit.SECONDS);
    }
    raft.up().ready();
  }

  @Test
  void withoutAQuorumNothingIsDoneAndTheErrorSaysSo() throws Exception {
    Raft.Up up = up();
    JsonNode ready = up.ready();
    raft.run("put", "x", "1").expecting(0);
    List<String> victims = new ArrayList<>(List.of("S1", "S2", "S3"));
    victims.remove(ready.path("leader").asString());
    for (String victim : victims) {
      Raft.kill(raft.node(victim));
      JsonNode down = up.next();
      assertEquals("down", down.path("type").asString());
      assertEquals(victim, down.path("id").asString());
      assertEquals("killed by signal 9", down.path("message").asString());
    }
    awaitNoLeader();
    for (String[] call : new String[][] {{"put", "x", "2", "--json"}, {"get", "x", "--json"}}) {
      List<String> arguments = new ArrayList<>(List.of(call));
      arguments.addAll(List.of("--timeout", "1500ms"));
      JsonNode error = raft.run(arguments.toArray(String[]::new)).expecting(4).one();
      assertEquals("error", error.path("type").asString());
      assertTrue(error.path("message").asString().startsWith("no leader within"), error::toString);
    }
    List<JsonNode> status = raft.run("status", "--json").expecting(4).json();
    assertEquals("error", status.getLast().path("type").asString());
    assertEquals(
        2, status.stream().filter(it -> it.path("role").asString().equals("down")).count());

    raft.up("--only", victims.getFirst()).ready();
    assertEquals(List.of("1"), raft.run("get", "x").expecting(0).stdout());
  }

  private void awaitNoLeader() throws Exception {
    try (PlongeeClient client = raft.client(1)) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Raft.PATIENCE_SECONDS);
      ClusterFile file = ClusterFile.read(raft.data()).orElseThrow();
      while (ClusterStatus.ask(client, file.named()).leader().isPresent()) {
        assertTrue(System.nanoTime() < end, "a leader without a quorum does not step down");
        Thread.sleep(20);
      }
    }
  }

  @Test
  void whenAllNodesAreDeadUpSaysSo() throws Exception {
    Raft.Up up = up();
    up.ready();
    for (String id : List.of("S1", "S2", "S3")) {
      Raft.kill(raft.node(id));
    }
    JsonNode last = up.next();
    while (last.path("type").asString().equals("down")) {
      last = up.next();
    }
    assertEquals("error", last.path("type").asString());
    assertTrue(last.path("message").asString().startsWith("all nodes have ended"), last::toString);
    assertEquals(4, up.awaitEnd());
    JsonNode error = raft.run("get", "x", "--json", "--timeout", "500ms").expecting(4).one();
    assertTrue(error.path("message").asString().startsWith("no server can be"), error::toString);
  }

  @Test
  void aDamagedLogIsRefusedWithFileAndOffsetAndTheOthersServe() throws Exception {
    Raft.Up first = up();
    first.ready();
    try (PlongeeClient client = raft.client(10)) {
      for (int i = 0; i < 20; i++) {
        client.put("key" + i, "value " + i);
      }
    }
    first.interrupt();
    assertEquals(0, first.awaitEnd());
    flipOneBit(ClusterFile.nodeDirectory(raft.data(), 2));

    Raft.Up second = raft.up();
    second.ready();
    JsonNode down = second.next();
    assertEquals("S2", down.path("id").asString(), down::toString);
    assertEquals(2, down.path("exitCode").asInt());
    String message = down.path("message").asString();
    assertTrue(message.contains("is damaged at offset "), message);
    assertTrue(message.contains(ClusterFile.nodeDirectory(raft.data(), 2).toString()), message);
    assertEquals(List.of("value 7"), raft.run("get", "key7").expecting(0).stdout());

    Raft.Up alone = raft.up("--only", "S2");
    JsonNode error = alone.next();
    assertEquals("error", error.path("type").asString());
    assertTrue(error.path("message").asString().contains("is damaged at offset"), error::toString);
    assertEquals(2, alone.awaitEnd());
  }

  /// In the first quarter of what is written, so that valid groups follow.
  private static void flipOneBit(Path node) throws Exception {
    Path segment;
    try (var files = Files.list(node)) {
      segment =
          files
              .filter(file -> file.getFileName().toString().matches(".*\\d+.*"))
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      byte[] contents = new byte[(int) Math.min(file.length(), 1 << 20)];
      file.readFully(contents);
      int used = contents.length;
      while (contents[used - 1] == 0) {
        used--;
      }
      int at = used / 4;
      while (contents[at] == 0) {
        at++;
      }
      file.seek(at);
      file.write(contents[at] ^ 1);
    }
  }

  @Test
  void aPortThatWasAskedForAndIsTakenIsNotSilentlyChanged() throws Exception {
    int first = Ports.firstOf(3);
    try (var taken =
        new java.net.ServerSocket(first + 1, 1, java.net.InetAddress.getLoopbackAddress())) {
      assertNotEquals(0, taken.getLocalPort());
      JsonNode error =
          raft.run(
                  "up",
                  "--json",
                  "--data",
                  raft.data().toString(),
                  "--port",
                  Integer.toString(first))
              .expecting(2)
              .one();
      assertTrue(error.path("message").asString().contains("port " + (first + 1)), error::toString);
    }
    assertFalse(Files.exists(raft.data().resolve(ClusterFile.NAME)), "nothing was done");
  }

  private Raft.Up up() throws Exception {
    return raft.up("--port", Integer.toString(Ports.firstOf(3)));
  }
}
