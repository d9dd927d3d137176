package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/// Where servers are: one address each, for as many as there are ids. Immutable. It never forgets:
/// a server that was removed may come back, and who lags behind may still need to reach it.
final class AddressBook {
  static final AddressBook EMPTY = new AddressBook(new TreeMap<>());

  private final TreeMap<Integer, Bytes> byServer;

  private AddressBook(TreeMap<Integer, Bytes> byServer) {
    this.byServer = byServer;
  }

  /// With another address of one server.
  AddressBook with(int server, Bytes address) {
    TreeMap<Integer, Bytes> changed = new TreeMap<>(byServer);
    changed.put(server, address);
    return new AddressBook(changed);
  }

  int size() {
    return byServer.size();
  }

  /// Sees every server and its address, in the order of the ids.
  void visit(BiConsumer<Integer, Bytes> visitor) {
    byServer.forEach(visitor);
  }

  /// A copy, by id.
  SortedMap<Integer, Bytes> all() {
    return new TreeMap<>(byServer);
  }
}
