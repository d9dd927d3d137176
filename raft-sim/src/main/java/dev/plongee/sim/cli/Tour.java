package dev.plongee.sim.cli;

import dev.plongee.kv.cli.Script;
import dev.plongee.kv.client.Appended;
import dev.plongee.kv.client.Compared;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.client.UnknownOutcomeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Runs a script against a cluster and remembers, for each key, what it may hold now: the last
/// acknowledged value, and beside it what writes of unknown outcome would have made of it.
final class Tour {
  /// What the script is run against.
  interface Store {
    /// @return the place in the log
    long put(String key, String value);

    /// @return the place in the log
    long delete(String key);

    Compared cas(String key, Optional<String> expected, String value);

    Appended append(String key, String suffix);

    Optional<String> get(String key);

    /// The pairs whose keys begin with `prefix`, in the order of the keys.
    SequencedMap<String, String> list(String prefix);
  }

  private final Store store;
  private final Map<String, Set<Optional<String>>> possible = new TreeMap<>();
  private int acknowledged;
  private int unknown;
  private int reads;

  Tour(Store store) {
    this.store = store;
  }

  int acknowledged() {
    return acknowledged;
  }

  int unknown() {
    return unknown;
  }

  int reads() {
    return reads;
  }

  /// Carries out one request.
  ///
  /// @return what came of it, for people
  /// @throws Wrong when a read returned what cannot be
  String run(Script.Request request) {
    return switch (request) {
      case Script.Put(String key, String value) ->
          write(key, _ -> Optional.of(value), () -> Ack.ok(store.put(key, value)));
      case Script.Delete(String key) ->
          write(key, _ -> Optional.empty(), () -> Ack.ok(store.delete(key)));
      case Script.Cas(String key, Optional<String> expected, String value) ->
          write(
              key,
              before -> before.equals(expected) ? Optional.of(value) : before,
              () -> Ack.of(expected, store.cas(key, expected, value)));
      case Script.Append(String key, String suffix) ->
          write(
              key,
              before -> Optional.of(longer(before, suffix)),
              () -> Ack.of(suffix, store.append(key, suffix)));
      case Script.Get(String key) -> read(key);
      case Script.ListKeys(String prefix) -> list(prefix);
    };
  }

  /// What an acknowledgement says.
  ///
  /// @param fits whether a key that held this before can have given this answer
  /// @param text for people
  private record Ack(Predicate<Optional<String>> fits, String text) {
    static Ack ok(long index) {
      return new Ack(_ -> true, "ok (index " + index + ")");
    }

    static Ack of(Optional<String> expected, Compared compared) {
      return new Ack(
          before -> before.equals(expected) == compared.swapped(),
          (compared.swapped() ? "ok" : "compared unequal") + " (index " + compared.index() + ")");
    }

    static Ack of(String suffix, Appended appended) {
      return new Ack(
          before -> PlongeeClient.utf8(longer(before, suffix)).length() == appended.length(),
          "ok, " + appended.length() + " bytes (index " + appended.index() + ")");
    }
  }

  private static String longer(Optional<String> before, String suffix) {
    return before.orElse("") + suffix;
  }

  /// @param effect what it makes of the value before
  private String write(String key, UnaryOperator<Optional<String>> effect, Supplier<Ack> write) {
    Set<Optional<String>> before = possible(key);
    try {
      Ack ack = write.get();
      acknowledged++;
      Set<Optional<String>> after = new HashSet<>();
      before.stream().filter(ack.fits()).map(effect).forEach(after::add);
      if (after.isEmpty()) {
        throw new Wrong("'" + key + "' answered: " + ack.text() + ", but " + before + " was there");
      }
      possible.put(key, after);
      return ack.text();
    } catch (UnknownOutcomeException e) {
      unknown++;
      Set<Optional<String>> either = new HashSet<>(before);
      before.stream().map(effect).forEach(either::add);
      possible.put(key, either);
      return "outcome unknown: " + e.getMessage();
    }
  }

  private Set<Optional<String>> possible(String key) {
    return possible.getOrDefault(key, Set.of(Optional.empty()));
  }

  private String read(String key) {
    Optional<String> found = store.get(key);
    reads++;
    judge(key, found);
    return found.orElse("(absent)");
  }

  private String list(String prefix) {
    SequencedMap<String, String> found = store.list(prefix);
    reads++;
    SortedSet<String> keys = new TreeSet<>(possible.keySet());
    keys.addAll(found.keySet());
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        judge(key, Optional.ofNullable(found.get(key)));
      }
    }
    List<String> pairs = new ArrayList<>();
    found.forEach((key, value) -> pairs.add(key + "=" + value));
    return pairs.isEmpty() ? "(nothing)" : String.join("  ", pairs);
  }

  private void judge(String key, Optional<String> found) {
    if (!possible(key).contains(found)) {
      throw new Wrong(
          "'" + key + "' holds " + said(found) + ", but " + possible(key) + " was written last");
    }
    // What was seen once is decided.
    possible.put(key, Set.of(found));
  }

  private static String said(Optional<String> value) {
    return value.map(text -> "'" + text + "'").orElse("nothing");
  }

  /// Reads every key that the script ever touched.
  ///
  /// @return how many keys there were
  /// @throws Wrong when an acknowledged write is lost
  int readEverythingBack() {
    for (String key : List.copyOf(possible.keySet())) {
      read(key);
    }
    return possible.size();
  }

  /// A linearizable store cannot have answered this.
  static final class Wrong extends RuntimeException {
    Wrong(String message) {
      super(message);
    }
  }
}
