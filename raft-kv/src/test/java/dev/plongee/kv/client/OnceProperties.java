package dev.plongee.kv.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Bytes;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Whatever servers do to a call, it is executed once when it is acknowledged, at most once when
/// its outcome is unknown, and never when it failed.
class OnceProperties {
  private static final int CALLS = 100;

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void everyAppendIsExecutedAsOftenAsItsOutcomeSays(@ForAll long seed) throws Exception {
    try (FakeServers servers = new FakeServers()) {
      Unkind unkind = new Unkind(new Random(seed));
      for (int id = 1; id <= 3; id++) {
        servers.serve(id, unkind::handle);
      }
      List<CompletableFuture<Appended>> calls = new ArrayList<>();
      Bytes key = PlongeeClient.utf8("k");
      try (PlongeeClient client = new PlongeeClient(servers.options(20_000, 1, 2, 3))) {
        for (int i = 0; i < CALLS; i++) {
          calls.add(client.appendAsync(key, PlongeeClient.utf8("<" + i + ">")));
        }
        calls.forEach(call -> call.exceptionally(_ -> new Appended(0, 0)).join());
        unkind.becomeKind();
        String value = client.getString("k").orElse("");
        for (int i = 0; i < CALLS; i++) {
          judge(calls.get(i), occurrences(value, "<" + i + ">"));
        }
      }
    }
  }

  private static int occurrences(String value, String part) {
    int count = 0;
    for (int at = value.indexOf(part); at >= 0; at = value.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }

  private static void judge(CompletableFuture<Appended> call, int executions) {
    try {
      call.join();
      assertEquals(1, executions, "acknowledged");
    } catch (CompletionException e) {
      if (e.getCause() instanceof UnknownOutcomeException) {
        assertTrue(executions <= 1, "unknown, and executed " + executions + " times");
      } else {
        assertEquals(0, executions, "failed: " + e.getCause());
      }
    }
  }

  /// Three servers that all lead in turns, and answer as real ones may, with the worst timing.
  private static final class Unkind {
    private final Random random;
    private final FakeStore store = new FakeStore();

    /// Taken, and committed later: by another leader, after everybody has given up hope.
    private final List<Request> undecided = new ArrayList<>();

    private volatile boolean kind;

    Unkind(Random random) {
      this.random = random;
    }

    void becomeKind() {
      kind = true;
    }

    void handle(Client from, Request request) {
      if (kind || !request.hasWrite()) {
        undecided.forEach(store::execute);
        undecided.clear();
        store.serve(from, request);
        return;
      }
      while (!undecided.isEmpty() && random.nextInt(3) == 0) {
        store.execute(undecided.remove(random.nextInt(undecided.size())));
      }
      switch (random.nextInt(20)) {
        case 0 -> {
          store.execute(request);
          FakeServers.nonsense(from, request);
        }
        case 1 -> FakeServers.nonsense(from, request);
        case 2 -> {
          undecided.add(request);
          FakeServers.nonsense(from, request);
        }
        case 3, 4 -> {
          undecided.add(request);
          FakeServers.unknown(from, request);
        }
        case 5 -> {
          store.execute(request);
          FakeServers.unknown(from, request);
        }
        case 6 -> FakeServers.refuse(Refused.Why.REPLACED, 0).handle(from, request);
        case 7 -> FakeServers.refuse(Refused.Why.STOPPING, 0).handle(from, request);
        case 8 -> FakeServers.notLeader(1 + random.nextInt(3)).handle(from, request);
        default -> store.serve(from, request);
      }
    }
  }
}
