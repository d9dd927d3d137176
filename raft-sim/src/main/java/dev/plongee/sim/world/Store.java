package dev.plongee.sim.world;

import dev.plongee.core.Bytes;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import dev.plongee.kv.store.KvStore;
import dev.plongee.kv.store.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Requests of simulated clients in the words of the real store.
final class Store {
  private Store() {}

  /// The bytes of a request that goes through the log.
  static Bytes command(Request request) {
    return CommandCodec.encode(
        switch (request) {
          case Request.Write write -> write(write);
          case Request.Register() -> new Command.RegisterSession();
          case Request.Close(long session) -> new Command.CloseSession(session);
          case Request.InSession(long session, long number, Request.Write write) ->
              new Command.InSession(session, number, write(write));
          case Request.PassTime(long from, long to, long lifetime) ->
              new Command.PassTime(from, to, lifetime);
          case Request.Get _, Request.List _ ->
              throw new IllegalArgumentException(request + " does not go through the log");
        });
  }

  private static Command.Write write(Request.Write write) {
    return switch (write) {
      case Request.Put(String key, String value) ->
          new Command.Put(Text.bytes(key), Text.bytes(value));
      case Request.Delete(String key) -> new Command.Delete(Text.bytes(key));
      case Request.Cas(String key, Optional<String> expected, String value) ->
          new Command.Cas(Text.bytes(key), expected.map(Text::bytes), Text.bytes(value));
      case Request.Append(String key, String suffix) ->
          new Command.Append(Text.bytes(key), Text.bytes(suffix));
    };
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
      case Request.Write _,
          Request.Register _,
          Request.Close _,
          Request.InSession _,
          Request.PassTime _ ->
          throw new IllegalArgumentException(read + " is no read");
    };
  }
}
