package dev.plongee.kv.disk;

import dev.plongee.kv.codec.LogIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// Whose log a directory holds.
///
/// @param cluster the id of the cluster
/// @param server the id of the server in it
public record DirectoryOwner(long cluster, int server) {
  /// What the directory itself says, nothing before the first start.
  ///
  /// @throws RefusedException when it says something that cannot be read
  public static Optional<DirectoryOwner> of(Path directory) throws IOException {
    Path file = directory.resolve(Owner.FILE);
    try {
      LogIdentity found =
          Owner.parse(Files.readAllBytes(file))
              .orElseThrow(() ->
                  new RefusedException(
                      file
                          + " cannot be read by this version: it is damaged, or another version"
                          + " wrote it; put it back as it was, or choose another directory"));
      return Optional.of(new DirectoryOwner(found.cluster(), found.server()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }
}
