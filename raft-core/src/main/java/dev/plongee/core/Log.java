package dev.plongee.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The log of one server in memory: entries from index 1 on, without a gap.
///
/// Entries lie in chunks, and a [#copy()] shares them all: each side clones the one chunk it
/// appends to next, so that a world can keep a copy of a server for every step of a long run.
final class Log {
  private static final int CHUNK = 256;

  private Entry[][] chunks = new Entry[4][];
  private long last;
  private long bytes;

  /// Chunks below this one may be seen by a copy and are never written to.
  private int firstOwned;

  long lastIndex() {
    return last;
  }

  /// The size of all entries, as limits count it.
  long bytes() {
    return bytes;
  }

  LogPosition lastPosition() {
    return last == 0 ? LogPosition.ZERO : entry(last).position();
  }

  /// The position of an index that is known to be in the log, 0 included.
  LogPosition positionAt(long index) {
    return index == 0 ? LogPosition.ZERO : entry(index).position();
  }

  TermAt termAt(long index) {
    if (index > last) {
      return TermAt.BEYOND;
    }
    return index == 0 ? TermAt.START : new TermAt.Known(entry(index).term());
  }

  Entry entry(long index) {
    Check.that(index >= 1 && index <= last, "an index inside the log");
    int at = (int) (index - 1);
    return chunks[at / CHUNK][at % CHUNK];
  }

  void append(Entry entry) {
    Check.that(entry.index() == last + 1, "entries without a gap");
    int at = (int) last;
    Entry[] chunk = ownedChunk(at / CHUNK);
    chunk[at % CHUNK] = entry;
    last++;
    bytes += entry.size();
  }

  private Entry[] ownedChunk(int number) {
    if (number == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    Entry[] chunk = chunks[number];
    if (chunk == null) {
      chunk = new Entry[CHUNK];
    } else if (number < firstOwned) {
      chunk = chunk.clone();
    }
    chunks[number] = chunk;
    firstOwned = Math.min(firstOwned, number);
    return chunk;
  }

  /// Removes the entry at `from` and all that follow it.
  void truncate(long from) {
    Check.that(from >= 1 && from <= last, "a cut inside the log");
    for (long index = from; index <= last; index++) {
      bytes -= entry(index).size();
    }
    last = from - 1;
    int kept = (int) ((last + CHUNK - 1) / CHUNK);
    Arrays.fill(chunks, kept, chunks.length, null);
  }

  /// At most `maxCount` entries from `from` on, stopping before `maxBytes` is exceeded; the first
  /// one is always there when the log holds it.
  List<Entry> slice(long from, int maxCount, int maxBytes) {
    int count = (int) Math.min(maxCount, last - from + 1);
    if (count <= 0) {
      return List.of();
    }
    List<Entry> entries = new ArrayList<>(count);
    int size = 0;
    for (long index = from; index < from + count; index++) {
      Entry entry = entry(index);
      size += entry.size();
      if (size > maxBytes && !entries.isEmpty()) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }

  /// The first index whose entry has this term or a later one: terms never fall along a log.
  long firstIndexFrom(long term) {
    long low = 1;
    long high = last + 1;
    while (low < high) {
      long middle = (low + high) / 2;
      if (entry(middle).term() >= term) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  Log copy() {
    Log copy = new Log();
    copy.chunks = chunks.clone();
    copy.last = last;
    copy.bytes = bytes;
    firstOwned = chunks.length;
    copy.firstOwned = firstOwned;
    return copy;
  }
}
