package dev.plongee.kv.driver;

import dev.plongee.core.Write;
import dev.plongee.kv.disk.DiskLog;
import dev.plongee.kv.disk.ForceTimes;
import java.io.IOException;
import java.util.List;

/// A disk that is a [DiskLog].
///
/// @param times the observer of the log's forces
/// @param fileSystem the type of the file system that the log lies on; empty when not known
public record LogDisk(DiskLog log, ForceTimes times, String fileSystem) implements Disk {
  @Override
  public void append(List<Write> writes, long commitIndex) throws IOException {
    log.append(writes, commitIndex);
  }

  @Override
  public boolean idle() throws IOException {
    return log.idle();
  }

  @Override
  public boolean hasSpace() {
    return log.hasSpace();
  }

  @Override
  public Health health() {
    return new Health(fileSystem, times.micros());
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
