package dev.plongee.kv.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices that somebody has changed `cluster.json`. It is replaced as a whole, so another file of
/// this name is another state; looking costs next to nothing.
final class ClusterFileWatch {
  private record Version(@Nullable Object file, long modifiedMillis, long size) {}

  private final Path directory;
  private @Nullable Version seen;

  ClusterFileWatch(Path directory) {
    this.directory = directory;
  }

  /// The cluster as it is now, if the file is another one than at the last look.
  ///
  /// @throws CommandException when it cannot be read
  Optional<ClusterFile> look() throws IOException {
    Version now;
    try {
      BasicFileAttributes file =
          Files.readAttributes(directory.resolve(ClusterFile.NAME), BasicFileAttributes.class);
      now = new Version(file.fileKey(), file.lastModifiedTime().toMillis(), file.size());
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
    if (Objects.equals(now, seen)) {
      return Optional.empty();
    }
    seen = now;
    return ClusterFile.read(directory);
  }
}
