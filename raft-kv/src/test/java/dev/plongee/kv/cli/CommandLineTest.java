package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.client.PlongeeClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Every command against one cluster of three processes: what it prints, and its exit code.
@Tag("process")
class CommandLineTest {
  @TempDir static Path directory;

  private static Raft raft;
  private static Raft.Up up;
  private static JsonNode ready;

  @BeforeAll
  static void start() throws Exception {
    raft = new Raft(directory);
    up = raft.up("--port", Integer.toString(Ports.firstOf(3)));
    ready = up.ready();
  }

  @AfterAll
  static void stop() throws Exception {
    raft.close();
  }

  @Test
  void theFirstLineNamesTheLeaderAndAllNodes() {
    TreeSet<String> ids = new TreeSet<>();
    int leaders = 0;
    for (JsonNode node : ready.path("nodes")) {
      ids.add(node.path("id").asString());
      assertTrue(ProcessHandle.of(node.path("pid").asLong()).isPresent(), node::toString);
      assertTrue(node.path("address").asString().startsWith("127.0.0.1:"), node::toString);
      if (node.path("role").asString().equals("leader")) {
        leaders++;
        assertEquals(ready.path("leader").asString(), node.path("id").asString());
      }
    }
    assertEquals(new TreeSet<>(List.of("S1", "S2", "S3")), ids);
    assertEquals(1, leaders);
  }

  @Test
  void whatIsPutIsFoundListedAndDeleted() throws Exception {
    JsonNode put = raft.run("put", "fruit/clé", "välue 1", "--json").expecting(0).one();
    assertTrue(put.path("ok").asBoolean());
    assertTrue(put.path("index").asLong() > 0);
    assertEquals(
        "ok (index ",
        raft.run("put", "fruit/b", "2").expecting(0).stdout().getFirst().substring(0, 10));

    Raft.Ended get = raft.run("get", "fruit/b").expecting(0);
    assertEquals(List.of("2"), get.stdout());
    assertEquals("", get.stderr());
    assertEquals("2", raft.run("get", "fruit/b", "--json").one().path("value").asString());

    List<JsonNode> pairs = raft.run("list", "fruit/", "--json").expecting(0).json();
    JsonNode end = pairs.getLast();
    assertEquals("result", end.path("type").asString());
    assertEquals(2, end.path("pairs").asInt());
    assertTrue(end.path("index").asLong() > put.path("index").asLong());
    assertEquals(3, pairs.size());
    assertEquals("fruit/b", pairs.getFirst().path("key").asString());
    assertEquals(List.of("fruit/b\t2"), raft.run("list", "fruit/b").expecting(0).stdout());
    assertEquals(2, raft.run("list", "--limit", "1", "--json").expecting(0).json().size());

    assertTrue(raft.run("delete", "fruit/b", "--json").one().path("existed").asBoolean());
    assertFalse(
        raft.run("delete", "fruit/b", "--json").expecting(0).one().path("existed").asBoolean());
    Raft.Ended absent = raft.run("get", "fruit/b", "--json").expecting(1);
    assertTrue(absent.one().path("value").isNull());
    assertEquals("no value for 'fruit/b'\n", raft.run("get", "fruit/b").expecting(1).stderr());
  }

  @Test
  void aCasSwapsOnlyWhatItExpected() throws Exception {
    assertTrue(
        raft.run("cas", "lock", "--absent", "mine", "--json")
            .expecting(0)
            .one()
            .path("ok")
            .asBoolean());
    JsonNode unequal = raft.run("cas", "lock", "yours", "free", "--json").expecting(1).one();
    assertFalse(unequal.path("ok").asBoolean());
    assertTrue(unequal.path("index").asLong() > 0);
    Raft.Ended taken = raft.run("cas", "lock", "--absent", "theirs").expecting(1);
    assertEquals(List.of(), taken.stdout());
    assertTrue(taken.stderr().startsWith("'lock' has a value, nothing changed"), taken::stderr);
    raft.run("cas", "lock", "mine", "yours").expecting(0);
    raft.run("cas", "--", "lock", "yours", "--absent").expecting(0);
    assertEquals(List.of("--absent"), raft.run("get", "lock").expecting(0).stdout());
  }

