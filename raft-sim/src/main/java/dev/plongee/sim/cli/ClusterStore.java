package dev.plongee.sim.cli;

import dev.plongee.core.Bytes;
import dev.plongee.kv.client.Appended;
import dev.plongee.kv.client.Compared;
import dev.plongee.kv.client.Pairs;
import dev.plongee.kv.client.PlongeeClient;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The store of a real cluster, through its client.
record ClusterStore(PlongeeClient client) implements Tour.Store {
  @Override
  public long put(String key, String value) {
    return client.put(key, value).index();
  }

  @Override
  public long delete(String key) {
    return client.delete(key).index();
  }

  @Override
  public Compared cas(String key, Optional<String> expected, String value) {
    return client.cas(key, expected, value);
  }

  @Override
  public Appended append(String key, String suffix) {
    return client.append(key, suffix);
  }

  @Override
  public Optional<String> get(String key) {
    return client.getString(key);
  }

  @Override
  public SequencedMap<String, String> list(String prefix) {
    SequencedMap<String, String> found = new LinkedHashMap<>();
    Optional<Bytes> after = Optional.empty();
    Pairs page;
    do {
      page = client.list(PlongeeClient.utf8(prefix), after, 0);
      for (Pairs.Pair pair : page.pairs()) {
        found.put(PlongeeClient.text(pair.key()), PlongeeClient.text(pair.value()));
        after = Optional.of(pair.key());
      }
    } while (page.more());
    return found;
  }
}
