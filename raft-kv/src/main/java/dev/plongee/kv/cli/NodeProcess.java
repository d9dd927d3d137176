package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One node of a local cluster as a child process. It ends when we do, however we end: its stdin is
/// a pipe whose other end only we hold, and it stops when that closes.
final class NodeProcess {
  /// Flags of a node's JVM: a small one, of which several share a laptop. The serial collector
  /// needs no threads of its own, and a node out of memory must end, not limp.
  static final List<String> JVM_FLAGS =
      List.of(
          "-Xms64m",
          "-Xmx3g",
          "-XX:MetaspaceSize=64m",
          "-XX:+UseSerialGC",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:-UsePerfData",
          "-Dlogback.configurationFile=logback.xml",
          "--enable-native-access=ALL-UNNAMED");

  private static final String MORE_FLAGS = "PLONGEE_JVM_FLAGS";

  /// A log of a node larger than this, in bytes, is put aside at the next start.
  private static final long MAX_LOG = 10 << 20;

  /// What the shell adds to the number of the signal that ended a process.
  private static final int KILLED_BY = 128;

  private final int server;
  private final Process process;
  private final CompletableFuture<Void> heardOut = new CompletableFuture<>();
  private volatile String message = "";
  private volatile String hint = "";
  private volatile boolean removed;
  private final CompletableFuture<NodeProcess> listening = new CompletableFuture<>();

  private NodeProcess(int server, Process process) {
    this.server = server;
    this.process = process;
  }

  /// Starts a node with the JVM and the classpath of this process.
  ///
  /// @param moreArguments for the command line of the node
  static NodeProcess start(
      Path directory, ClusterFile cluster, int server, List<String> moreArguments)
      throws IOException {
    Path own = ClusterFile.nodeDirectory(directory, server);
    Files.createDirectories(own);
    Path log = logOf(directory, server);
    if (Files.exists(log) && Files.size(log) > MAX_LOG) {
      Files.move(log, log.resolveSibling("node.log.old"), StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    command.addAll(moreFlags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments(own, cluster, server));
    command.addAll(moreArguments);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    NodeProcess node = new NodeProcess(server, process);
    Thread.ofVirtual().name("stdout of " + node.name()).start(node::listen);
    return node;
  }

  /// Flags of the user's, after ours and so stronger.
  private static List<String> moreFlags() {
    String flags = System.getenv(MORE_FLAGS);
    return flags == null || flags.isBlank() ? List.of() : List.of(flags.strip().split("\\s+"));
  }

  private static List<String> arguments(Path own, ClusterFile cluster, int server) {
    ClusterFile.Times times = cluster.timing();
    ClusterFile.Member self = cluster.member(server).orElseThrow();
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "node",
            "--id=" + ServerId.name(server),
            "--data=" + own,
            "--cluster=" + cluster.clusterId(),
            "--listen=" + self.address(),
            "--heartbeat=" + times.heartbeat() + "ms",
            "--election=" + times.electionMin() + "ms.." + times.electionMax() + "ms",
            "--supervised",
            "--json"));
    if (self.started()) {
      arguments.add("--again");
    }
    if (!self.joined()) {
      arguments.add("--members=" + addresses(cluster, node -> !node.joined()));
    }
    if (cluster.nodes().size() > 1) {
      arguments.add("--known=" + addresses(cluster, node -> node.number() != server));
    }
    return arguments;
  }

  private static String addresses(ClusterFile cluster, Predicate<ClusterFile.Member> which) {
    return cluster.nodes().stream()
        .filter(which)
        .map(node -> node.id() + "=" + node.address())
        .collect(Collectors.joining(","));
  }

  static Path logOf(Path directory, int server) {
    return ClusterFile.nodeDirectory(directory, server).resolve("node.log");
  }

  /// A node says on stdout, in JSON, why it gives up.
  private void listen() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode said = Json.parse(line);
        String type = said.path("type").asString();
        if (type.equals("error")) {
          message = said.path("message").asString();
          hint = said.path("hint").asString();
        }
        removed |= type.equals("removed");
        if (type.equals("listening")) {
          listening.complete(this);
        }
      }
    } catch (IOException | JacksonException _) {
      // The node's exit code says enough.
    } finally {
      heardOut.complete(null);
    }
  }

  int server() {
    return server;
  }

  String name() {
    return ServerId.name(server);
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Complete when it listens, and so has a directory that must not be lost; perhaps never.
  CompletableFuture<NodeProcess> onListening() {
    return listening;
  }

  /// Complete when the process has ended and everything it said was heard: its last line is the
  /// reason.
  CompletableFuture<NodeProcess> onExit() {
    return process.onExit().thenCombine(heardOut, (_, _) -> this);
  }

  /// Only of a process that has ended.
  int exitCode() {
    return process.exitValue();
  }

  /// What it said before it ended, or what ended it.
  String lastWords() {
    if (!message.isEmpty()) {
      return message;
    }
    int code = exitCode();
    if (code > KILLED_BY) {
      return "killed by signal " + (code - KILLED_BY);
    }
    return code == 0 ? "stopped" : "ended with exit code " + code;
  }

  /// Whether it said that the cluster goes on without it.
  boolean isRemoved() {
    return removed;
  }

  String hint() {
    return hint;
  }

  /// Lets the node stop by itself.
  void ask() {
    try {
      process.getOutputStream().close();
    } catch (IOException _) {
      // It has ended already.
    }
  }

  /// Waits for the end, and kills the node when it takes too long.
  void stop() {
    ask();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
    }
  }
}
