package dev.plongee.sim.check;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.Entry;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Payload;

/// Every entry that was ever made, by term and index, with a hash of itself and of everything that
/// was before it when it was made. Open addressing: an entry is looked up each time it is written.
final class EntryLedger {
  private static final int START = 1 << 10;

  private long[] keys = new long[START];
  private Entry[] entries = new Entry[START];
  private long[] prefixes = new long[START];
  private int[] contents = new int[START];
  private int size;

  /// Where the entry of this term and index is, or a negative number.
  int find(long term, long index) {
    int slot = slot(term, index);
    return keys[slot] == 0 ? -1 : slot;
  }

  Entry entry(int slot) {
    return entries[slot];
  }

  long prefix(int slot) {
    return prefixes[slot];
  }

  void add(Entry entry, long prefix) {
    if (2 * size >= keys.length) {
      grow();
    }
    put(entry, prefix, content(entry.payload()));
    size++;
  }

  private void put(Entry entry, long prefix, int content) {
    int slot = slot(entry.term(), entry.index());
    keys[slot] = key(entry.term(), entry.index());
    entries[slot] = entry;
    prefixes[slot] = prefix;
    contents[slot] = content;
  }

  /// The hash of a log that ends with this entry behind one that hashes to `before`. Servers of one
  /// world share entries, and a shared one is not hashed again.
  ///
  /// @param slot where the ledger has an entry of this term and index, or negative
  long prefixWith(long before, Entry entry, int slot) {
    boolean known = slot >= 0 && entries[slot] == entry;
    return mix(before, entry.term(), known ? contents[slot] : content(entry.payload()));
  }

  /// The same from scratch.
  static long mix(long before, Entry entry) {
    return mix(before, entry.term(), content(entry.payload()));
  }

  private static long mix(long before, long term, int content) {
    long mixed = (before ^ term << 32 ^ content) * 0x9e3779b97f4a7c15L;
    return mixed ^ mixed >>> 29;
  }

  private static int content(Payload payload) {
    return switch (payload) {
      case Payload.Noop() -> 0;
      case Payload.Command(Bytes bytes) -> bytes.hashCode();
      case Payload.Membership(Configuration configuration) ->
          hash(configuration.voters())
              + 31 * hash(configuration.outgoing())
              + 961 * hash(configuration.learners());
    };
  }

  private static int hash(NodeSet servers) {
    return Long.hashCode(servers.bits());
  }

  private int slot(long term, long index) {
    long key = key(term, index);
    int slot = (int) index * 0x9e3779b9 ^ (int) term * 0x85ebca6b;
    slot = (slot ^ slot >>> 15) & keys.length - 1;
    while (keys[slot] != 0 && keys[slot] != key) {
      slot = slot + 1 & keys.length - 1;
    }
    return slot;
  }

  private static long key(long term, long index) {
    return term << 32 | index;
  }

  private void grow() {
    Entry[] oldEntries = entries;
    long[] oldPrefixes = prefixes;
    int[] oldContents = contents;
    int capacity = 2 * keys.length;
    keys = new long[capacity];
    entries = new Entry[capacity];
    prefixes = new long[capacity];
    contents = new int[capacity];
    for (int i = 0; i < oldEntries.length; i++) {
      if (oldEntries[i] != null) {
        put(oldEntries[i], oldPrefixes[i], oldContents[i]);
      }
    }
  }

  EntryLedger copy() {
    EntryLedger copy = new EntryLedger();
    copy.keys = keys.clone();
    copy.entries = entries.clone();
    copy.prefixes = prefixes.clone();
    copy.contents = contents.clone();
    copy.size = size;
    return copy;
  }
}