  @Test
  void anAppendMakesAValueLonger() throws Exception {
    assertEquals(4, raft.run("append", "tail", "clé", "--json").one().path("length").asInt());
    Raft.Ended second = raft.run("append", "tail", "!").expecting(0);
    assertTrue(second.stdout().getFirst().startsWith("ok, 5 bytes (index "), second::toString);
    assertEquals(List.of("clé!"), raft.run("get", "tail").expecting(0).stdout());
  }

  @Test
  void statusNamesEveryNode() throws Exception {
    List<JsonNode> nodes = raft.run("status", "--json").expecting(0).json();
    assertEquals(3, nodes.size());
    for (JsonNode node : nodes) {
      assertTrue(node.path("commitIndex").asLong() >= 1, node::toString);
      assertTrue(node.path("term").asLong() >= 1, node::toString);
      assertTrue(node.path("fsyncMicros").path("count").asLong() >= 1, node::toString);
      assertTrue(node.path("cpuMillis").asLong() > 0, node::toString);
      assertFalse(node.path("fileSystem").asString().isEmpty(), node::toString);
    }
    String one = raft.addresses().getFirst().toString();
    assertEquals(3, raft.run("status", "--json", "--connect", one).expecting(0).json().size());
    assertEquals(4, raft.run("status").expecting(0).stdout().size(), "a head and three rows");
  }

  @Test
  void oneAddressIsEnoughToFindTheLeader() throws Exception {
    for (var address : raft.addresses()) {
      raft.run("put", "via", address.toString(), "--json", "--connect", address.toString())
          .expecting(0);
    }
  }

  @Test
  void errorsOfUseAreOneJsonLineWithAHint() throws Exception {
    List<List<String>> wrong =
        List.of(
            List.of("put", "--json", "only-a-key"),
            List.of("get", "--json"),
            List.of("get", "k", "--json", "--timeout", "soon"),
            List.of("get", "k", "--json", "--connect", "nowhere"),
            List.of("get", "k", "--json", "--connect", "127.0.0.1:99999"),
            List.of("get", "k", "--json", "--data", directory.resolve("nothing").toString()),
            List.of("list", "--json", "--limit", "-1"),
            List.of("list", "--json", "--limit", "0"),
            List.of("watch", "--json", "--from", "0"),
            List.of("watch", "--json", "--from", "-1"),
            List.of("watch", "--json", "--at", "S9"),
            List.of("get", "one", "too-many", "--json"),
            List.of("up", "--json", "--nodes", "0"),
            List.of("up", "--json", "--nodes", "12"),
            List.of("up", "--json", "--nodes", "three"),
            List.of("up", "--json", "--port", "0"),
            List.of("up", "--json", "--data", "/dev/null/cluster"),
            List.of("up", "--json", "--port", "70000"),
            List.of("up", "--json", "--only", "S64"),
            List.of("up", "--json", "--only", "S9", "--data", raft.data().toString()),
            List.of("up", "--json", "--only", "S1", "--fresh"),
            List.of("up", "--json", "--data", directory.toString()),
            List.of("up", "--json", "--heartbeat", "300ms"),
            List.of(
                "node",
                "--json",
                "--id",
                "S1",
                "--data",
                "x",
                "--cluster",
                "zz",
                "--members",
                "S1=a:1"),
            List.of(
                "node",
                "--json",
                "--id",
                "S1",
                "--data",
                "x",
                "--cluster",
                "1",
                "--members",
                "S2=a:1"),
            List.of(
                "node", "--json", "--id", "S1", "--data", "x", "--cluster", "1", "--members", "S1"),
            List.of("put", "--json", "", "empty key"),
            List.of("cas", "--json", "k", "only-one-value"),
            List.of("cas", "--json", "--absent", "k", "two", "values"),
            List.of("cas", "--json", "k", "three", "values", "here"),
            List.of("append", "--json", "only-a-key"),
            List.of("status", "--json", "--interval", "1s"),
            List.of("status", "--json", "--watch", "--interval", "10ms"),
            List.of("completion", "--json", "fish"),
            List.of("completion", "--json"),
            List.of("no-such-command", "--json"));
    for (List<String> command : wrong) {
      JsonNode error = raft.runWithOthers(command.toArray(String[]::new)).expecting(2).one();
      assertEquals("error", error.path("type").asString());
      assertFalse(error.path("message").asString().isEmpty());
      assertFalse(error.path("hint").asString().isEmpty(), error::toString);
    }
  }

