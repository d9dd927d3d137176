package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.client.ClientOptions;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.net.Address;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The command line as a user has it: real processes, a directory of their own, and a home that is
/// not the user's. Ends everything it started, by its process id.
final class Raft implements AutoCloseable {
  /// How long anything may take on a busy machine.
  static final int PATIENCE_SECONDS = 180;

  /// Commands that stay, start other processes, or read stdin.
  private static final Set<String> OWN_PROCESS = Set.of("up", "node", "shell");

  /// Commands that wait for a leader.
  private static final Set<String> WAITING =
      Set.of(
          "put",
          "get",
          "delete",
          "cas",
          "append",
          "list",
          "watch",
          "transfer",
          "snapshot",
          "member");

  private final Path directory;
  private final List<Up> started = new ArrayList<>();
  private @Nullable Process helper;

  Raft(Path directory) {
    this.directory = directory;
  }

  /// What a command that has ended said.
  record Ended(int exitCode, List<String> stdout, String stderr) {
    /// Every line of stdout as JSON; fails when one is not.
    List<JsonNode> json() {
      return stdout.stream().map(Raft::parse).toList();
    }

    /// The one line of stdout as JSON.
    JsonNode one() {
      assertEquals(1, stdout.size(), this::toString);
      return json().getFirst();
    }

    Ended expecting(int code) {
      assertEquals(code, exitCode, this::toString);
      return this;
    }
  }

  static JsonNode parse(String line) {
    JsonNode node = JsonMapper.shared().readTree(line);
    assertTrue(node.isObject() && node.hasNonNull("type"), line);
    return node;
  }

  Path data() {
    return directory.resolve("cluster");
  }

  /// Runs a command to its end, in a process of its own only if it needs one. It waits as long as a
  /// busy machine needs, if nothing else is said.
  Ended run(String... arguments) throws IOException, InterruptedException {
    return OWN_PROCESS.contains(arguments[0])
        ? runAlone(arguments)
        : runWithOthers(patient(arguments));
  }

  private static String[] patient(String... arguments) {
    boolean says = Stream.of(arguments).anyMatch(it -> it.startsWith("--timeout"));
    if (says || !WAITING.contains(arguments[0])) {
      return arguments;
    }
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(1, "--timeout=" + PATIENCE_SECONDS + "s");
    return all.toArray(String[]::new);
  }

  /// Runs a command in a process that has run others before, which is much quicker.
  synchronized Ended runWithOthers(String... arguments) throws IOException {
    Process running = helper();
    Writer commands = running.outputWriter(StandardCharsets.UTF_8);
    commands.write(JsonMapper.shared().writeValueAsString(arguments) + "\n");
    commands.flush();
    String line = running.inputReader(StandardCharsets.UTF_8).readLine();
    assertNotNull(line, () -> "the process of " + List.of(arguments) + " ended without a word");
    ManyCommands.Said said = JsonMapper.shared().readValue(line, ManyCommands.Said.class);
    return new Ended(said.exitCode(), said.stdout().lines().toList(), said.stderr());
  }

  /// The same, in a process of its own.
  Ended runAlone(String... arguments) throws IOException, InterruptedException {
    return run(process(Main.class, List.of(arguments)));
  }

  /// The same, with this text as its stdin.
  Ended runReading(String stdin, String... arguments) throws IOException, InterruptedException {
    return runReading(
        Files.writeString(Files.createTempFile(directory, "stdin", ".txt"), stdin), arguments);
  }

  Ended runReading(Path stdin, String... arguments) throws IOException, InterruptedException {
    return run(process(Main.class, List.of(arguments)).redirectInput(stdin.toFile()));
  }

  Ended runInLocale(String locale, String... arguments) throws IOException, InterruptedException {
    ProcessBuilder builder = process(Main.class, List.of(arguments));
    builder.environment().put("LC_ALL", locale);
    return run(builder);
  }

  /// Runs a command whose stdout goes to a file.
  Ended runInto(Path stdout, String... arguments) throws IOException, InterruptedException {
    return run(process(Main.class, List.of(arguments)).redirectOutput(stdout.toFile()));
  }

