package dev.plongee.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The log of one server in memory: entries without a gap, from the place behind its base on. The
/// base is index 0 until a snapshot replaces the entries up to it (§7).
///
/// Entries lie in chunks, and a [#copy()] shares them all: each side clones the one chunk it
/// appends to next, so that a world can keep a copy of a server for every step of a long run.
final class Log {
  private static final int CHUNK = 256;

  /// The chunk of index `i` is number `(i - 1) / CHUNK`; the first one here has this number.
  private int firstChunk;

  private Entry[][] chunks = new Entry[4][];
  private LogPosition base = LogPosition.ZERO;
  private long last;
  private long bytes;

  /// Chunks with a number below this one may be seen by a copy and are never written to.
  private int firstOwned;

  /// The place the first entry follows. Its term is known, the entry itself is not held.
  LogPosition base() {
    return base;
  }

  long lastIndex() {
    return last;
  }

  /// The size of all entries, as limits count it.
  long bytes() {
    return bytes;
  }

  LogPosition lastPosition() {
    return positionAt(last);
  }

  /// The position of an index that is known to be in the log, its base included.
  LogPosition positionAt(long index) {
    return index == base.index() ? base : entry(index).position();
  }

  TermAt termAt(long index) {
    if (index > last) {
      return TermAt.BEYOND;
    }
    if (index < base.index()) {
      return TermAt.COMPACTED;
    }
    return index == 0 ? TermAt.START : new TermAt.Known(positionAt(index).term());
  }

  Entry entry(long index) {
    Check.that(index > base.index() && index <= last, "an index inside the log");
    return chunks[chunkOf(index) - firstChunk][placeOf(index)];
  }

  private static int chunkOf(long index) {
    return (int) ((index - 1) / CHUNK);
  }

  private static int placeOf(long index) {
    return (int) ((index - 1) % CHUNK);
  }

  void append(Entry entry) {
    Check.that(entry.index() == last + 1, "entries without a gap");
    Entry[] chunk = ownedChunk(chunkOf(entry.index()));
    chunk[placeOf(entry.index())] = entry;
    last++;
    bytes += entry.size();
  }

  private Entry[] ownedChunk(int number) {
    int at = number - firstChunk;
    if (at == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunks.length * 2);
    }
    Entry[] chunk = chunks[at];
    if (chunk == null) {
      chunk = new Entry[CHUNK];
    } else if (number < firstOwned) {
      chunk = chunk.clone();
    }
    chunks[at] = chunk;
    firstOwned = Math.min(firstOwned, number);
    return chunk;
  }

  /// Removes the entry at `from` and all that follow it.
  void truncate(long from) {
    Check.that(from > base.index() && from <= last, "a cut inside the log");
    bytes -= bytesBetween(from, last);
    last = from - 1;
    int kept = last == base.index() ? 0 : chunkOf(last) + 1 - firstChunk;
    Arrays.fill(chunks, kept, chunks.length, null);
  }

  /// Forgets the entries up to `newBase`, which lies inside the log or is its base.
  void compact(long newBase) {
    if (newBase == base.index()) {
      return;
    }
    LogPosition position = positionAt(newBase);
    bytes -= bytesBetween(base.index() + 1, newBase);
    base = position;
    int gone = chunkOf(newBase + 1) - firstChunk;
    Entry[][] kept = new Entry[Math.max(4, chunks.length - gone)][];
    if (gone < chunks.length) {
      System.arraycopy(chunks, gone, kept, 0, chunks.length - gone);
    }
    chunks = kept;
    firstChunk += gone;
    forgetBefore(newBase + 1);
  }

  /// The chunk that holds the first entry holds nothing before it: what is compacted may be large.
  private void forgetBefore(long first) {
    if (chunks[0] != null) {
      chunks[0] = chunks[0].clone(); // A copy may see the old one.
      Arrays.fill(chunks[0], 0, placeOf(first), null);
    }
  }

  /// Forgets everything and begins again behind this place.
  void reset(LogPosition newBase) {
    base = newBase;
    last = newBase.index();
    bytes = 0;
    chunks = new Entry[4][];
    firstChunk = chunkOf(last + 1);
    firstOwned = firstChunk;
  }

  private long bytesBetween(long first, long until) {
    long sum = 0;
    for (long index = first; index <= until; index++) {
      sum += entry(index).size();
    }
    return sum;
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

  /// The first index held whose entry has this term or a later one: terms never fall along a log.
  long firstIndexFrom(long term) {
    long low = base.index() + 1;
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
    copy.firstChunk = firstChunk;
    copy.chunks = chunks.clone();
    copy.base = base;
    copy.last = last;
    copy.bytes = bytes;
    firstOwned = firstChunk + chunks.length;
    copy.firstOwned = firstOwned;
    return copy;
  }
}
