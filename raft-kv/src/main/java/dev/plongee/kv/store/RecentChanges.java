package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The latest changes of a store in the order of the log, for those who want to follow them: a
/// ring, in which the oldest make room for the newest. They are no part of the state: every server
/// has others, as long as it runs.
///
/// ```
///            oldest                            next
///   ----------|--------------------------------|------------------> indexes of the log
///   forgotten |  5: a   7: b   8: a   11: c    | not applied yet
/// ```
///
/// A store pays for each change as long as it runs, whether somebody follows or not. So a change is
/// no object here before it is read: it would outlive many collections of garbage.
public final class RecentChanges {
  private static final int FIRST_CAPACITY = 1_024;

  /// What keeping a change takes beside its key and its value, in bytes, roughly.
  private static final int OVERHEAD = 128;

  private final int mostChanges;
  private final long mostBytes;

  /// The parts of a change, and what it costs: its key and its value are looked at no more when it
  /// goes. The value of a removed key is null, and so are both where there is no change.
  private long[] indexes;

  private @Nullable Bytes[] keys;
  private @Nullable Bytes[] values;
  private int[] costs;

  /// The slot of the oldest one.
  private int first;

  private int count;
  private long bytes;
  private long oldest = 1;
  private long next = 1;

  /// What a part of the log did to some keys.
  ///
  /// @param changes in the order of the log
  /// @param next the index behind the last entry that was looked at
  public record Part(List<Change> changes, long next) {}

  /// @param mostChanges how many are kept, at least 1
  /// @param mostBytes what they may cost together; one is kept however long it is
  public RecentChanges(int mostChanges, long mostBytes) {
    Check.that(mostChanges >= 1, "room for a change");
    this.mostChanges = mostChanges;
    this.mostBytes = mostBytes;
    int capacity = Math.min(mostChanges, FIRST_CAPACITY);
    this.indexes = new long[capacity];
    this.keys = new Bytes[capacity];
    this.values = new Bytes[capacity];
    this.costs = new int[capacity];
  }

  /// The index from which on every change is known that was applied.
  public long oldest() {
    return oldest;
  }

  /// The index of the entry that will be applied next.
  public long next() {
    return next;
  }

  /// Forgets everything: the state is now the one behind this entry, and how it came to be is not
  /// known.
  void beginBehind(long index) {
    Arrays.fill(keys, null);
    Arrays.fill(values, null);
    first = 0;
    count = 0;
    bytes = 0;
    oldest = index + 1;
    next = oldest;
  }

  /// The next entry was applied.
  ///
  /// @param key that it changed, nothing when it changed none
  /// @param value that the key has now, nothing when it was removed
  void applied(long index, @Nullable Bytes key, @Nullable Bytes value) {
    Check.that(index == next, "the entry behind the last one applied");
    next = index + 1;
    if (key != null) {
      add(index, key.compact(), value);
    }
  }

  private void add(long index, Bytes key, @Nullable Bytes value) {
    if (count == mostChanges) {
      forgetFirst();
    } else if (count == indexes.length) {
      grow();
    }
    int slot = slot(count);
    indexes[slot] = index;
    keys[slot] = key;
    values[slot] = value;
    costs[slot] = OVERHEAD + length(key, value);
    count++;
    bytes += costs[slot];
    while (bytes > mostBytes && count > 1) {
      forgetFirst();
    }
  }

  private void forgetFirst() {
    bytes -= costs[first];
    oldest = indexes[first] + 1;
    keys[first] = null;
    values[first] = null;
    first = slot(1);
    count--;
  }

  private void grow() {
    int capacity = (int) Math.min(mostChanges, 2L * count);
    long[] moreIndexes = new long[capacity];
    @Nullable Bytes[] moreKeys = new Bytes[capacity];
    @Nullable Bytes[] moreValues = new Bytes[capacity];
    int[] moreCosts = new int[capacity];
    for (int position = 0; position < count; position++) {
      int slot = slot(position);
      moreIndexes[position] = indexes[slot];
      moreKeys[position] = keys[slot];
      moreValues[position] = values[slot];
      moreCosts[position] = costs[slot];
    }
    indexes = moreIndexes;
    keys = moreKeys;
    values = moreValues;
    costs = moreCosts;
    first = 0;
  }

  /// Where the change is that has so many kept ones before it.
  private int slot(int position) {
    int slot = first + position;
    return slot < indexes.length ? slot : slot - indexes.length;
  }

  private Bytes key(int slot) {
    Bytes key = keys[slot];
    if (key == null) {
      throw new IllegalStateException("no change in slot " + slot);
    }
    return key;
  }

  private static int length(Bytes key, @Nullable Bytes value) {
    return key.length() + (value == null ? 0 : value.length());
  }

  /// The changes of the keys that begin with a prefix, from one index on: all that are known, or
  /// the first ones when there are many. Who goes on with the next of each part, again and again,
  /// sees each change once.
  ///
  /// @param from at least [#oldest()]; may be greater than [#next()], and there is nothing then
  /// @param mostChanges at most so many are looked at, whether they match or not; at least 1
  /// @param mostBytes the part ends with the change that makes its keys and values so long
  public Part read(Bytes prefix, long from, int mostChanges, int mostBytes) {
    Check.that(from >= oldest, "changes that are known");
    Check.that(mostChanges >= 1, "a change to look at");
    if (from >= next) {
      return new Part(List.of(), from);
    }
    List<Change> found = new ArrayList<>();
    long length = 0;
    int begin = firstFrom(from);
    int end = Math.min(count, begin + mostChanges);
    for (int position = begin; position < end; position++) {
      int slot = slot(position);
      Bytes key = key(slot);
      if (KeyOrder.startsWith(key, prefix)) {
        found.add(new Change(indexes[slot], key, Optional.ofNullable(values[slot])));
        length += length(key, values[slot]);
        if (length >= mostBytes) {
          return new Part(found, indexes[slot] + 1);
        }
      }
    }
    return new Part(found, end == count ? next : indexes[slot(end)]);
  }

  /// How many kept changes are older than this index.
  private int firstFrom(long index) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (indexes[slot(middle)] < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