  /// Runs a command until it ends by itself; from its stdout this many lines are read, and then the
  /// pipe is closed. Where the system can, it says its errors in French.
  Ended runUnread(int lines, String... arguments) throws IOException, InterruptedException {
    Path err = Files.createTempFile(directory, "stderr", ".txt");
    ProcessBuilder builder = process(Main.class, List.of(arguments)).redirectError(err.toFile());
    builder.environment().putAll(Map.of("LANGUAGE", "fr", "LC_ALL", "C.UTF-8"));
    Process process = builder.start();
    try {
      List<String> stdout = new ArrayList<>();
      try (BufferedReader out = lines(process)) {
        for (int i = 0; i < lines; i++) {
          stdout.add(out.readLine());
        }
      }
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "it does not end");
      return new Ended(process.exitValue(), stdout, Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  /// When Ctrl-C is pressed: as soon as this returns.
  interface Moment {
    void await() throws IOException, InterruptedException;
  }

  /// Runs a command until Ctrl-C.
  Ended runUntil(Moment moment, String... arguments) throws IOException, InterruptedException {
    return run(process(Main.class, List.of(arguments)), moment);
  }

  /// Runs a command until Ctrl-C, which is pressed when a line says enough.
  ///
  /// @param enough is given the number of each line of stdout, from 1 on, as it comes
  Ended runUntilSaid(IntPredicate enough, String... arguments)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(directory, "stderr", ".txt");
    Process process = process(Main.class, List.of(arguments)).redirectError(err.toFile()).start();
    List<String> stdout = new ArrayList<>();
    try (BufferedReader lines = lines(process)) {
      String line = lines.readLine();
      boolean interrupted = false;
      while (line != null) {
        stdout.add(line);
        if (!interrupted && enough.test(stdout.size())) {
          interrupt(process);
          interrupted = true;
        }
        line = lines.readLine();
      }
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      return new Ended(process.exitValue(), stdout, Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
    return run(builder, null);
  }

  private Ended run(ProcessBuilder builder, @Nullable Moment moment)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(directory, "stderr", ".txt");
    Process process = builder.redirectError(err.toFile()).start();
    try {
      process.getOutputStream().close();
      if (moment != null) {
        moment.await();
        interrupt(process);
      }
      List<String> stdout;
      try (BufferedReader lines = lines(process)) {
        stdout = lines.lines().toList();
      }
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS));
      return new Ended(process.exitValue(), stdout, Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }

  /// The process that runs the commands which need none of their own.
  private Process helper() throws IOException {
    Process running = helper;
    if (running == null) {
      running =
          process(ManyCommands.class, List.of())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      helper = running;
    }
    return running;
  }

  /// Starts `up --json` with these arguments.
  Up up(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("up", "--json", "--data", data().toString()));
    all.addAll(List.of(arguments));
    Path err = Files.createTempFile(directory, "up", ".txt");
    Process process = process(Main.class, all).redirectError(err.toFile()).start();
    Up up = new Up(process, err);
    started.add(up);
    return up;
  }

  private ProcessBuilder process(Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", directory.resolve("state").toString());
    // Nodes that live for seconds need no second compiler.
    builder.environment().put("PLONGEE_JVM_FLAGS", "-XX:TieredStopAtLevel=1");
    return builder;
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  PlongeeClient client(int seconds) {
    ClusterFile file = ClusterFile.read(data()).orElseThrow();
    return new PlongeeClient(
        new ClientOptions(file.addresses(), file.cluster(), Duration.ofSeconds(seconds)));
  }

  List<Address> addresses() {
    return ClusterFile.read(data()).orElseThrow().addresses();
  }

  /// The process of a node, as `cluster.json` names it.
  ProcessHandle node(String id) {
    return ProcessHandle.of(
            ClusterFile.read(data())
                .orElseThrow()
                .member(Arguments.serverId(id))
                .orElseThrow()
                .pid())
        .orElseThrow();
  }

  private static void interrupt(Process process) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
  }

  /// `kill -9`.
  static void kill(ProcessHandle process) throws Exception {
    process.destroyForcibly();
    process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /// Every `up`, and every node any of them started.
  @Override
  public void close() {
    if (helper != null) {
      helper.destroyForcibly();
    }
    for (Up up : started) {
      up.nodes().forEach(ProcessHandle::destroyForcibly);
      up.process.destroyForcibly();
      up.process.onExit().join();
    }
  }

  /// An `up` that runs.
  static final class Up {
    private final Process process;
    private final Path err;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final List<String> all = new ArrayList<>();
    private final Set<ProcessHandle> known = new LinkedHashSet<>();

    private Up(Process process, Path err) {
      this.process = process;
      this.err = err;
      Thread.ofVirtual()
          .start(() -> {
            try (BufferedReader out = lines(process)) {
              out.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException _) {
              // the process was killed
            }
          });
    }

    ProcessHandle handle() {
      return process.toHandle();
    }

    /// The next line of stdout.
    JsonNode next() throws InterruptedException {
      String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertTrue(line != null, () -> "up said nothing; stderr: " + stderr());
      all.add(line);
      process.descendants().forEach(known::add);
      return parse(line);
    }

    /// The first line, which says that a leader serves.
    JsonNode ready() throws InterruptedException {
      JsonNode first = next();
      assertEquals("ready", first.path("type").asString(), first::toString);
      return first;
    }

    String stderr() {
      try {
        return Files.readString(err);
      } catch (IOException e) {
        return e.toString();
      }
    }

    int awaitEnd() throws InterruptedException {
      assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "up does not end");
      return process.exitValue();
    }

    /// As Ctrl-C does.
    void interrupt() throws IOException, InterruptedException {
      Raft.interrupt(process);
    }

    List<ProcessHandle> nodes() {
      process.descendants().forEach(known::add);
      return List.copyOf(known);
    }
  }
}
