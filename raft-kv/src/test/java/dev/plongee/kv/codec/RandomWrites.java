package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Payload;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes writes that a core could have made, and says what they amount to.
public final class RandomWrites {
  private final Random random;
  private final int maxCommand;
  private long id;
  private long term;
  private long lastIndex;
  private long committed;
  private long snapshotIndex;
  private LogPosition base = LogPosition.ZERO;

  /// The term of each entry, from index 1 on.
  private final List<Long> terms = new ArrayList<>();

  private HardState hardState = HardState.INITIAL;

  /// @param maxCommand the largest command, in bytes; most are far smaller
  public RandomWrites(Random random, int maxCommand) {
    this.random = random;
    this.maxCommand = maxCommand;
  }

  /// Goes on with a log that already says this.
  public RandomWrites from(DurableState state, long commitIndex) {
    committed = Math.max(commitIndex, state.snapshot().index());
    hardState = state.hardState();
    term = hardState.term();
    snapshotIndex = state.snapshot().index();
    base = state.base();
    for (lastIndex = 0; lastIndex < base.index(); lastIndex++) {
      terms.add(base.term());
    }
    for (Entry entry : state.entries()) {
      append(entry.term());
    }
    return this;
  }

  private void append(long entryTerm) {
    lastIndex++;
    terms.subList((int) lastIndex - 1, terms.size()).clear();
    terms.add(entryTerm);
  }

  private LogPosition at(long index) {
    return index == 0 ? LogPosition.ZERO : new LogPosition(terms.get((int) index - 1), index);
  }

  /// The next write: perhaps a new term, a vote, a cut, some entries, a snapshot, never nothing.
  public Write next() {
    if (term == 0 || random.nextInt(6) == 0) {
      term++;
      hardState = new HardState(term, random.nextInt(4));
    } else if (random.nextInt(10) == 0) {
      hardState = new HardState(term, 1 + random.nextInt(63));
    }
    if (random.nextInt(12) == 0) {
      return random.nextInt(3) == 0 ? install() : compact();
    }
    long cut = 0;
    if (lastIndex > committed && random.nextInt(4) == 0) {
      cut = Math.max(committed + 1, lastIndex - random.nextInt(5));
      lastIndex = cut - 1;
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      append(term);
      entries.add(new Entry(term, lastIndex, payload()));
    }
    return new Write(++id, hardState, cut, entries);
  }

  /// A snapshot of what is committed; a tail before it stays.
  private Write compact() {
    if (committed > snapshotIndex) {
      snapshotIndex += 1 + random.nextInt((int) (committed - snapshotIndex));
      base = at(Math.max(base.index(), snapshotIndex - random.nextInt(6)));
    }
    boolean none = snapshotIndex == 0;
    return new Write(++id, hardState, 0, none ? SnapshotMeta.NONE : snapshot(), base, List.of());
  }

  /// A snapshot from beyond the log, which takes its place.
  private Write install() {
    long cut = lastIndex > committed ? committed + 1 : 0;
    for (long i = 1L + random.nextInt(9); i > 0; i--) {
      append(term);
    }
    snapshotIndex = lastIndex;
    committed = lastIndex;
    base = at(lastIndex);
    return new Write(++id, hardState, cut, snapshot(), base, List.of());
  }

  private SnapshotMeta snapshot() {
    LogPosition last = at(snapshotIndex);
    return new SnapshotMeta(last.index(), last.term(), Configuration.of(1, 2, 3));
  }

  public List<Write> next(int count) {
    List<Write> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      writes.add(next());
    }
    return writes;
  }

  /// What a server could know to be committed now; what is committed will not be cut.
  public long commitIndex() {
    if (random.nextInt(10) == 0) {
      committed = lastIndex;
      return lastIndex + 2;
    }
    committed += random.nextInt((int) (lastIndex - committed) / 2 + 1);
    return committed;
  }

  private Payload payload() {
    if (random.nextInt(8) == 0) {
      return Payload.NOOP;
    }
    byte[] command = new byte[random.nextInt(random.nextInt(20) == 0 ? maxCommand + 1 : 40)];
    random.nextBytes(command);
    return new Payload.Command(Bytes.wrap(command));
  }

  /// What a disk holds after these writes, by the definition of a [Write].
  public static DurableState after(DurableState before, List<Write> writes) {
    HardState hardState = before.hardState();
    SnapshotMeta snapshot = before.snapshot();
    LogPosition base = before.base();
    List<Entry> log = new ArrayList<>(before.entries());
    for (Write write : writes) {
      hardState = write.hardState();
      if (write.truncateFrom() > 0) {
        log.removeIf(entry -> entry.index() >= write.truncateFrom());
      }
      if (!write.snapshot().isNone()) {
        snapshot = write.snapshot();
        base = write.base();
        log.removeIf(entry -> entry.index() <= write.base().index());
      }
      log.addAll(write.entries());
    }
    return new DurableState(hardState, snapshot, base, log);
  }
}
