package dev.plongee.kv.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.plongee.kv.history.HistoryEvent;
import dev.plongee.kv.history.HistoryWriter;
import dev.plongee.kv.net.wire.Clients.Refused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedClientTest {
  @TempDir Path directory;

  private final FakeServers servers = new FakeServers();
  private final FakeStore store = new FakeStore();

  @AfterEach
  void stop() throws Exception {
    servers.close();
  }

  /// What a test does with one process.
  private interface Calls {
    void make(RecordedClient process) throws Exception;
  }

  private List<String> recorded(int timeoutMillis, Calls calls) throws Exception {
    Path file = directory.resolve("history.jsonl");
    try (HistoryWriter history = HistoryWriter.create(file);
        PlongeeClient client =
            new PlongeeClient(servers.options(timeoutMillis, 1).withoutSessions())) {
      calls.make(new RecordedClient(client, history));
    }
    return Files.readAllLines(file).stream()
        .map(HistoryEvent::parse)
        .map(RecordedClientTest::text)
        .toList();
  }

  private static String text(HistoryEvent event) {
    return event.process()
        + " "
        + event.type()
        + " "
        + event.function()
        + event.value().map(it -> " " + it).orElse("")
        + (event.ok() ? "" : " not swapped");
  }

  @Test
  void everyCallIsWrittenDownBeforeAndAfter() throws Exception {
    servers.serve(1, store::serve);
    List<String> lines =
        recorded(
            20_000,
            process -> {
              assertEquals(1, process.put("k", "a").index());
              assertEquals(new Appended(2, 2), process.append("k", "b"));
              assertEquals(Optional.of("ab"), process.get("k"));
              assertEquals(new Compared(3, false), process.cas("k", Optional.empty(), "c"));
              assertEquals(new Compared(4, true), process.cas("k", Optional.of("ab"), "c"));
              assertEquals(new Deleted(5, true), process.delete("k"));
              assertEquals(Optional.empty(), process.get("k"));
            });
    assertEquals(
        List.of(
            "1 INVOKE PUT a",
            "1 OK PUT a",
            "1 INVOKE APPEND b",
            "1 OK APPEND b",
            "1 INVOKE GET",
            "1 OK GET ab",
            "1 INVOKE CAS",
            "1 OK CAS not swapped",
            "1 INVOKE CAS",
            "1 OK CAS",
            "1 INVOKE DELETE",
            "1 OK DELETE",
            "1 INVOKE GET",
            "1 OK GET"),
        lines);
  }

  @Test
  void anUnknownOutcomeStaysOpenAndAnotherProcessGoesOn() throws Exception {
    servers.serve(1, FakeServers::unknown);
    List<String> lines =
        recorded(
            20_000,
            process -> {
              assertThrows(UnknownOutcomeException.class, () -> process.put("k", "a"));
              servers.serve(1, store::serve);
              process.put("k", "b");
            });
    assertEquals(List.of("1 INVOKE PUT a", "1 INFO PUT a", "2 INVOKE PUT b", "2 OK PUT b"), lines);
  }

  @Test
  void whatDefinitelyDidNotHappenFailedAndSoDidAReadWithoutAnAnswer() throws Exception {
    servers.serve(
        1,
        (from, request) -> {
          if (request.hasWrite()) {
            FakeServers.refuse(Refused.Why.LOG_FULL, 0).handle(from, request);
          }
        });
    List<String> lines =
        recorded(
            500,
            process -> {
              assertThrows(RefusedException.class, () -> process.put("k", "a"));
              assertThrows(NoQuorumException.class, () -> process.get("k"));
            });
    assertEquals(List.of("1 INVOKE PUT a", "1 FAIL PUT a", "1 INVOKE GET", "1 FAIL GET"), lines);
  }

  @Test
  void aProcessHasOneCallAtATime() throws Exception {
    servers.serve(1, (_, _) -> {});
    recorded(
        20_000,
        process -> {
          CompletableFuture<Optional<String>> open = process.getAsync("k");
          assertThrows(IllegalStateException.class, () -> process.put("k", "a"));
          assertEquals(false, open.isDone());
        });
  }
}
