package dev.plongee.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ResourceLock(Resources.SYSTEM_OUT)
class CheckCommandTest {
  private record Outcome(int exitCode, String out) {
    List<JsonNode> json() {
      List<JsonNode> objects = new ArrayList<>();
      out.lines().forEach(line -> objects.add(JsonMapper.shared().readTree(line)));
      return objects;
    }

    JsonNode last() {
      return json().getLast();
    }
  }

  private static Outcome run(String... args) {
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      int code = dev.plongee.kv.cli.Main.run(Main.commandLine(), args);
      return new Outcome(code, out.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(before);
    }
  }

  @Test
  void a_clean_campaign_ends_with_its_figures() {
    Outcome outcome = run("check", "--runs", "6", "--seed", "40", "--threads", "2", "--json");
    assertEquals(0, outcome.exitCode(), outcome.out());
    JsonNode result = outcome.last();
    assertEquals("result", result.get("type").asString());
    assertEquals(6, result.get("runs").asInt());
    assertEquals(0, result.get("violations").asInt());
    assertEquals(2, result.get("cores").asInt());
    assertTrue(result.get("events").asLong() >= 120_000);
    for (String figure :
        List.of("eventsPerSecond", "eventsPerSecondPerCore", "simulatedSeconds", "acknowledged")) {
      assertTrue(result.get(figure).asLong() > 0, figure);
    }
  }

  @Test
  void a_violation_says_seed_and_invariant_and_the_line_that_replays_it(@TempDir Path dir)
      throws IOException {
    Outcome found =
        run("check", "--bug", "upToDate", "--seed", "20", "--json", "--out", dir.toString());
    assertEquals(1, found.exitCode());
    JsonNode violation = found.json().getFirst();
    assertEquals("violation", violation.get("type").asString());
    assertEquals(7, violation.get("invariant").asInt());
    assertEquals(1, found.last().get("type").asString().equals("result") ? 1 : 0);

    String[] replay = words(violation.get("replay").asString());
    Outcome again = run(withJson(replay));
    assertEquals(1, again.exitCode());
    assertEquals(violation.get("message"), again.json().getFirst().get("message"));

    JsonNode shrunk = found.json().get(1);
    Path file = dir.resolve("seed-" + violation.get("seed").asLong() + ".faults");
    assertTrue(Files.readString(file).lines().count() == shrunk.get("faults").asInt());
    Outcome small = run(withJson(words(shrunk.get("replay").asString())));
    assertEquals(1, small.exitCode());
    assertEquals(7, small.json().getFirst().get("invariant").asInt());
  }

  @Test
  void a_replay_checks_the_checks_too_when_the_campaign_did() {
    Outcome found = run("check", "--bug", "upToDate", "--seed", "20", "--audit", "--json");
    String replay = found.json().getFirst().get("replay").asString();
    assertTrue(replay.endsWith(" --audit"), replay);
  }

  @Test
  void whoever_interrupts_a_campaign_gets_what_it_found_so_far() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "check",
            "--runs=1000000",
            "--json");
    Process process = new ProcessBuilder(command).start();
    try {
      assertTrue(process.errorReader().readLine().startsWith("checking from seed "));
      process.toHandle().destroy();
      List<String> lines = process.inputReader().lines().toList();
      assertEquals(128 + 15, process.waitFor());
      assertEquals(1, lines.size(), lines::toString);
      JsonNode line = JsonMapper.shared().readTree(lines.getFirst());
      assertTrue(
          line.path("type").asString().equals("error") || line.path("interrupted").asBoolean(),
          line::toString);
    } finally {
      process.destroyForcibly();
    }
  }

  private static String[] words(String line) {
    assertTrue(line.startsWith("./raft "), line);
    return line.substring("./raft ".length()).split(" ");
  }

  private static String[] withJson(String[] args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--json");
    return all.toArray(String[]::new);
  }

  @Test
  void people_get_lines_and_no_json() {
    Outcome outcome = run("check", "--bug", "mayVoteFor", "--seed", "5", "--runs", "1");
    assertEquals(1, outcome.exitCode());
    assertTrue(outcome.out().startsWith("VIOLATION in the run of seed "), outcome.out());
    assertTrue(outcome.out().contains("invariant 2 ("), outcome.out());
    assertTrue(outcome.out().contains("replay: ./raft check --seed "), outcome.out());
    assertTrue(outcome.out().contains(" to none: it fails without\n"), outcome.out());
    assertFalse(outcome.out().contains("{"), outcome.out());
  }

  @Test
  void bad_arguments_are_one_clear_error_each(@TempDir Path dir) throws IOException {
    assertUsage("no breach is called nothing", "check", "--bug", "nothing");
    assertUsage("--shard wants I/N", "check", "--shard", "one");
    Outcome nearly = run("check", "--bug", "upToDat", "--json");
    assertEquals("did you mean 'upToDate'?", nearly.last().get("hint").asString());
    assertUsage("no breach is called upToDate:x", "check", "--bug", "upToDate:x");
    assertUsage("--runs", "check", "--runs", "many");
    assertUsage("--shard wants a part between 1 and N", "check", "--shard", "3/2");
    assertUsage("at least 1", "check", "--runs", "0");
    assertUsage("cannot read", "check", "--seed", "1", "--faults", dir.resolve("no").toString());
    assertUsage("cannot read", "check", "--seed", "1", "--faults", dir.toString());
    Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xff});
    assertUsage("is not a text", "check", "--seed", "1", "--faults", binary.toString());
    assertUsage("cannot use", "check", "--runs", "1", "--out", binary.resolve("in").toString());
    Path bad = Files.writeString(dir.resolve("bad.faults"), "explode at 1 for 2\n");
    assertUsage("line 1: no fault is called", "check", "--seed", "1", "--faults", bad.toString());
  }

  private static void assertUsage(String message, String... args) {
    Outcome outcome = run(withJson(args));
    assertEquals(2, outcome.exitCode());
    assertEquals(1, outcome.json().size(), outcome.out());
    assertEquals("error", outcome.last().get("type").asString());
    assertTrue(outcome.last().get("message").asString().contains(message), outcome.out());
    assertFalse(outcome.last().get("hint").asString().isEmpty());
  }
}
