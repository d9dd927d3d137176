package dev.plongee.kv.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Keeps a second server out of a directory. The lock belongs to the process and ends with it,
/// however it ends; the file stays, and what it says is for people.
final class DirectoryLock {
  static final String FILE = "lock";

  /// The directories locked in this process. Closing *any* channel on a file gives up all locks
  /// that the process has on it (POSIX), so that file must not even be opened twice.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /// @throws RefusedException when the directory is in use
  static DirectoryLock acquire(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!HELD.add(real)) {
      throw inUse(directory, "this very process, " + ProcessHandle.current().pid());
    }
    boolean acquired = false;
    try {
      FileChannel channel = lock(directory);
      acquired = true;
      return new DirectoryLock(real, channel);
    } finally {
      if (!acquired) {
        HELD.remove(real);
      }
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String pid = Files.readString(file).strip();
        throw inUse(directory, pid.isEmpty() ? "another process" : "process " + pid);
      }
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
      locked = true;
      return channel;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
  }

  private static RefusedException inUse(Path directory, String owner) {
    return new RefusedException(
        "the directory "
            + directory
            + " is in use by "
            + owner
            + ": stop that server, or choose another directory");
  }

  void release() throws IOException {
    HELD.remove(directory);
    channel.close();
  }
}
