package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.kv.client.CallException;
import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.ServerStatus;
import dev.plongee.kv.net.Address;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Three real processes at first, started as a user starts them, with `up`, `up --only` and
/// `member`, and everything a storm does to them. Ends what it started, by process id.
final class StormCluster implements AutoCloseable {
  static final int NODES = 3;

  /// Ports for those and for nodes that are added.
  private static final int PORTS = NODES + 3;

  /// Ports below those from which the kernel picks for outgoing connections: none of these is in
  /// the way when a killed server wants its port back.
  private static final int FIRST_PORT = 10_000;

  private static final int LAST_PORT = 32_000;

  /// How long a node may take to say how it is.
  private static final Duration STATUS_TIMEOUT = Duration.ofSeconds(2);

  /// How a cluster is started.
  ///
  /// @param launcher a command that runs `up`, such as one that takes rights away from it; empty
  ///   for none
  /// @param jvmFlags of the nodes
  record Setup(List<String> launcher, String jvmFlags) {
    /// As `./raft up` does, except that processes which live for seconds need no second compiler.
    static final Setup USUAL = new Setup(List.of(), "-XX:TieredStopAtLevel=1");
  }

  private final Path directory;
  private final Setup setup;
  private final int port = firstPort();
  private final List<Up> ups = new ArrayList<>();
  private final SortedMap<Integer, Up> upOf = new TreeMap<>();
  private final NavigableSet<Integer> frozen = new TreeSet<>();
  private final SortedMap<Integer, ProcessHandle> nodes = new TreeMap<>();
  private final SortedMap<Integer, Address> members = new TreeMap<>();
  private final PlongeeClient observer;

  private StormCluster(Path directory, Setup setup) {
    this.directory = directory;
    this.setup = setup;
    for (int server = 1; server <= NODES; server++) {
      members.put(server, new Address(Address.LOOPBACK, port + server - 1));
    }
    this.observer =
        new PlongeeClient(new ClientOptions(addresses(), 0, STATUS_TIMEOUT).withoutSessions());
  }

  /// Starts a cluster in an empty directory and waits until a leader serves.
  static StormCluster start(Path directory) throws IOException, InterruptedException {
    return start(directory, Setup.USUAL);
  }

  static StormCluster start(Path directory, Setup setup) throws IOException, InterruptedException {
    StormCluster cluster = new StormCluster(directory, setup);
    boolean started = false;
    try {
      cluster.restartAll();
      started = true;
      return cluster;
    } finally {
      if (!started) {
        cluster.close();
      }
    }
  }

  // --- what a user does

  /// Runs all nodes, none of which runs now, and waits until a leader serves and all answer: a
  /// leader needs a majority only, and the last one may still be starting.
  void restartAll() throws IOException, InterruptedException {
    Up up = up("--nodes=" + NODES, "--port=" + port);
    up.awaitReady();
    IntStream.rangeClosed(1, NODES).forEach(server -> upOf.put(server, up));
    Weather.await(
        () -> IntStream.rangeClosed(1, NODES).allMatch(server -> status(server).isPresent()),
        () -> "not every node answers");
    rememberProcesses();
  }

  /// Runs a dead node again, and waits until it answers and somebody leads.
  void restart(int server) throws IOException, InterruptedException {
    Up up = tryToRestart(server);
    up.awaitReady();
    upOf.put(server, up);
    rememberProcesses();
  }

  /// Runs a dead node again, and waits only until its process is there.
  void beginToRestart(int server) throws IOException, InterruptedException {
    long before = process(server).pid();
    upOf.put(server, tryToRestart(server));
    Weather.awaitMoment(() -> pid(server) != before, () -> "S" + server + " has no new process");
    rememberProcesses();
  }

  /// Lets a node stop by itself, as SIGTERM does, and runs it again.
  void restartOrderly(int server) throws IOException, InterruptedException {
    process(server).destroy();
    process(server).onExit().join();
    restart(server);
  }

