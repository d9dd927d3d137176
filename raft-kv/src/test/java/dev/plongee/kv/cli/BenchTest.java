package dev.plongee.kv.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.history.HistoryEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The load generator against a cluster of three processes. How fast they are is nobody's business
/// here.
@Tag("process")
class BenchTest {
  private static final int KEYS = 50;

  @TempDir static Path directory;

  private static Raft raft;

  @BeforeAll
  static void start() throws Exception {
    raft = new Raft(directory);
    raft.up("--port", Integer.toString(Ports.firstOf(3))).ready();
  }

  @AfterAll
  static void stop() {
    raft.close();
  }

  private static String[] bench(String... more) {
    List<String> usual =
        List.of("bench", "--json", "--warmup", "0", "--keys", Integer.toString(KEYS));
    return Stream.concat(usual.stream(), List.of(more).stream()).toArray(String[]::new);
  }

  @Test
  void theFiguresStandBesideTheirCostAndTheirFsyncs() throws Exception {
    JsonNode line =
        raft.run(bench("--clients", "4", "--connections", "2", "--seconds", "1"))
            .expecting(0)
            .one();
    assertEquals("result", line.path("type").asString());
    assertTrue(line.path("reads").asLong() > 0, line::toString);
    assertTrue(line.path("writes").asLong() > 0, line::toString);
    assertEquals(
        line.path("operations").asLong(),
        line.path("reads").asLong() + line.path("writes").asLong());
    assertEquals(
        line.path("operations").asDouble(),
        line.path("opsPerSecond").asDouble() * line.path("seconds").asDouble(),
        0.01 * line.path("operations").asDouble());
    assertEquals(0, line.path("errors").asLong());
    assertEquals(0, line.path("unknown").asLong());
    assertEquals(4, line.path("clients").asInt());
    assertEquals(0.5, line.path("readRatio").asDouble());
    assertEquals(100, line.path("valueBytes").asInt());
    for (String of : List.of("latencyMicros", "readLatencyMicros", "writeLatencyMicros")) {
      long before = 0;
      for (String percentile : List.of("p50", "p99", "p999", "max")) {
        long micros = line.path(of).path(percentile).asLong();
        assertTrue(micros > 0 && micros >= before, line::toString);
        before = micros;
      }
    }
    assertEquals(3, line.path("servers").size());
    long fsyncs = 0;
    for (JsonNode server : line.path("servers")) {
      assertTrue(server.path("cpuSeconds").asDouble() > 0, line::toString);
      assertFalse(server.path("fileSystem").asString().isEmpty(), line::toString);
      fsyncs += server.path("fsyncMicros").path("count").asLong();
    }
    assertEquals(fsyncs, line.path("fsyncMicros").path("count").asLong());
    assertTrue(line.path("fsyncMicros").path("p50").asLong() > 0, line::toString);
  }

  @Test
  void readsAloneForceNothingToDisk() throws Exception {
    JsonNode line = raft.run(bench("--read-ratio", "1", "--seconds", "1")).expecting(0).one();
    assertEquals(0, line.path("writes").asLong());
    assertTrue(line.path("writeLatencyMicros").path("p50").isNull(), line::toString);
    // What was still under way when the keys had been written.
    assertTrue(line.path("fsyncMicros").path("count").asLong() <= 3 * 2, line::toString);
  }

  @Test
  void figuresForPeopleNameTheFileSystemAndTheLeader() throws Exception {
    List<String> lines =
        raft.run("bench", "--clients", "2", "--warmup", "0", "--seconds", "1")
            .expecting(0)
            .stdout();
    assertEquals(7, lines.size(), lines::toString);
    assertTrue(lines.get(1).contains("operations a second"), lines::toString);
    assertTrue(lines.stream().allMatch(line -> line.length() <= 80), lines::toString);
    assertTrue(lines.get(4).matches("  fsync   p50 .* on \\w+\\)"), lines::toString);
    assertTrue(lines.get(6).contains("(leader)"), lines::toString);
  }

  @Test
  void everyKeyIsWrittenOnceAndNoOtherKeyIsTouched() throws Exception {
    try (PlongeeClient client = raft.client(10)) {
      client.put("mine", "stays");
      raft.run(bench("--read-ratio", "1", "--seconds", "1", "--value-size", "7")).expecting(0);
      assertEquals("stays", client.getString("mine").orElseThrow());
      assertEquals(7, client.getString("bench/00").orElseThrow().length());
      assertEquals(7, client.getString("bench/" + (KEYS - 1)).orElseThrow().length());
    }
  }

