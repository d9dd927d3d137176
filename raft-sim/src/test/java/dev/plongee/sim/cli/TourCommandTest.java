package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The tour as a user starts it: a process of its own.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TourCommandTest {
  private record Ended(int exitCode, List<JsonNode> lines) {}

  @TempDir private Path directory;

  @Test
  void theTourKillsTheLeaderAndLosesNothing() throws Exception {
    Ended ended = raft("tour", "--json");
    JsonNode result = ended.lines().getLast();
    assertEquals(0, ended.exitCode(), result::toString);
    assertEquals("result", result.path("type").asString());
    assertTrue(result.path("passed").asBoolean());
    assertEquals(14, result.path("acknowledged").asInt() + result.path("unknown").asInt());
    assertEquals(1, count(ended, "kill"));
    assertEquals(3, count(ended, "start"));
    // Or a cluster that 'up' starts meanwhile could take them away.
    assertFalse(ended.lines().getFirst().path("text").asString().endsWith(":7001"));
    assertEquals(result.path("scenes").asInt(), count(ended, "scene"));
    assertTrue(result.path("scenes").asInt() >= 3);
  }

  @Test
  void commandsOfAFileAreRun() throws Exception {
    Path file = directory.resolve("mine.raft");
    Files.writeString(file, "put a 1\nput b 2\nget a\n");
    Ended ended = raft("tour", file.toString(), "--json");
    assertEquals(0, ended.exitCode());
    assertEquals(3, count(ended, "command"));
    assertEquals(2, ended.lines().getLast().path("acknowledged").asInt());
  }

  @Test
  void aFileThatIsNotUnderstoodStartsNothing() throws Exception {
    Path file = directory.resolve("mine.raft");
    Files.writeString(file, "put a 1\nfly away\n");
    Ended ended = raft("tour", file.toString(), "--json");
    assertEquals(2, ended.exitCode());
    assertEquals(1, ended.lines().size());
    String message = ended.lines().getFirst().path("message").asString();
    assertEquals(file + ", line 2: there is no command 'fly'", message);
    assertEquals(2, raft("tour", directory.resolve("nothing").toString(), "--json").exitCode());
    assertEquals(2, raft("tour", directory.toString(), "--json").exitCode());
    Files.write(file, new byte[] {(byte) 0xff});
    message = raft("tour", file.toString(), "--json").lines().getFirst().path("message").asString();
    assertEquals(file + " is not a text in UTF-8", message);
  }

  @Test
  void whoeverInterruptsTheTourLeavesNothingBehind() throws Exception {
    Process process = new ProcessBuilder(command("tour", "--json")).start();
    try {
      String began = process.errorReader().readLine();
      Path itsDirectory = Path.of(began.substring(began.indexOf('/')));
      assertTrue(Files.isDirectory(itsDirectory), began);
      JsonNode first = JsonMapper.shared().readTree(process.inputReader().readLine());
      String[] words = first.path("text").asString().split(" ");
      Optional<ProcessHandle> node = ProcessHandle.of(Long.parseLong(words[4]));
      assertTrue(node.isPresent(), first::toString);

      process.toHandle().destroy();
      process.inputReader().lines().forEach(line -> JsonMapper.shared().readTree(line));
      assertEquals(128 + 15, process.waitFor());
      assertFalse(node.get().isAlive(), first::toString);
      assertFalse(Files.exists(itsDirectory), began);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void whoeverInterruptsTheTourBeforeItsClusterRunsIsToldJustThat() throws Exception {
    Process process = new ProcessBuilder(command("tour")).start();
    try {
      String began = process.errorReader().readLine();
      assertTrue(began.startsWith("starting "), began);
      process.toHandle().destroy();
      assertEquals(128 + 15, process.waitFor());
      String rest = String.join("\n", process.errorReader().lines().toList());
      assertFalse(rest.contains("Exception"), rest);
    } finally {
      process.destroyForcibly();
    }
  }

  private static long count(Ended ended, String step) {
    return ended.lines().stream().filter(it -> it.path("step").asString().equals(step)).count();
  }

  private static Ended raft(String... arguments) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(arguments))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      List<JsonNode> lines = out.lines().map(line -> JsonMapper.shared().readTree(line)).toList();
      return new Ended(process.waitFor(), lines);
    } finally {
      process.destroy();
    }
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }
}
