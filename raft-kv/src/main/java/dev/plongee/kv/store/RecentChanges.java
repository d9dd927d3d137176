package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
public final class RecentChanges {
  private static final int FIRST_CAPACITY = 1_024;

  private final int mostChanges;
  private final long mostBytes;

  /// The change number n since the beginning is at n modulo the length.
  private @Nullable Change[] ring;

  private long first;
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
    this.ring = new Change[Math.min(mostChanges, FIRST_CAPACITY)];
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
    Arrays.fill(ring, null);
    first = 0;
    count = 0;
    bytes = 0;
    oldest = index + 1;
    next = oldest;
  }

  /// The next entry was applied.
  ///
  /// @param change nothing when it changed no key
  void applied(long index, @Nullable Change change) {
    Check.that(index == next, "the entry behind the last one applied");
    next = index + 1;
    if (change != null) {
      add(change);
    }
  }

  private void add(Change change) {
    if (count == mostChanges) {
      forgetFirst();
    } else if (count == ring.length) {
      grow();
    }
    ring[slot(count)] = change;
    count++;
    bytes += change.size();
    while (bytes > mostBytes && count > 1) {
      forgetFirst();
    }
  }

  private void forgetFirst() {
    Change gone = at(0);
    ring[slot(0)] = null;
    first++;
    count--;
    bytes -= gone.size();
    oldest = gone.index() + 1;
  }

  private void grow() {
    @Nullable Change[] larger = new Change[(int) Math.min(mostChanges, 2L * ring.length)];
    for (int i = 0; i < count; i++) {
      larger[(int) ((first + i) % larger.length)] = at(i);
    }
    ring = larger;
  }

  /// Where the change is that has so many kept ones before it.
  private int slot(int position) {
    return (int) ((first + position) % ring.length);
  }

  private Change at(int position) {
    Change change = ring[slot(position)];
    if (change == null) {
      throw new IllegalStateException("no change at " + position + " of " + count);
    }
    return change;
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
    for (int i = begin; i < end; i++) {
      Change change = at(i);
      if (KeyOrder.startsWith(change.key(), prefix)) {
        found.add(change);
        length += change.length();
        if (length >= mostBytes) {
          return new Part(found, change.index() + 1);
        }
      }
    }
    return new Part(found, end == count ? next : at(end).index());
  }

  /// How many kept changes are older than this index.
  private int firstFrom(long index) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (at(middle).index() < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
