package dev.plongee.sim.check;

import dev.plongee.core.Configuration;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Payload;
import java.util.Arrays;

/// A log as the checks know it: what was written, in order. Beside each entry stands a hash of
/// everything up to it, so that two logs are compared by comparing one number, and aside which of
/// them state who belongs to the cluster.
final class LogImage {
  private Entry[] entries = new Entry[64];
  private long[] prefixes = new long[64];
  private int last;

  /// Where configurations are stated, in order; there are few.
  private int[] stated = new int[4];

  private int statements;

  long last() {
    return last;
  }

  /// Where the configuration is stated that is active after the entry at `index`, 0 when none is
  /// stated up to there (§6: the last one in the log, committed or not).
  long configurationIndex(long index) {
    int at = statements;
    while (at > 0 && stated[at - 1] > index) {
      at--;
    }
    return at == 0 ? 0 : stated[at - 1];
  }

  /// The configuration that is stated there.
  Configuration configuration(long index) {
    return entry(index).payload() instanceof Payload.Membership(Configuration configuration)
        ? configuration
        : Configuration.NONE;
  }

  /// The term at an index inside the log, 0 for index 0 and beyond the end.
  long term(long index) {
    return index < 1 || index > last ? 0 : entries[(int) index - 1].term();
  }

  long lastTerm() {
    return term(last);
  }

  /// Of the last entry.
  LogPosition position() {
    return last == 0 ? LogPosition.ZERO : new LogPosition(lastTerm(), last);
  }

  /// The hash of everything up to `index`, which lies inside the log.
  long prefix(long index) {
    return index < 1 ? 0 : prefixes[(int) index - 1];
  }

  Entry entry(long index) {
    return entries[(int) index - 1];
  }

  /// Puts an equal entry in the place of one.
  void share(long index, Entry entry) {
    entries[(int) index - 1] = entry;
  }

  /// Whether this log holds exactly these entries up to `index`.
  boolean holds(long index, long prefix) {
    return index <= last && prefix(index) == prefix;
  }

  void append(Entry entry, long prefix) {
    if (last == entries.length) {
      entries = Arrays.copyOf(entries, 2 * last);
      prefixes = Arrays.copyOf(prefixes, 2 * last);
    }
    entries[last] = entry;
    prefixes[last++] = prefix;
    if (entry.payload() instanceof Payload.Membership) {
      stated = statements < stated.length ? stated : Arrays.copyOf(stated, 2 * statements);
      stated[statements++] = last;
    }
  }

  void truncate(long from) {
    last = (int) Math.min(last, from - 1);
    while (statements > 0 && stated[statements - 1] > last) {
      statements--;
    }
  }

  void become(LogImage other) {
    entries = other.entries.clone();
    prefixes = other.prefixes.clone();
    last = other.last;
    stated = other.stated.clone();
    statements = other.statements;
  }

  /// Becomes what another log is up to `index`.
  void become(LogImage other, long index) {
    become(other);
    truncate(index + 1);
  }

  LogImage copy() {
    LogImage copy = new LogImage();
    copy.become(this);
    return copy;
  }
}
