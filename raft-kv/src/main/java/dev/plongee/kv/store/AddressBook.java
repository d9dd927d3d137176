package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where servers are: one address each, for as many as there are ids. It never forgets: a server
/// that was removed may come back, and who lags behind may still need to reach it.
///
/// @param all by id
record AddressBook(SortedMap<Integer, Bytes> all) {
  static final AddressBook EMPTY = new AddressBook(Collections.emptySortedMap());

  /// With another address of one server.
  AddressBook with(int server, Bytes address) {
    TreeMap<Integer, Bytes> changed = new TreeMap<>(all);
    changed.put(server, address);
    return new AddressBook(Collections.unmodifiableSortedMap(changed));
  }
}
