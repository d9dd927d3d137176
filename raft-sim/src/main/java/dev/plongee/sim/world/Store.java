package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.Pair;
import java.util.ArrayList;
import java.util.List;

/// Requests of simulated clients in the words of the real store.
final class Store {
  private Store() {}

  /// The command of a write.
  static Bytes command(Request write) {
    return CommandCodec.encode(
        switch (write) {
          case Request.Put(String key, String value) ->
              new Command.Put(Text.bytes(key), Text.bytes(value));
          case Request.Delete(String key) -> new Command.Delete(Text.bytes(key));
          case Request.Get _, Request.List _ ->
              throw new IllegalArgumentException(write + " is no write");
        });
  }

  /// The answer to a read.
  static Answer answer(KvStore store, Request read) {
    return switch (read) {
      case Request.Get(String key) ->
          store
              .get(Text.bytes(key))
              .<Answer>map(value -> new Answer.Found(Text.of(value)))
              .orElse(new Answer.Absent());
      case Request.List(String prefix) -> {
        List<String> pairs = new ArrayList<>();
        for (Pair pair :
            store.list(Text.bytes(prefix), Bytes.EMPTY, KvStore.MAX_PAGE_PAIRS).pairs()) {
          pairs.add(Text.of(pair.key()) + "=" + Text.of(pair.value()));
        }
        yield new Answer.Listed(pairs);
      }
      case Request.Put _, Request.Delete _ ->
          throw new IllegalArgumentException(read + " is no read");
    };
  }
}
