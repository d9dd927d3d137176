package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.FreePorts;
import dev.plongee.kv.net.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `./raft member` and `./raft node --join`, as a user has them.
@Tag("process")
class MemberTest {
  @TempDir Path directory;

  private Raft raft;

  @BeforeEach
  void prepare() {
    raft = new Raft(directory);
  }

  @AfterEach
  void stop() {
    raft.close();
  }

  private Raft.Up up(int nodes) throws Exception {
    return raft.up(
        "--nodes=" + nodes, "--port=" + Ports.firstOf(nodes + 2)); // and two that will join
  }

  private Raft.Ended member(String... arguments) throws IOException, InterruptedException {
    return raft.run(
        Stream.concat(Stream.of("member", "--data", raft.data().toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private List<String> names(JsonNode array) {
    return array.valueStream().map(JsonNode::asString).toList();
  }

  private List<String> listed() throws IOException, InterruptedException {
    return member("list", "--json").expecting(0).json().stream()
        .map(it -> it.path("id").asString() + " " + it.path("member").asString())
        .toList();
  }

  /// The next line of this type.
  private static JsonNode next(Raft.Up up, String type) throws InterruptedException {
    JsonNode line = up.next();
    while (!line.path("type").asString().equals(type)) {
      line = up.next();
    }
    return line;
  }

  @Test
  void nodesThatAreAddedRunAndThoseThatAreRemovedEnd() throws Exception {
    Raft.Up up = up(1);
    up.ready();
    raft.run("put", "x", "kept").expecting(0);
    JsonNode added = member("add", "S2", "S3", "--json").expecting(0).json().getLast();
    assertEquals(List.of("S1", "S2", "S3"), names(added.path("voters")), added::toString);
    assertEquals("S2", next(up, "started").path("id").asString());
    assertEquals("S3", next(up, "started").path("id").asString());

    ProcessHandle founder = raft.node("S1");
    member("remove", "S1").expecting(0);
    founder.onExit().get(Raft.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals("S1", next(up, "removed").path("id").asString());
    assertEquals(List.of("kept"), raft.run("get", "x").expecting(0).stdout());
    assertEquals(List.of("S2 voter", "S3 voter"), listed());

    up.interrupt();
    assertEquals(0, up.awaitEnd());
    JsonNode ready = raft.up().ready();
    assertEquals(2, ready.path("nodes").size(), ready::toString);
    assertEquals(List.of("kept"), raft.run("get", "x").expecting(0).stdout());
  }

  @Test
  void aNodeWhoseDirectoryWasLostIsRefusedAndComesBackAsANewMember() throws Exception {
    Raft.Up up = up(3);
    up.ready();
    raft.run("put", "x", "kept").expecting(0);
    raft.run("transfer", "S1").expecting(0);
    Raft.kill(raft.node("S3"));
    Path own = ClusterFile.nodeDirectory(raft.data(), 3);
    Files.move(own, directory.resolve("lost"));

    Raft.Up alone = raft.up("--only", "S3");
    JsonNode error = alone.next();
    assertEquals("error", error.path("type").asString(), error::toString);
    assertTrue(error.path("message").asString().contains("S3 has run before"), error::toString);
    assertTrue(error.path("hint").asString().contains("member remove S3"), error::toString);
    assertEquals(2, alone.awaitEnd());

    member("remove", "S3").expecting(0);
    member("add", "S3").expecting(0);
    assertEquals(List.of("S1 voter", "S2 voter", "S3 voter"), listed());
    Raft.kill(raft.node("S2"));
    assertEquals(List.of("kept"), raft.run("get", "x").expecting(0).stdout());
  }

  @Test
  void aLearnerIsShownAsOneUntilItIsPromoted() throws Exception {
    up(1).ready();
    String said = String.join("\n", member("add", "S2", "--learner").expecting(0).stdout());
    assertTrue(said.endsWith("S1 votes, S2 learns without a vote"), said);
    assertEquals(List.of("S1 voter", "S2 learner"), listed());
    assertTrue(
        raft.run("status").expecting(0).stdout().stream().anyMatch(it -> it.contains("learner")));
    member("promote", "S2").expecting(0);
    assertEquals(List.of("S1 voter", "S2 voter"), listed());
    assertError(2, "S2 votes already", "replace", "S1", "S2");
    assertEquals(List.of("S1 voter", "S2 voter"), listed());
    member("replace", "S1", "S3").expecting(0);
    member("replace", "S1", "S3").expecting(0);
    assertEquals(List.of("S2 voter", "S3 voter"), listed());
  }

  @Test
  void aServerJoinsWithOneCommandAndEndsWhenItIsRemoved() throws Exception {
    up(1).ready();
    raft.run("put", "x", "kept").expecting(0);
    Address cluster = raft.addresses().getFirst();
    Address own = new Address(Address.LOOPBACK, FreePorts.one());
    Path data = directory.resolve("joiner");
    Raft.Ended joined =
        raft.runUntil(
            () -> await(() -> listed().contains("S2 voter")),
            "node",
            "--json",
            "--join=" + cluster,
            "--listen=" + own,
            "--data=" + data);
    assertEquals(
        List.of("listening", "joined"),
        joined.expecting(0).json().stream()
            .map(it -> it.path("type").asString())
            .filter(it -> !it.equals("progress"))
            .toList());
    // It is needed now, and comes back with the same command, while nobody leads.
    raft.run("get", "x", "--timeout=500ms").expecting(4);
    Raft.Ended back =
        raft.runUntilSaid(
            lines -> lines == 2, "node", "--json", "--join=" + cluster, "--data=" + data);
    assertEquals("joined", back.expecting(0).json().getLast().path("type").asString());
    Raft.Ended removed =
        raft.runUntil(
            () -> {
              await(() -> listed().contains("S2 voter"));
              raft.run("get", "x").expecting(0);
              member("remove", "S2").expecting(0);
              await(() -> !answers(own));
            },
            "node",
            "--json",
            "--join=" + cluster,
            "--data=" + data);
    assertEquals("removed", removed.expecting(0).json().getLast().path("type").asString());
    assertEquals(List.of("S1 voter"), listed());
  }

  @Test
  void aServerThatWasRemovedWhileItWasDownDoesNotAskToBeLetInAgain() throws Exception {
    up(2).ready();
    Address own = new Address(Address.LOOPBACK, FreePorts.one());
    String[] node = {
      "node",
      "--json",
      "--join=" + raft.addresses().getFirst(),
      "--listen=" + own,
      "--data=" + directory.resolve("joiner")
    };
    raft.runUntil(() -> await(() -> listed().contains("S3 voter")), node).expecting(0);
    member("remove", "S3").expecting(0);
    // Ctrl-C may still meet it while it ends by itself, so its exit code says nothing here.
    Raft.Ended again = raft.runUntilSaid(lines -> lines == 2, node);
    assertEquals(
        List.of("listening", "removed"),
        again.json().stream().map(it -> it.path("type").asString()).toList());
    assertEquals(List.of("S1 voter", "S2 voter"), listed());
  }

  @Test
  void aLearnerThatWasRemovedWhileItWasDownDoesNotAskToBeLetInAgain() throws Exception {
    up(1).ready();
    Address own = new Address(Address.LOOPBACK, FreePorts.one());
    String data = "--data=" + directory.resolve("learner");
    String cluster = Identity.clusterName(ClusterFile.read(raft.data()).orElseThrow().cluster());
    raft.runUntil(
            () -> {
              member("add", "S2=" + own, "--learner").expecting(0);
              await(() -> listed().contains("S2 learner"));
            },
            "node",
            "--id=S2",
            "--cluster=" + cluster,
            "--listen=" + own,
            data)
        .expecting(0);
    member("remove", "S2").expecting(0);
    Raft.Ended again =
        raft.runUntilSaid(
            lines -> lines == 2,
            "node",
            "--json",
            "--join=" + raft.addresses().getFirst(),
            "--listen=" + own,
            data);
    assertEquals("removed", again.json().getLast().path("type").asString());
    assertEquals(List.of("S1 voter"), listed());
  }

  private boolean answers(Address server) throws IOException, InterruptedException {
    return raft.run("status", "--connect=" + server, "--json", "--timeout=1s")
        .json()
        .getFirst()
        .has("pid");
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private static void await(Condition condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Raft.PATIENCE_SECONDS);
    while (true) {
      try {
        if (condition.holds()) {
          return;
        }
      } catch (AssertionError _) {
        // not yet
      }
      assertTrue(System.nanoTime() < end, "not within " + Raft.PATIENCE_SECONDS + " s");
      Thread.sleep(100);
    }
  }

  @Test
  void whatCannotBeIsSaidInOneSentence() throws Exception {
    up(1).ready();
    assertError(2, "there is no 'grow'", "grow");
    assertError(2, "no server is named", "add");
    assertError(2, "'list' is about all of them", "list", "S1");
    assertError(2, "'replace' takes pairs", "replace", "S1");
    assertError(2, "--learner goes with 'add'", "remove", "S1", "--learner");
    assertError(2, "'S4=nowhere': 'nowhere' is no address", "add", "S4=nowhere");
    assertError(2, "nobody would be left to vote", "remove", "S1");
    assertEquals(
        List.of("nothing was to change: S1 votes"), member("remove", "S9").expecting(0).stdout());
    Address nobody = new Address(Address.LOOPBACK, FreePorts.one());
    assertError(4, "S2 cannot be reached at " + nobody, "add", "S2=" + nobody);
    assertEquals(List.of("S1 voter"), listed());
    assertFalse(Files.exists(ClusterFile.nodeDirectory(raft.data(), 2)), "nothing was started");
  }

  private void assertError(int code, String words, String... arguments) throws Exception {
    JsonNode error =
        member(Stream.concat(Stream.of("--json"), Stream.of(arguments)).toArray(String[]::new))
            .expecting(code)
            .one();
    assertEquals("error", error.path("type").asString());
    assertTrue(error.path("message").asString().startsWith(words), error::toString);
  }

  @Test
  void withoutUpNobodyStartsANewNode() throws Exception {
    Raft.Up up = up(1);
    up.ready();
    up.interrupt();
    up.awaitEnd();
    Raft.Up alone = raft.up("--only", "S1");
    alone.ready();
    assertError(2, "no 'up' runs in " + raft.data(), "add", "S2");
    member("list").expecting(0);
  }
}
