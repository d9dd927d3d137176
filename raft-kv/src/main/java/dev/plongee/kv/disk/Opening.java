package dev.plongee.kv.disk;

import dev.plongee.core.DurableState;
import dev.plongee.kv.codec.LogCursor;
import dev.plongee.kv.codec.LogIdentity;
import dev.plongee.kv.disk.NextSegment.Segment;
import dev.plongee.kv.disk.Storage.StorageFile;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// From the files of a directory to a log that takes writes.
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(DiskLog.class);

  private Opening() {}

  static DiskLog.Opened open(
      Storage storage, long cluster, int server, long newLog, DiskOptions options)
      throws IOException {
    try {
      return openOrRefuse(storage, cluster, server, newLog, options);
    } catch (RefusedException refused) {
      throw refused;
    } catch (IOException e) {
      throw new FailedException(
          "cannot open the log in "
              + storage.path("")
              + ": "
              + Reasons.of(e)
              + "; look at the disk, then start this server again",
          e);
    }
  }

  private static DiskLog.Opened openOrRefuse(
      Storage storage, long cluster, int server, long newLog, DiskOptions options)
      throws IOException {
    long start = System.nanoTime();
    // What a process that was killed made and renamed is here, but perhaps not on the disk yet.
    storage.forceNames();
    LogIdentity identity = Identification.of(storage, cluster, server, newLog, options);
    Recovery found = Recovery.of(storage, identity);
    found.tornTail().ifPresent(tail -> LOG.warn("{}", tail));
    DiskLog log = goOn(storage, identity, options, found);
    DurableState state = found.scan().state();
    RecoveryReport report =
        new RecoveryReport(
            found.segments().size(),
            found.scan().next().group() - 1,
            state.entries().size(),
            found.tornTail().map(TornTail::toString),
            (System.nanoTime() - start) / 1_000);
    LOG.info("log opened: {}", report.describe(state));
    return new DiskLog.Opened(log, state, found.scan().commitIndex(), report);
  }

  private static DiskLog goOn(
      Storage storage, LogIdentity identity, DiskOptions options, Recovery found)
      throws IOException {
    LogCursor cursor = found.scan().next();
    StorageFile file = storage.open(Segments.name(cursor.segment()));
    boolean opened = false;
    try {
      Segment present = new Segment(cursor.segment(), file, Math.toIntExact(file.size()));
      long number = cursor.segment() + 1;
      NextSegment next =
          found.segments().contains(number)
              ? NextSegment.reuse(storage, number)
              : NextSegment.make(storage, number, options.segmentBytes());
      opened = true;
      return new DiskLog(storage, identity, options, found.scan(), present, next);
    } finally {
      if (!opened) {
        file.close();
      }
    }
  }
}
