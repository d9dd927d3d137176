package dev.plongee.kv.disk;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Says in words what the exceptions of files say only by their class.
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException it -> it.getFile() + " is a file and no directory";
      case NoSuchFileException it -> it.getFile() + " does not exist";
      case FileSystemException it when it.getReason() != null -> it.getReason();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  /// The file an exception speaks of, if it says which.
  static Optional<String> fileOf(Throwable cause) {
    return cause instanceof FileSystemException e
        ? Optional.ofNullable(e.getFile())
        : Optional.empty();
  }
}
