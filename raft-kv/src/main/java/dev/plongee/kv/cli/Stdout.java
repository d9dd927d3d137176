package dev.plongee.kv.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The stdout of a process, which remembers why something could not be written to it: a
/// [PrintStream] forgets. Who reads half a list from a full disk must not take it for all.
final class Stdout extends FilterOutputStream {
  private volatile @Nullable IOException failure;

  Stdout(OutputStream to) {
    super(to);
  }

  /// From now on [System#out] is this one.
  static Stdout ofProcess() {
    Stdout stdout = new Stdout(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(stdout, true, StandardCharsets.UTF_8));
    return stdout;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /// What the system calls it, in the language of this process, when whoever read from a pipe has
  /// left. There is no other way to tell that from a full disk than to do it once more.
  private static Optional<String> readerLeft() {
    try {
      Pipe pipe = Pipe.open();
      try (Pipe.SinkChannel sink = pipe.sink()) {
        pipe.source().close();
        sink.write(ByteBuffer.allocate(1));
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  /// What a command that ended well ends with after all: [ExitCode#NO] when something it said is
  /// lost. Who closed a pipe, as `head` does, wanted no more, and is told nothing.
  ///
  /// @param exitCode that of the command
  int judge(int exitCode, PrintStream err) {
    IOException lost = failure;
    if (lost == null || readerLeft().equals(Optional.ofNullable(lost.getMessage()))) {
      return exitCode;
    }
    new Console(false, err, err)
        .error(
            "not everything could be written to stdout: " + lost.getMessage(),
            "is there space where it goes? The command itself ended with exit code " + exitCode);
    return exitCode == ExitCode.GOOD ? ExitCode.NO : exitCode;
  }
}
