package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An `up --json` in a process of its own, and what it says.
final class Up {
  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

  private Up(Process process) {
    this.process = process;
    Thread.ofVirtual().name("stdout of up").start(this::listen);
  }

  /// Starts `up` with these arguments.
  ///
  /// @param launcher a command that runs another one, or nothing
  /// @param home where it finds and keeps what is the user's
  /// @param jvmFlags for the JVM of each node
  static Up start(List<String> launcher, Path home, String jvmFlags, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(launcher);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(dev.plongee.kv.cli.Main.class.getName(), "up", "--json"));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", home.toString());
    builder.environment().put("PLONGEE_JVM_FLAGS", jvmFlags);
    return new Up(builder.redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  private void listen() {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException _) {
      // It was killed.
    }
  }

  /// The next thing it says.
  JsonNode next() throws InterruptedException {
    String line = lines.poll(Weather.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertTrue(line != null, "'up' says nothing");
    return JsonMapper.shared().readTree(line);
  }

  /// Waits until it says that a leader serves and its nodes follow.
  void awaitReady() throws InterruptedException {
    JsonNode first = next();
    assertEquals("ready", first.path("type").asString(), first::toString);
  }

  /// Waits for its end.
  ///
  /// @return its exit code
  int awaitEnd() throws InterruptedException {
    assertTrue(process.waitFor(Weather.PATIENCE.toSeconds(), TimeUnit.SECONDS), "up does not end");
    return process.exitValue();
  }

  void kill() {
    process.destroyForcibly().onExit().join();
  }
}
