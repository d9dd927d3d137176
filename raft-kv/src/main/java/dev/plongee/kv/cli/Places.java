package dev.plongee.kv.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Where things are when nobody says where.
final class Places {
  private Places() {}

  /// `${XDG_STATE_HOME:-~/.local/state}/plongee`.
  private static Path home() {
    String state = System.getenv("XDG_STATE_HOME");
    Path base =
        state == null || state.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(state);
    return base.resolve("plongee");
  }

  /// The directory of a cluster that was given no other.
  static Path defaultDirectory() {
    return home().resolve("default");
  }

  /// The directory of the cluster that `up` started last.
  static Path lastStarted() {
    Path pointer = home().resolve("last");
    try {
      return Path.of(Files.readString(pointer, StandardCharsets.UTF_8).strip());
    } catch (IOException _) {
      return defaultDirectory();
    }
  }

  /// The lines that were typed into the shell.
  static Path shellHistory() {
    return home().resolve("shell-history");
  }

  /// Remembers a directory for the clients that name none.
  static void rememberStarted(Path directory) throws IOException {
    Files.createDirectories(home());
    Path fresh = home().resolve("last.new");
    Files.writeString(fresh, directory.toAbsolutePath().normalize() + "\n", StandardCharsets.UTF_8);
    Files.move(
        fresh,
        home().resolve("last"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