  @Test
  void ctrlCEndsItWithTheFiguresSoFar() throws Exception {
    try (PlongeeClient client = raft.client(10)) {
      long before = lastIndex(client);
      Raft.Ended ended =
          raft.runUntil(
              () -> {
                while (lastIndex(client) < before + KEYS + 200) {
                  Thread.sleep(5);
                }
              },
              bench("--read-ratio", "0", "--seconds", "600"));
      JsonNode line = ended.expecting(0).one();
      assertEquals("result", line.path("type").asString());
      assertTrue(line.path("seconds").asDouble() < 600, line::toString);
    }
  }

  private static long lastIndex(PlongeeClient client) {
    return client.statusAsync(raft.addresses().getFirst()).join().lastIndex();
  }

  @Test
  void aClusterThatTakesNoMoreEndsItWithTheFiguresAndTheReason() throws Exception {
    List<JsonNode> lines =
        raft.run(
                bench(
                    "--clients",
                    "100",
                    "--read-ratio",
                    "0",
                    "--value-size",
                    "1048576",
                    "--seconds",
                    "60",
                    "--timeout",
                    "60s"))
            .expecting(2)
            .json();
    assertEquals("result", lines.getFirst().path("type").asString());
    assertEquals("error", lines.getLast().path("type").asString());
    assertEquals(2, lines.size());
  }

  @Test
  void everyCallIsWrittenDownAndEnds() throws Exception {
    Path file = directory.resolve("calls.jsonl");
    JsonNode line =
        raft.run(bench("--clients", "4", "--seconds", "1", "--history", file.toString()))
            .expecting(0)
            .one();
    Map<Integer, HistoryEvent> open = new HashMap<>();
    int calls = 0;
    for (String written : Files.readAllLines(file)) {
      HistoryEvent event = HistoryEvent.parse(written);
      if (event.type() == HistoryEvent.Type.INVOKE) {
        assertNull(open.put(event.process(), event), written);
      } else {
        assertEquals(event.key(), open.remove(event.process()).key(), written);
        calls += event.type() == HistoryEvent.Type.OK ? 1 : 0;
      }
    }
    assertEquals(Map.of(), open);
    // What prepared the keys was not counted, nor what was answered after the last second.
    assertTrue(calls >= KEYS + line.path("operations").asInt(), calls + " calls: " + line);
  }

  @Test
  void aHistoryThatCannotBeWrittenIsSaidBeforeTheFirstCall() throws Exception {
    JsonNode error = raft.run(bench("--history", directory.toString())).expecting(2).one();
    assertTrue(error.path("message").asString().contains(directory.toString()), error::toString);
  }

  @Test
  void aHistoryThatFillsItsDiskEndsTheLoad() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")));
    List<JsonNode> lines =
        raft.run(bench("--seconds", "600", "--history", "/dev/full")).expecting(2).json();
    assertEquals("error", lines.getLast().path("type").asString());
  }

  @Test
  void writesGoThroughSessionsUnlessTheyMustNot() throws Exception {
    String[] options = {"--clients", "2", "--seconds", "1", "--read-ratio", "0"};
    assertTrue(raft.run(bench(options)).expecting(0).one().path("sessions").asBoolean());
    for (String option : List.of("--session", "--no-session")) {
      String[] more = Stream.concat(Stream.of(options), Stream.of(option)).toArray(String[]::new);
      JsonNode line = raft.run(bench(more)).expecting(0).one();
      assertEquals(option.equals("--session"), line.path("sessions").asBoolean(), line::toString);
    }
  }

  @Test
  void nobodyToMeasureIsAnErrorWithoutFigures() throws Exception {
    JsonNode line =
        raft.run(bench("--connect", "127.0.0.1:1", "--timeout", "300ms")).expecting(4).one();
    assertEquals("error", line.path("type").asString());
  }

  @Test
  void valuesOutOfRangeAreRefused() throws Exception {
    List<List<String>> wrong =
        List.of(
            List.of("bench", "--json", "--clients", "0"),
            List.of("bench", "--json", "--clients", "10001"),
            List.of("bench", "--json", "--clients", "many"),
            List.of("bench", "--json", "--clients", "2", "--connections", "3"),
            List.of("bench", "--json", "--read-ratio", "1.1"),
            List.of("bench", "--json", "--read-ratio", "NaN"),
            List.of("bench", "--json", "--value-size", "1048577"),
            List.of("bench", "--json", "--keys", "0"),
            List.of("bench", "--json", "--seconds", "0"),
            List.of("bench", "--json", "--warmup", "-1"));
    for (List<String> command : wrong) {
      JsonNode error = raft.runWithOthers(command.toArray(String[]::new)).expecting(2).one();
      assertEquals("error", error.path("type").asString());
      assertFalse(error.path("hint").asString().isEmpty(), error::toString);
    }
  }
}
