package dev.plongee.kv.disk;

import dev.plongee.core.Check;
import dev.plongee.core.DurableState;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.GroupEncoder;
import dev.plongee.kv.codec.LogCursor;
import dev.plongee.kv.codec.LogIdentity;
import dev.plongee.kv.codec.Scan;
import dev.plongee.kv.codec.Scan.BegunSegment;
import dev.plongee.kv.disk.NextSegment.Segment;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// The log of one server on its disk.
///
/// ```
///   append(writes)      one flush group, one write, one force; then it returns
///   idle()              a slice of zeros for the next segment
/// ```
///
/// Called by one thread. The first error is the end: every later call fails, for what the disk
/// holds is only known at the next start, and a force that is repeated can succeed although the
/// bytes are lost. Only [#statistics] may be called by other threads.
public final class DiskLog implements Closeable {
  /// @param state what survived: the state after some prefix of the writes ever submitted, at least
  ///   of those whose [#append] returned; it is durable now
  /// @param commitIndex the highest one that the log states; every entry up to it is in the state
  public record Opened(DiskLog log, DurableState state, long commitIndex, RecoveryReport report) {}

  private final Storage storage;
  private final LogIdentity identity;
  private final DiskOptions options;
  private final DirectSink sink = new DirectSink();
  private final ArrayDeque<BegunSegment> begun;
  private LogCursor cursor;
  private Segment present;
  private NextSegment next;
  private Optional<Throwable> failure = Optional.empty();
  private boolean closed;

  /// Whether the next segment could be filled as far as was tried.
  private boolean space = true;

  private volatile DiskStatistics statistics = DiskStatistics.NONE;

  DiskLog(
      Storage storage,
      LogIdentity identity,
      DiskOptions options,
      Scan found,
      Segment present,
      NextSegment next) {
    this.storage = storage;
    this.identity = identity;
    this.options = options;
    this.cursor = found.next();
    this.begun = new ArrayDeque<>(found.begun());
    this.present = present;
    this.next = next;
  }

  /// Opens the log in a directory, which is made if it does not exist.
  ///
  /// @param cluster the id of the cluster
  /// @param server the id of this server
  /// @throws RefusedException when the directory is in use, belongs to another server, cannot be
  ///   used or is damaged; the log in it is as it was
  /// @throws IOException when the disk failed
  public static Opened open(Path directory, long cluster, int server, DiskOptions options)
      throws IOException {
    Storage storage = FileStorage.open(directory);
    boolean opened = false;
    try {
      Opened log = open(storage, cluster, server, new SecureRandom().nextLong(), options);
      opened = true;
      return log;
    } finally {
      if (!opened) {
        storage.close();
      }
    }
  }

  /// Opens the log in a storage; after an exception the storage is still open.
  ///
  /// @param newLog the id of the log, should it have to be made
  public static Opened open(
      Storage storage, long cluster, int server, long newLog, DiskOptions options)
      throws IOException {
    return Opening.open(storage, cluster, server, newLog, options);
  }

  /// Writes and forces one flush group; when it returns, all of it survives a crash.
  ///
  /// @param writes in the order of their ids, at least one
  /// @param commitIndex what the server knew to be committed when it submitted them
  /// @throws IOException when it is not known what survives
  public void append(List<Write> writes, long commitIndex) throws IOException {
    guarded(() -> {
      LogCursor behind = encode(writes, commitIndex);
      present.file().write(sink.contents(), cursor.offset());
      long start = System.nanoTime();
      present.file().force();
      long nanos = System.nanoTime() - start;
      if (cursor.offset() == 0) {
        begun.addLast(
            new BegunSegment(cursor.segment(), cursor.lastIndex(), !cursor.snapshot().isNone()));
      }
      cursor = behind;
      statistics = statistics.and(nanos, sink.position(), writes.size());
      options.observer().forced(nanos, sink.position(), writes.size());
      keepUp();
      deleteWhatSnapshotsReplaced(writes);
    });
  }

  /// Nothing is waiting: does one slice of work that would otherwise be in the way of a write.
  ///
  /// @return whether there is more
  public boolean idle() throws IOException {
    guarded(() -> {
      if (!next.isReady()) {
        fillNext();
      }
    });
    return space && !next.isReady();
  }

  /// Whether there is room for more entries than those that are on their way here. When there is
  /// none, [#idle] looks again.
  public boolean hasSpace() {
    return space;
  }

  /// What happened since the log was opened.
  public DiskStatistics statistics() {
    return statistics;
  }

  /// Encodes the group for the place where it fits: behind the last one, or in the next segment.
  private LogCursor encode(List<Write> writes, long commitIndex) throws IOException {
    LogCursor behind = GroupEncoder.encode(identity, cursor, writes, commitIndex, sink);
    if (behind.offset() <= present.size()) {
      return behind;
    }
    LogCursor start = cursor.nextSegment();
    behind = GroupEncoder.encode(identity, start, writes, commitIndex, sink);
    Segment taken = next.take(behind.offset());
    present.file().close();
    present = taken;
    cursor = start;
    next = NextSegment.make(storage, present.number() + 1, options.segmentBytes());
    return behind;
  }

  /// Under constant load nobody is ever idle: the next segment is filled faster than this one is
  /// used, so that no write finds it unfinished.
  private void keepUp() throws IOException {
    while (space && !next.keepsUpWith(cursor.offset())) {
      fillNext();
    }
  }

  /// A disk that is full fails here first, where nothing is lost yet: the next segment holds only
  /// zeros.
  private void fillNext() throws IOException {
    try {
      next.fill();
      space = true;
    } catch (IOException e) {
      if (storage.usableBytes() >= NextSegment.SLICE_BYTES) {
        throw e;
      }
      space = false;
    }
  }

  /// Deletes the segments that hold nothing any more that a start would need (§7). The oldest goes
  /// first, and each is really gone before the next one goes, so that no gap is left.
  private void deleteWhatSnapshotsReplaced(List<Write> writes) throws IOException {
    if (writes.stream().allMatch(write -> write.snapshot().isNone())) {
      return;
    }
    long first = 0;
    for (BegunSegment segment : begun) {
      if (segment.namesSnapshot() && segment.lastIndex() <= cursor.base().index()) {
        first = segment.number();
      }
    }
    if (first == 0 || begun.getFirst().number() == first) {
      return;
    }
    while (begun.getFirst().number() < first) {
      begun.removeFirst();
    }
    // A segment may have been left without any group, so the names tell what there is.
    for (long number : Segments.numbers(storage.list()).headSet(first, false)) {
      storage.delete(Segments.name(number));
      storage.forceNames();
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private void guarded(Work work) throws IOException {
    Check.that(!closed, "a log that is open");
    if (failure.isPresent()) {
      throw failed(failure.get());
    }
    try {
      work.run();
    } catch (IOException | RuntimeException | Error e) {
      failure = Optional.of(e);
      throw failed(e);
    }
  }

  private FailedException failed(Throwable cause) {
    return new FailedException(
        "cannot write to "
            + Reasons.fileOf(cause).orElse(storage.path(Segments.name(present.number())))
            + ": "
            + reason(cause)
            + "; what it holds now is known only at the next start, so this server must stop: look"
            + " at the disk, then start it again",
        cause);
  }

  private static String reason(Throwable cause) {
    return cause instanceof IOException e ? Reasons.of(e) : cause.toString();
  }

  /// Gives the directory free. Nothing is forced: what was acknowledged is durable already.
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (storage) {
      present.file().close();
      next.close();
    }
  }
}
