package dev.plongee.kv.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.plongee.core.Bytes;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/// Whatever servers do to its questions, a watch gives each change once and in order, also when it
/// is left and begun again now and then.
class WatchProperties {
  private static final int WRITES = 60;

  @Property(tries = 10, edgeCases = EdgeCasesMode.NONE)
  void everyChangeIsGivenOnceAndInOrder(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    FakeStore store = new FakeStore();
    try (FakeServers servers = new FakeServers()) {
      for (int id = 1; id <= 3; id++) {
        servers.serve(id, unkind(id, store, new Random(random.nextLong())));
      }
      try (PlongeeClient writer = new PlongeeClient(servers.options(30_000, 1, 2, 3));
          PlongeeClient reader = new PlongeeClient(servers.options(30_000, 1, 2, 3))) {
        List<Long> written = new ArrayList<>();
        Thread writing = Thread.ofVirtual().start(() -> write(writer, written));
        List<Long> seen = follow(reader, random);
        writing.join();
        assertEquals(written, seen);
      }
    }
  }

  private static void write(PlongeeClient client, List<Long> indexes) {
    for (int i = 1; i <= WRITES; i++) {
      client.put("other" + i, "x");
      indexes.add(client.put("key", Integer.toString(i)).index());
    }
  }

  /// The indexes of all changes of the key, up to the last one.
  private static List<Long> follow(PlongeeClient client, Random random) throws Exception {
    Bytes key = PlongeeClient.utf8("key");
    List<Long> seen = new ArrayList<>();
    OptionalLong from = OptionalLong.of(1);
    while (true) {
      try (Watch watch = client.watch(key, from)) {
        int before = random.nextInt(WRITES / 2);
        for (int i = 0; i <= before; i++) {
          Change change = watch.next(Duration.ofSeconds(30)).orElseThrow();
          seen.add(change.index());
          if (PlongeeClient.text(change.value().orElseThrow()).equals("" + WRITES)) {
            return seen;
          }
        }
        from = OptionalLong.of(watch.nextIndex());
      }
    }
  }

  /// A server that does to questions what may happen to them, and to nothing else.
  private static FakeServers.Script unkind(int id, FakeStore store, Random random) {
    return (from, request) -> {
      if (!request.hasWatch()) {
        store.serve(from, request);
        return;
      }
      switch (random.nextInt(12)) {
        case 0 -> FakeServers.nonsense(from, request);
        case 1 -> FakeServers.unknown(from, request);
        case 2 -> FakeServers.refuse(Refused.Why.BUSY, 0).handle(from, request);
        case 3 -> FakeServers.refuse(Refused.Why.STOPPING, 0).handle(from, request);
        case 4 -> FakeServers.notLeader(1 + random.nextInt(3)).handle(from, request);
        case 5 -> twice(store.servedBy(id), from, request);
        default -> store.servedBy(id).handle(from, request);
      }
    };
  }

  /// The second answer comes for a question that is over.
  private static void twice(FakeServers.Script script, Client from, Request request) {
    script.handle(from, request);
    script.handle(from, request);
  }
}