  @Test
  void errorsForPeopleAreTwoLinesWithoutATrace() throws Exception {
    Raft.Ended ended = raft.run("get", "k", "--connect", "127.0.0.1:1", "--timeout", "300ms");
    ended.expecting(4);
    assertEquals(List.of(), ended.stdout());
    List<String> lines = ended.stderr().lines().toList();
    assertEquals(2, lines.size(), ended.stderr());
    assertTrue(lines.get(0).startsWith("error: no server can be reached"), ended.stderr());
    assertTrue(lines.get(1).startsWith("  try: "), ended.stderr());
  }

  @Test
  void aClusterFileThatIsNoneIsNamedWithItsLine() throws Exception {
    Path broken = Files.createDirectories(directory.resolve("broken"));
    Path file = Files.writeString(broken.resolve(ClusterFile.NAME), "{\n  \"clusterId\": }\n");
    Raft.Ended ended = raft.run("get", "k", "--data", broken.toString()).expecting(2);
    List<String> lines = ended.stderr().lines().toList();
    assertEquals(2, lines.size(), ended.stderr());
    assertEquals("error: " + file + " cannot be read: line 2 is no JSON", lines.getFirst());
  }

  @Test
  void lettersThatTheLocaleCannotReadAreRefusedAndNotStored() throws Exception {
    Raft.Ended ended = raft.runInLocale("C", "put", "clé", "x", "--json");
    // A system whose C locale is UTF-8 reads them.
    if (ended.exitCode() != 0) {
      JsonNode error = ended.expecting(2).one();
      assertTrue(error.path("message").asString().contains("locale"), error::toString);
    }
    assertEquals(List.of(), raft.run("list", "cl").expecting(0).stdout());
  }

  @Test
  void bytesThatAreNoTextAreRefusedAndNotStored() throws Exception {
    // What Java passes on as U+FFFD; ProcessBuilder could not pass other bytes on itself.
    Raft.Ended ended = raft.runInLocale("C.UTF-8", "put", "broken\uFFFD", "x");
    ended.expecting(2);
    assertTrue(ended.stderr().contains("cannot be read"), ended::stderr);
    assertEquals(List.of(), raft.run("list", "broken").expecting(0).stdout());
  }

  @Test
  void anEmptyPathIsNotTheWorkingDirectory() throws Exception {
    String stderr = raft.run("get", "k", "--data", "").expecting(2).stderr();
    assertTrue(stderr.contains("'' names no file or directory"), stderr);
  }

  @Test
  void aFileInThePlaceOfADirectoryIsCalledOne() throws Exception {
    Path file = Files.writeString(directory.resolve("no-directory"), "");
    String stderr = raft.run("get", "k", "--data", file.toString()).expecting(2).stderr();
    assertTrue(stderr.startsWith("error: " + file + " is no directory\n"), stderr);
  }

  @Test
  void outputThatIsLostIsAnError() throws Exception {
    Path full = Path.of("/dev/full");
    Assumptions.assumeTrue(Files.exists(full), "no /dev/full here");
    raft.run("put", "lost", "x").expecting(0);
    Raft.Ended lost = raft.runInto(full, "get", "lost").expecting(1);
    assertTrue(lost.stderr().startsWith("error: not everything could be written"), lost::stderr);
    raft.runInto(full, "get", "lost/nothing", "--json").expecting(1);
  }

