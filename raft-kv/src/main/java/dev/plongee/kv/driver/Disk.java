package dev.plongee.kv.driver;

import dev.plongee.core.Write;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.HdrHistogram.Histogram;

/// What the driver asks of a disk; called on the disk thread only, but for [#health].
public interface Disk extends Closeable {
  /// Writes and forces; when it returns, all of it survives a crash.
  ///
  /// @param writes in the order of their ids
  /// @param commitIndex known when they were handed over
  /// @throws IOException when it is not known what survives: the server must stop, for a repeated
  ///   force can succeed without having written anything
  void append(List<Write> writes, long commitIndex) throws IOException;

  /// Nothing is waiting: does one slice of work that would otherwise be in the way of a write.
  ///
  /// @return whether there is more
  boolean idle() throws IOException;

  /// Whether it has room for more entries than those that are on their way to it. When it has none,
  /// [#idle] looks again.
  boolean hasSpace();

  /// What there is to know about it beside its contents; for any thread.
  Health health();

  /// @param fileSystem the type of the file system below, such as `ext4`; empty when not known
  /// @param forceMicros how long each force took until now, in microseconds
  record Health(String fileSystem, Histogram forceMicros) {}
}
