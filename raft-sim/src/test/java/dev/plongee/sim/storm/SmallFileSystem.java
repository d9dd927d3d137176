package dev.plongee.sim.storm;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// A small file system in memory, which takes root to be mounted. What is forced there is not
/// durable, but `kill -9` leaves it.
final class SmallFileSystem implements AutoCloseable {
  /// Room for the two segments that a log has from the beginning, and for half of a third one.
  private static final String SMALL = "size=40m";

  private static final String LARGE = "size=400m";

  private final Path place;

  private SmallFileSystem(Path place) {
    this.place = place;
  }

  /// A file system mounted at an empty directory, or nothing when this user may not.
  static Optional<SmallFileSystem> mount(Path place) throws IOException {
    Files.createDirectories(place);
    return Tool.succeeds("mount", "-t", "tmpfs", "-o", SMALL, "storm", place.toString())
        ? Optional.of(new SmallFileSystem(place))
        : Optional.empty();
  }

  /// Moves a directory here, and leaves a link where it was.
  void take(Path directory) throws IOException {
    Path here = Files.createDirectory(place.resolve(directory.getFileName()));
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.move(file, here.resolve(file.getFileName()));
      }
    }
    Files.delete(directory);
    Files.createSymbolicLink(directory, here);
  }

  void grow() {
    assertTrue(Tool.succeeds("mount", "-o", "remount," + LARGE, place.toString()));
  }

  @Override
  public void close() {
    assertTrue(Tool.succeeds("umount", place.toString()), "umount " + place);
  }
}