  /// Runs `./raft member` with these arguments; it must succeed.
  void member(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(dev.plongee.kv.cli.Main.class.getName(), "member"));
    command.add("--data=" + data());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    rememberProcesses();
  }

  /// The ids of those that `up` keeps now.
  List<Integer> members() {
    return List.copyOf(members.keySet());
  }

  /// Tries to run a dead node again.
  Up tryToRestart(int server) throws IOException {
    return up("--only=S" + server);
  }

  private Up up(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--data=" + data());
    Up up = Up.start(setup.launcher(), directory.resolve("state"), setup.jvmFlags(), all);
    ups.add(up);
    return up;
  }

  // --- what befalls the processes

  /// `kill -9`, and waits until the process is gone.
  void kill(int server) {
    process(server).destroyForcibly();
    process(server).onExit().join();
  }

  /// `kill -9` of all of them at once.
  void killAll() {
    nodes.values().forEach(ProcessHandle::destroyForcibly);
    nodes.values().forEach(process -> process.onExit().join());
  }

  /// `kill -STOP`, and waits until the process stands still.
  void freeze(int server) throws IOException, InterruptedException {
    frozen.add(server);
    String pid = Long.toString(process(server).pid());
    Tool.output("kill", "-STOP", pid);
    Weather.await(
        () -> Tool.output("ps", "-o", "state=", "-p", pid).startsWith("T"),
        () -> "process " + pid + " runs after kill -STOP");
  }

  /// `kill -CONT`.
  void thaw(int server) {
    Tool.output("kill", "-CONT", Long.toString(process(server).pid()));
    frozen.remove(server);
  }

  /// Waits until a node has ended by itself.
  ///
  /// @return what its `up` says of it: exit code, message, hint
  JsonNode awaitDown(int server) throws InterruptedException {
    while (true) {
      JsonNode said = Objects.requireNonNull(upOf.get(server)).next();
      if (said.path("id").asString().equals("S" + server)) {
        return said;
      }
    }
  }

  boolean isAlive(int server) {
    return process(server).isAlive();
  }

  /// The process of a node, dead or alive.
  ProcessHandle process(int server) {
    return Objects.requireNonNull(nodes.get(server));
  }

  /// The largest resident memory that the process of a node ever had, as the system tells it.
  String largestMemory(int server) throws IOException {
    Path status = Path.of("/proc", Long.toString(process(server).pid()), "status");
    if (!Files.exists(status)) {
      return "unknown";
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> line.substring("VmHWM:".length()).strip())
        .findFirst()
        .orElse("unknown");
  }

  // --- what is there

  /// Waits until a server leads and serves, and tells which one.
  int leader() throws InterruptedException {
    return leaderExcept(0);
  }

  /// The same, and it must be another one than this.
  int leaderExcept(int old) throws InterruptedException {
    List<Integer> found = new ArrayList<>();
    Weather.await(
        () -> {
          servingNow().ifPresent(found::add);
          return !found.isEmpty() && found.getLast() != old;
        },
        () -> "no leader");
    return found.getLast();
  }

  /// Which server that can answer says that it serves; of two the one of the later term.
  private OptionalInt servingNow() {
    SortedMap<Long, Integer> byTerm = new TreeMap<>();
    for (int server : running()) {
      status(server)
          .filter(ServerStatus::serving)
          .ifPresent(status -> byTerm.put(status.term(), server));
    }
    return byTerm.isEmpty() ? OptionalInt.empty() : OptionalInt.of(byTerm.lastEntry().getValue());
  }

  private List<Integer> running() {
    return members().stream().filter(it -> !frozen.contains(it)).toList();
  }

  List<Integer> followers() throws InterruptedException {
    int leader = leader();
    return members().stream().filter(it -> it != leader).toList();
  }

  /// What a server says of itself, or nothing when it does not answer.
  Optional<ServerStatus> status(int server) {
    try {
      return Optional.of(observer.statusAsync(address(server)).join());
    } catch (CompletionException e) {
      if (e.getCause() instanceof CallException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /// Waits until every server has the same entries on its disk and has applied all of them; nobody
  /// may write meanwhile.
  void awaitCaughtUp() throws InterruptedException {
    Weather.await(
        () -> {
          NavigableSet<Long> ends = new TreeSet<>();
          for (int server : members()) {
            Optional<ServerStatus> status = status(server);
            ends.add(status.map(ServerStatus::durableIndex).orElse(-1L));
            ends.add(status.map(ServerStatus::appliedIndex).orElse(-2L));
          }
          return ends.size() == 1;
        },
        () -> "not caught up: " + members().stream().map(this::status).toList());
  }

  /// A client of this cluster.
  PlongeeClient client() {
    return new PlongeeClient(new ClientOptions(addresses(), 0, Weather.PATIENCE));
  }

  Address address(int server) {
    return Objects.requireNonNull(members.get(server));
  }

  List<Address> addresses() {
    return List.copyOf(members.values());
  }

  /// Where the cluster keeps everything.
  Path data() {
    return directory.resolve("cluster");
  }

  Path directoryOf(int server) {
    return data().resolve("S" + server);
  }

  /// What a server told of itself so far.
  String logOf(int server) throws IOException {
    return Files.readString(directoryOf(server).resolve("node.log"));
  }

  long clusterId() {
    return HexFormat.fromHexDigitsToLong(file().path("clusterId").asString());
  }

  private long pid(int server) {
    for (JsonNode node : file().path("nodes")) {
      if (id(node) == server) {
        return node.path("pid").asLong();
      }
    }
    throw new AssertionError("no S" + server + " in " + file());
  }

  private static int id(JsonNode node) {
    return Integer.parseInt(node.path("id").asString().substring(1));
  }

  private JsonNode file() {
    return JsonMapper.shared().readTree(data().resolve("cluster.json").toFile());
  }

  /// A handle knows its process also after the number was given to another one.
  private void rememberProcesses() {
    members.clear();
    for (JsonNode node : file().path("nodes")) {
      int server = id(node);
      long pid = node.path("pid").asLong();
      members.put(server, Address.parse(node.path("address").asString()));
      ProcessHandle known = nodes.get(server);
      if (known == null || known.pid() != pid) {
        nodes.put(server, ProcessHandle.of(pid).orElseThrow());
      }
    }
  }

  private static int firstPort() {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      if (IntStream.range(first, first + PORTS).allMatch(StormCluster::isFree)) {
        return first;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /// Leaves no process behind, also none that is frozen.
  @Override
  public void close() {
    observer.close();
    killAll();
    ups.forEach(Up::kill);
  }
}