  @Test
  void whoReadsNoFurtherIsNotToldOfIt() throws Exception {
    raft.run("put", "head", "x").expecting(0);
    assertEquals("", raft.runUnread(0, "list", "head").expecting(0).stderr());
    assertEquals(
        "",
        raft.runUnread(1, "status", "--watch", "--interval", "50ms", "--json")
            .expecting(0)
            .stderr());
  }

  @Test
  void aValueThatBeginsWithAnAtSignIsNoFile() throws Exception {
    Path file = Files.writeString(directory.resolve("arguments"), "somebody else's value");
    raft.run("put", "handle", "@" + file).expecting(0);
    assertEquals(List.of("@" + file), raft.run("get", "handle").expecting(0).stdout());
  }

  @Test
  void theShellRunsEachLineAndNamesThoseThatFail() throws Exception {
    Raft.Ended ended =
        raft.runReading(
            """
            put shell/1 "a  b"   # with two blanks
            get shell/nothing

            xyzzy
            get "shell/1
            append shell/1 !
            get shell/1
            cas shell/1 x y
            list shell/
            exit
            put shell/2 never
            """,
            "shell");
    ended.expecting(1);
    assertEquals("a  b!", ended.stdout().get(2), ended::toString);
    assertEquals("shell/1\ta  b!", ended.stdout().get(3), ended::toString);
    assertEquals(4, ended.stdout().size(), ended::toString);
    assertEquals(
        List.of(
            "no value for 'shell/nothing'",
            "line 2: exit code 1",
            "error: there is no command 'xyzzy'",
            "  try: help",
            "line 4: exit code 2",
            "error: a quote that is not closed",
            "  try: quotes are closed, with a blank behind them",
            "line 5: exit code 2"),
        ended.stderr().lines().limit(8).toList());
    assertTrue(ended.stderr().endsWith("line 8: exit code 1\n"), ended::stderr);
    raft.run("get", "shell/2").expecting(1);
  }

  @Test
  void theShellNamesCommandsAsTheyAreTypedInIt() throws Exception {
    Raft.Ended ended = raft.runReading("get x --at S9\nclear\nget --help\n", "shell").expecting(2);
    assertTrue(ended.stderr().contains("  try: see its nodes: status\n"), ended::stderr);
    assertTrue(ended.stderr().contains("'clear'\n  try: help\n"), ended::stderr);
    assertTrue(ended.stdout().contains("  get greeting --json"), ended::toString);
  }

  @Test
  void optionsThatExcludeEachOtherAreOneErrorOnce() throws Exception {
    String said = raft.run("bench", "--session", "--no-session").expecting(2).stderr();
    assertTrue(said.startsWith("error: --session, --no-session are mutually exclusive"), said);
  }

  @Test
  void helpSaysWhatTheOptionOfEachCommandSays() throws Exception {
    assertEquals(
        raft.run("get", "--help").expecting(0).stdout(),
        raft.run("help", "get").expecting(0).stdout());
    assertEquals("help", raft.run("help", "--json").expecting(0).one().path("type").asString());
    Raft.Ended unknown = raft.run("help", "nobody").expecting(2);
    assertEquals("error: there is no command 'nobody'\n  try: ./raft help\n", unknown.stderr());
  }

  @Test
  void theShellSpeaksJsonAndSaysWhereEachCommandEnds() throws Exception {
    List<JsonNode> lines =
        raft.runReading(
                "put json/1 a\nget json/1\nput\nlist json/\nhelp nobody\nhelp put\n",
                "shell",
                "--json")
            .expecting(2)
            .json();
    assertEquals(
        List.of(
            "result", "command", "result", "command", "error", "command", "pair", "result",
            "command", "error", "command", "help", "command"),
        lines.stream().map(it -> it.path("type").asString()).toList());
    assertEquals(3, lines.get(5).path("line").asInt());
    assertEquals(2, lines.get(5).path("exitCode").asInt());
    assertEquals("help put", lines.get(4).path("hint").asString());
  }

