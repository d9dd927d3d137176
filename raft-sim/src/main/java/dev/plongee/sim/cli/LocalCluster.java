package dev.plongee.sim.cli;

import dev.plongee.kv.cli.CommandException;
import dev.plongee.kv.cli.Ending;
import dev.plongee.kv.cli.ExitCode;
import dev.plongee.kv.net.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A cluster of real processes, started as a user would start it: by `up --json` in a process of
/// its own, with the JVM and the classpath of this one.
final class LocalCluster implements AutoCloseable {
  /// One node, as `up` reported it.
  record Node(String id, long pid, Address address) {}

  /// Ports that no service is known for, below those from which systems pick for outgoing
  /// connections.
  private static final int FIRST_PORT = 10_000;

  private static final int LAST_PORT = 32_000;

  /// How long three processes may take to start and to elect a leader on a busy machine.
  private static final int START_SECONDS = 120;

  /// How long they may take to stop.
  private static final int STOP_SECONDS = 20;

  private static final String INTERRUPTED = "it was interrupted";

  private final Process up;
  private final List<Node> nodes;
  private final String firstLeader;

  private LocalCluster(Process up, List<Node> nodes, String firstLeader) {
    this.up = up;
    this.nodes = nodes;
    this.firstLeader = firstLeader;
  }

  /// Starts a cluster in an empty directory and waits until a leader serves. It does not become the
  /// one that later commands of the user are meant for. A signal that ends this process ends the
  /// cluster too, and deletes the directory.
  ///
  /// @throws CommandException when it does not come up
  static LocalCluster start(Path directory, int size) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            dev.plongee.kv.cli.Main.class.getName(),
            "up",
            "--nodes=" + size,
            "--port=" + firstPort(size),
            "--data=" + directory.resolve("cluster"),
            "--json");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    Process up = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    AtomicBoolean interrupted = new AtomicBoolean();
    Ending.onInterrupt(() -> {
      interrupted.set(true);
      end(up);
      delete(directory);
    });
    try {
      return ready(up);
    } catch (CommandException | InterruptedException e) {
      up.destroy();
      // What was read then says only that the pipe was closed.
      if (interrupted.get()) {
        throw failed(INTERRUPTED, "");
      }
      throw e;
    }
  }

  /// Free ports that follow each other, anywhere. The search of `up` begins at the same port each
  /// time, so two that start at the same moment would take each other's: between the choice of a
  /// port and its use lies the start of a process. And a cluster of the user's that is down now
  /// finds its ports free when it comes back.
  private static int firstPort(int size) {
    while (true) {
      int first = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT - size);
      if (IntStream.range(first, first + size).allMatch(LocalCluster::isFree)) {
        return first;
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getByName(Address.LOOPBACK))) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static LocalCluster ready(Process up) throws InterruptedException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(up.getInputStream(), StandardCharsets.UTF_8));
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> lineOf(lines));
    try {
      String line = first.get(START_SECONDS, TimeUnit.SECONDS);
      JsonNode said = JsonMapper.shared().readTree(line);
      if (said.path("type").asString().equals("stopped")) {
        // Ctrl-C is for all processes of the terminal.
        throw failed(INTERRUPTED, "");
      }
      if (!said.path("type").asString().equals("ready")) {
        throw failed(said.path("message").asString(), said.path("hint").asString());
      }
      Thread.ofVirtual().start(() -> drain(lines));
      List<Node> nodes = new ArrayList<>();
      for (JsonNode node : said.path("nodes")) {
        nodes.add(
            new Node(
                node.path("id").asString(),
                node.path("pid").asLong(),
                Address.parse(node.path("address").asString())));
      }
      return new LocalCluster(up, List.copyOf(nodes), said.path("leader").asString());
    } catch (TimeoutException _) {
      throw failed(
          "no leader after " + START_SECONDS + " seconds", "try again on a quieter machine");
    } catch (ExecutionException e) {
      throw failed(String.valueOf(e.getCause()), "");
    }
  }

  /// Whatever else it says must not fill the pipe.
  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // Said for others.
      }
    } catch (IOException _) {
      // The process has ended, and its pipe with it.
    }
  }

  private static String lineOf(BufferedReader lines) {
    try {
      String line = lines.readLine();
      return line == null ? "{\"type\":\"error\",\"message\":\"it ended without a word\"}" : line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandException failed(String why, String hint) {
    return new CommandException(ExitCode.NO, "the cluster did not start: " + why, hint);
  }

  List<Node> nodes() {
    return nodes;
  }

  /// Who led when the cluster was ready.
  String firstLeader() {
    return firstLeader;
  }

  /// Ends a node at once, as `kill -9` does, and waits until it is gone.
  void kill(Node node) throws InterruptedException {
    ProcessHandle handle = ProcessHandle.of(node.pid()).orElseThrow();
    handle.destroyForcibly();
    try {
      handle.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("process " + node.pid() + " survives kill -9", e);
    }
  }

  /// Stops the cluster as Ctrl-C does.
  ///
  /// @return whether every process of it is gone
  boolean stop() throws InterruptedException {
    up.destroy();
    boolean stopped = up.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    return stopped
        && nodes.stream()
            .noneMatch(
                node -> ProcessHandle.of(node.pid()).map(ProcessHandle::isAlive).orElse(false));
  }

  /// Leaves nothing running, whatever happened.
  @Override
  public void close() {
    end(up);
  }

  /// Deletes a directory and everything in it.
  static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Also waits for its nodes, which notice the end of `up` and need a moment for it.
  private static void end(Process up) {
    List<ProcessHandle> nodes = up.descendants().toList();
    endItself(up);
    for (ProcessHandle node : nodes) {
      try {
        node.onExit().get(STOP_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException _) {
        node.destroyForcibly();
      } catch (InterruptedException _) {
        node.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void endItself(Process up) {
    if (up.isAlive()) {
      up.destroy();
      try {
        if (!up.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          up.destroyForcibly();
        }
      } catch (InterruptedException _) {
        up.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
