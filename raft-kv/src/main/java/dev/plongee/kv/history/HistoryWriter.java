package dev.plongee.kv.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes a history to a file, for any number of threads. The order of the lines is that of the
/// calls of [#write]: write the beginning of a call before it is sent, and its end after it was
/// answered.
public final class HistoryWriter implements AutoCloseable {
  private final BufferedWriter lines;
  private final long beganNanos = System.nanoTime();
  private int lastProcess;

  private HistoryWriter(BufferedWriter lines) {
    this.lines = lines;
  }

  /// Begins a history; what the file held before is replaced.
  public static HistoryWriter create(Path file) throws IOException {
    return new HistoryWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
  }

  /// The next process, from 1 on.
  public synchronized int newProcess() {
    return ++lastProcess;
  }

  /// Writes one line.
  ///
  /// @param process who calls
  /// @param event whose process and time are not looked at
  /// @throws UncheckedIOException when the file cannot be written: a history with holes is worth
  ///   nothing
  public synchronized void write(int process, HistoryEvent event) {
    try {
      lines.write(event.by(process, System.nanoTime() - beganNanos).toJson());
      lines.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("the history cannot be written", e);
    }
  }

  @Override
  public synchronized void close() throws IOException {
    lines.close();
  }
}