  @Test
  void theShellKeepsOneConnectionAndOneSession() throws Exception {
    StringBuilder script = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      script.append("append tape x\n");
    }
    script.append("get tape --timeout 20s\n");
    List<JsonNode> lines =
        raft.runReading(script.toString(), "shell", "--json").expecting(0).json();
    long first = lines.getFirst().path("index").asLong();
    long last = lines.get(2 * 19).path("index").asLong();
    // Else each would have registered, or come in a leadership of its own.
    assertTrue(last - first < 2 * 19, lines::toString);
    assertEquals("x".repeat(20), lines.get(2 * 20).path("value").asString());
  }

  @Test
  void theShellGoesOnWithoutACluster() throws Exception {
    String nowhere = directory.resolve("nowhere").toString();
    Raft.Ended ended = raft.runReading("get a\nget b\n", "shell", "--data", nowhere).expecting(2);
    assertTrue(ended.stderr().contains("line 1: exit code 2"), ended::stderr);
    assertTrue(ended.stderr().contains("line 2: exit code 2"), ended::stderr);
  }

  @Test
  void aScriptThatIsNoTextIsRefused() throws Exception {
    Path file = Files.write(directory.resolve("binary"), new byte[] {'g', (byte) 0xff, '\n'});
    JsonNode error = raft.runReading(file, "shell", "--json").expecting(2).one();
    assertTrue(error.path("message").asString().contains("UTF-8"), error::toString);
  }

  @Test
  void aWatchSaysEachLookUntilCtrlC() throws Exception {
    List<JsonNode> looks =
        raft.runUntilSaid(line -> line == 3, "status", "--watch", "--interval", "50ms", "--json")
            .expecting(0)
            .json();
    for (JsonNode look : looks) {
      assertEquals("look", look.path("type").asString());
      assertEquals(3, look.path("nodes").size(), look::toString);
    }
  }

  @Test
  void aWatchOfKeysSaysEachChangeUntilCtrlC() throws Exception {
    try (PlongeeClient client = raft.client(20)) {
      long[] index = new long[3];
      List<JsonNode> said =
          raft.runUntilSaid(
                  line -> {
                    if (line == 1) {
                      index[0] = client.put("watched/1", "a\tb").index();
                      client.put("unwatched", "x");
                      index[1] = client.append("watched/1", "\n").index();
                      index[2] = client.delete("watched/1").index();
                    }
                    return line == 4;
                  },
                  "watch",
                  "watched/",
                  "--json",
                  "--timeout",
                  "60s")
              .expecting(0)
              .json();
      assertEquals(5, said.size(), said::toString);
      assertEquals("watching", said.getFirst().path("type").asString());
      assertTrue(said.getFirst().path("from").asLong() <= index[0], said::toString);
      List<String> values = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        JsonNode change = said.get(i + 1);
        assertEquals("change", change.path("type").asString());
        assertEquals("watched/1", change.path("key").asString());
        assertEquals(index[i], change.path("index").asLong());
        values.add(change.path("value").asStringOpt().orElse("none"));
      }
      assertEquals(List.of("a\tb", "a\tb\n", "none"), values);
      assertEquals("result", said.getLast().path("type").asString());
      assertEquals(index[2] + 1, said.getLast().path("next").asLong());
    }
  }

  /// The lines fill the pipe, so that it is still writing when its reader leaves.
  @Test
  void aWatchOfKeysEndsWhenNobodyReadsItAnyMore() throws Exception {
    try (PlongeeClient client = raft.client(20)) {
      long first = client.put("piped", "1").index();
      String value = "v".repeat(5_000);
      for (int i = 0; i < 100; i++) {
        client.put("piped", value);
      }
      client.delete("piped");
      Raft.Ended ended =
          raft.runUnread(1, "watch", "piped", "--timeout=60s", "--from=" + first, "--at=S2")
              .expecting(0);
      assertEquals(List.of(first + "\tput\tpiped\t1"), ended.stdout());
      assertEquals("S2 answers, from index " + first + " on\n", ended.stderr());
    }
  }

  @Test
  void aWatchStaysWithItsClusterWhenAnotherOneIsStarted() throws Exception {
    Path last = directory.resolve("state/plongee/last");
    String own = Files.readString(last);
    try {
      Raft.Ended ended =
          raft.runUntilSaid(
              line -> {
                if (line == 2) {
                  startedElsewhere(last);
                }
                return line > 5;
              },
              "status",
              "--watch",
              "--interval",
              "50ms",
              "--json");
      ended.expecting(0);
      assertTrue(
          ended.json().stream().allMatch(look -> look.path("leader").isString()), ended::toString);
    } finally {
      Files.writeString(last, own);
    }
  }

  private static void startedElsewhere(Path last) {
    try {
      Files.writeString(last, last.resolveSibling("elsewhere") + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aWatchWithoutATerminalPrintsABlockForEachChange() throws Exception {
    int block = 5;
    try (PlongeeClient client = raft.client(20)) {
      Raft.Ended ended =
          raft.runUntilSaid(
              line -> {
                if (line == block) {
                  client.put("something", "changes");
                }
                return line > 2 * block;
              },
              "status",
              "--watch",
              "--interval",
              "50ms");
      List<String> lines = ended.expecting(0).stdout();
      assertTrue(lines.getFirst().startsWith("node"), ended::toString);
      assertEquals("", lines.get(block), ended::toString);
      assertEquals(lines.getFirst(), lines.get(block + 1), ended::toString);
      assertFalse(lines.subList(1, block).equals(lines.subList(block + 2, 2 * block + 1)));
      assertFalse(String.join("", lines).contains("\u001b"), ended::toString);
    }
  }

  @Test
  void aDirectoryInUseIsRefused() throws Exception {
    Raft.Ended second = raft.run("up", "--json", "--data", raft.data().toString()).expecting(2);
    String message = second.one().path("message").asString();
    assertTrue(
        message.contains("is in use by another 'up' (process " + up.handle().pid()), message);
    Raft.Ended node = raft.run("up", "--json", "--only", "S1", "--data", raft.data().toString());
    assertTrue(
        node.expecting(2).one().path("message").asString().contains("S1 of the cluster"),
        node::toString);
  }

  @Test
  void garbageOnThePortLeavesTheNodeServing() throws Exception {
    Random random = new Random(4);
    List<Socket> open = new ArrayList<>();
    for (var address : raft.addresses()) {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.port());
        open.add(socket);
        OutputStream out = socket.getOutputStream();
        byte[] garbage = new byte[random.nextInt(3_000)];
        random.nextBytes(garbage);
        switch (i % 4) {
          case 0 -> out.write(garbage);
          case 1 -> out.write("GET /status HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          case 2 -> out.write(new byte[] {'P', 'L', 'G', '1', 0x7f, 0, 0, 0});
          default -> out.write(new byte[] {'P', 'L', 'G', '1', 0, 0, 0, 9, 1});
        }
        out.flush();
        if (i % 2 == 0) {
          socket.close();
        }
      }
    }
    try (PlongeeClient client = raft.client(10)) {
      client.put("after", "garbage");
      assertEquals("garbage", client.getString("after").orElseThrow());
    }
    assertEquals(
        3,
        raft.run("status", "--json").expecting(0).json().stream()
            .filter(node -> !node.path("role").asString().equals("down"))
            .count());
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Test
  void eachNodeWritesItsLog() throws Exception {
    for (int server = 1; server <= 3; server++) {
      String log = Files.readString(NodeProcess.logOf(raft.data(), server));
      assertTrue(log.contains("connected to S"), log);
      assertFalse(log.contains("Exception"), log);
    }
  }
}
