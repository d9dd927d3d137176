package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every command there is with `--json`, in a process of its own beside a real cluster: each line
/// of stdout is one object that says of what type it is. How they speak of errors:
/// [JsonErrorsTest].
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class JsonTest {
  @TempDir private static Path directory;

  /// A busy machine is not what is tested here.
  private static final String PATIENT = "--timeout=60s";

  private static LocalCluster cluster;

  /// A way to use each command that works, and what its last line is then.
  private static final Map<String, List<String>> WORKING = new TreeMap<>();

  private static final Map<String, String> LAST_TYPE = new HashMap<>();

  @BeforeAll
  static void start() throws Exception {
    cluster = LocalCluster.start(directory, 3);
    String data = directory.resolve("cluster").toString();
    Path history = directory.resolve("history.jsonl");
    Path script = Files.writeString(directory.resolve("tour.raft"), "put a 1\nget a\n");
    use(
        "up",
        "stopped",
        "--data=" + directory.resolve("another"),
        "--nodes=1",
        "--port=" + freePort());
    use(
        "node",
        "listening",
        "--id=S1",
        "--data=" + directory.resolve("node"),
        "--cluster=1",
        "--members=S1=127.0.0.1:" + freePort());
    use("put", "result", "--data", data, PATIENT, "k", "v");
    use("get", "result", "--data", data, PATIENT, "k");
    use("delete", "result", "--data", data, PATIENT, "gone");
    use("cas", "result", "--data", data, PATIENT, "--absent", "new", "v");
    use("append", "result", "--data", data, PATIENT, "k", "!");
    use("list", "result", "--data", data, PATIENT);
    use("watch", "result", "--data", data, PATIENT);
    use("status", "status", "--data", data, PATIENT);
    use("transfer", "result", "--data", data, PATIENT);
    use("snapshot", "snapshot", "--data", data, PATIENT);
    use("member", "member", "--data", data, PATIENT, "list");
    use("shell", "command", "--data", data, PATIENT);
    use(
        "bench",
        "result",
        "--data",
        data,
        PATIENT,
        "--warmup=0",
        "--seconds=1",
        "--keys=20",
        "--history=" + history);
    use("completion", "completion", "bash");
    use("help", "help", "put");
    use("tour", "result", script.toString());
    use("play", "result", "partition");
    use("talk", "page", "--file");
    use("check", "result", "--runs=2");
    use("verify", "result", history.toString());
  }

  private static void use(String command, String lastType, String... arguments) {
    WORKING.put(command, List.of(arguments));
    LAST_TYPE.put(command, lastType);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
  }

  private record Ended(int exitCode, List<JsonNode> lines) {}

  /// @param until after such a line it is interrupted, if it has not ended by itself
  private static Ended run(String stdin, Predicate<JsonNode> until, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state-of-others").toString());
    builder.redirectError(directory.resolve("stderr.txt").toFile());
    Path in = Files.writeString(directory.resolve("stdin.txt"), stdin);
    Process process = builder.redirectInput(in.toFile()).start();
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        JsonNode object = JsonMapper.shared().readTree(line);
        assertTrue(object.isObject() && object.hasNonNull("type"), line);
        lines.add(object);
        if (until.test(object)) {
          // The pipe stays open for what it says then.
          process.toHandle().destroy();
        }
      }
      return new Ended(process.waitFor(), lines);
    } finally {
      process.destroy();
    }
  }

  private static List<String> withJson(String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(command, "--json"));
    all.addAll(arguments);
    return all;
  }

  @Test
  void everyCommandThatWorksSpeaksJsonAndNothingElse() throws Exception {
    Set<String> commands = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
    assertEquals(commands, WORKING.keySet(), "a command that this test does not know");
    // What 'bench' writes is judged by 'verify'.
    commands.remove("verify");
    for (String command : commands) {
      works(command);
    }
    JsonNode verdict = works("verify");
    assertEquals("linearizable", verdict.path("verdict").asString(), verdict::toString);
    assertTrue(verdict.path("operations").asInt() > 20, verdict::toString);
  }

  private static JsonNode works(String command) throws Exception {
    Ended ended =
        run(
            "put shell 1\nget shell\n",
            line -> Set.of("ready", "listening", "watching").contains(line.path("type").asString()),
            withJson(command, WORKING.get(command)));
    assertEquals(0, ended.exitCode(), () -> command + ": " + ended.lines());
    assertEquals(LAST_TYPE.get(command), ended.lines().getLast().path("type").asString(), command);
    return ended.lines().getLast();
  }
}
