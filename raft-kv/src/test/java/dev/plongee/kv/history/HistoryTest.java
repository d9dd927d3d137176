package dev.plongee.kv.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.kv.history.HistoryEvent.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir Path directory;

  private static final List<HistoryEvent> CALLS =
      List.of(
          HistoryEvent.get("k"),
          HistoryEvent.put("clé", "\"v\"\n\u0000 𝄞"),
          HistoryEvent.delete(""),
          HistoryEvent.cas("k", Optional.empty(), ""),
          HistoryEvent.cas("k", Optional.of("a"), "b"),
          HistoryEvent.append("k", "+"));

  @Test
  void aLineSaysWhatEverybodyHasAgreedOn() {
    assertEquals(
        "{\"process\":3,\"type\":\"invoke\",\"f\":\"put\",\"key\":\"k\",\"value\":\"v\","
            + "\"from\":null,\"to\":null,\"ok\":true,\"time\":123}",
        HistoryEvent.put("k", "v").by(3, 123).toJson());
    assertEquals(
        "{\"process\":1,\"type\":\"ok\",\"f\":\"get\",\"key\":\"k\",\"value\":null,"
            + "\"from\":null,\"to\":null,\"ok\":true,\"time\":5}",
        HistoryEvent.get("k").read(Optional.empty()).by(1, 5).toJson());
    assertEquals(
        "{\"process\":1,\"type\":\"ok\",\"f\":\"cas\",\"key\":\"k\",\"value\":null,"
            + "\"from\":\"a\",\"to\":\"b\",\"ok\":false,\"time\":5}",
        HistoryEvent.cas("k", Optional.of("a"), "b").compared(false).by(1, 5).toJson());
    assertEquals(
        "{\"process\":1,\"type\":\"info\",\"f\":\"append\",\"key\":\"k\",\"value\":\"s\","
            + "\"from\":null,\"to\":null,\"ok\":true,\"time\":5}",
        HistoryEvent.append("k", "s").ended(Type.INFO).by(1, 5).toJson());
  }

  @Test
  void whatIsWrittenIsRead() {
    for (HistoryEvent call : CALLS) {
      for (HistoryEvent event :
          List.of(
              call,
              call.ended(Type.FAIL),
              call.ended(Type.INFO),
              call.ended(Type.OK),
              call.read(Optional.of("found")),
              call.compared(false))) {
        HistoryEvent written = event.by(7, Long.MAX_VALUE);
        String line = written.toJson();
        assertEquals(1, line.lines().count(), line);
        assertEquals(written, HistoryEvent.parse(line));
      }
    }
  }

  @Test
  void fieldsThatSayNothingMayBeMissing() {
    assertEquals(
        HistoryEvent.get("k").by(1, 2),
        HistoryEvent.parse(
            "{\"process\":1,\"type\":\"invoke\",\"f\":\"get\",\"key\":\"k\",\"time\":2,\"more\":[]}"));
  }

  @Test
  void whatIsNoEventIsRefusedWithAReason() {
    refused("not JSON", "hello");
    refused("without a \"f\"", "[]");
    refused("unknown: \"jump\"", "{\"process\":1,\"type\":\"ok\",\"f\":\"jump\"}");
    refused("unknown: \"OK\"", "{\"process\":1,\"type\":\"OK\",\"f\":\"get\"}");
    refused("\"process\" is no whole number: \"1\"", "{\"process\":\"1\",\"f\":\"get\"}");
    refused("\"key\" is no text: 5", "{\"process\":1,\"type\":\"ok\",\"f\":\"get\",\"key\":5}");
    refused(
        "a put without what it writes",
        "{\"process\":1,\"type\":\"ok\",\"f\":\"put\",\"key\":\"k\",\"time\":1}");
    refused(
        "a cas without what it writes",
        "{\"process\":1,\"type\":\"ok\",\"f\":\"cas\",\"key\":\"k\",\"time\":1}");
  }

  private static void refused(String reason, String line) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> HistoryEvent.parse(line));
    assertTrue(String.valueOf(e.getMessage()).startsWith(reason), e::getMessage);
  }

  @Test
  void linesOfManyThreadsAreWholeAndInTheOrderOfTheirTimes() throws Exception {
    Path file = directory.resolve("history.jsonl");
    int threads = 8;
    int each = 500;
    try (HistoryWriter writer = HistoryWriter.create(file)) {
      List<Thread> writers = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int process = writer.newProcess();
        assertEquals(i + 1, process);
        writers.add(
            Thread.ofPlatform()
                .start(() -> {
                  for (int n = 0; n < each; n++) {
                    writer.write(process, HistoryEvent.put("k", process + "/" + n));
                  }
                }));
      }
      for (Thread thread : writers) {
        thread.join();
      }
    }
    List<HistoryEvent> events = Files.readAllLines(file).stream().map(HistoryEvent::parse).toList();
    assertEquals(threads * each, events.size());
    for (int i = 1; i < events.size(); i++) {
      assertTrue(events.get(i - 1).timeNanos() <= events.get(i).timeNanos());
    }
  }
}
