package dev.plongee.kv.driver;

import dev.plongee.core.Write;
import dev.plongee.kv.disk.DiskLog;
import java.io.IOException;
import java.util.List;

/// A disk that is a [DiskLog].
public record LogDisk(DiskLog log) implements Disk {
  @Override
  public void append(List<Write> writes, long commitIndex) throws IOException {
    log.append(writes, commitIndex);
  }

  @Override
  public boolean idle() throws IOException {
    return log.idle();
  }

  @Override
  public void close() throws IOException {
    log.close();
  }
}
