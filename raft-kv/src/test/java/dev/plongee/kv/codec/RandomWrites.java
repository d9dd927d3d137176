package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Payload;
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
  private HardState hardState = HardState.INITIAL;

  /// @param maxCommand the largest command, in bytes; most are far smaller
  public RandomWrites(Random random, int maxCommand) {
    this.random = random;
    this.maxCommand = maxCommand;
  }

  /// Goes on with a log that already says this.
  public RandomWrites from(DurableState state, long commitIndex) {
    committed = commitIndex;
    hardState = state.hardState();
    term = hardState.term();
    lastIndex = state.entries().size();
    return this;
  }

  /// The next write: perhaps a new term, a vote, a cut, some entries, never nothing.
  public Write next() {
    if (term == 0 || random.nextInt(6) == 0) {
      term++;
      hardState = new HardState(term, random.nextInt(4));
    } else if (random.nextInt(10) == 0) {
      hardState = new HardState(term, 1 + random.nextInt(63));
    }
    long cut = 0;
    if (lastIndex > committed && random.nextInt(4) == 0) {
      cut = Math.max(committed + 1, lastIndex - random.nextInt(5));
      lastIndex = cut - 1;
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.add(new Entry(term, ++lastIndex, payload()));
    }
    return new Write(++id, hardState, cut, entries);
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
    List<Entry> log = new ArrayList<>(before.entries());
    for (Write write : writes) {
      hardState = write.hardState();
      while (write.truncateFrom() > 0 && log.size() >= write.truncateFrom()) {
        log.removeLast();
      }
      log.addAll(write.entries());
    }
    return new DurableState(hardState, log);
  }
}
