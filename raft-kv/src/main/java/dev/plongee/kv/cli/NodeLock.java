package dev.plongee.kv.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Whether another process runs in the directory of a node; its lock file says so, for as long as
/// that process lives and no longer.
final class NodeLock {
  private static final String FILE = "lock";

  private NodeLock() {}

  /// Never asked by a process that runs a node itself: closing a file gives up all locks that the
  /// process has on it.
  static boolean isHeld(Path nodeDirectory) throws IOException {
    Path file = nodeDirectory.resolve(FILE);
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    }
  }
}
