package dev.plongee.sim.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The browser that the desktop opens pages with.
///
/// @param system the name of the operating system, as Java calls it
/// @param environment of this process
record SystemBrowser(String system, Map<String, String> environment) {
  /// Whoever opens a page starts a browser and ends; this is longer than any of them needs.
  private static final int PATIENCE_S = 10;

  /// Asks the desktop to show a page.
  ///
  /// @return false when there is no desktop, or when it knows no browser
  boolean open(Path page) {
    Optional<Path> opener = opener();
    if (opener.isEmpty()) {
      return false;
    }
    ProcessBuilder builder =
        new ProcessBuilder(opener.get().toString(), page.toUri().toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      Process process = builder.start();
      // One that goes on has become the browser itself.
      return !process.waitFor(PATIENCE_S, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /// Without a screen `xdg-open` would start a browser for terminals, in this one.
  private Optional<Path> opener() {
    if (system.startsWith("Mac")) {
      return onPath("open");
    }
    boolean screen =
        environment.containsKey("DISPLAY") || environment.containsKey("WAYLAND_DISPLAY");
    return onPath("wslview").or(() -> screen ? onPath("xdg-open") : Optional.empty());
  }

  private Optional<Path> onPath(String name) {
    String path = environment.getOrDefault("PATH", "");
    return List.of(path.split(File.pathSeparator, -1)).stream()
        .filter(directory -> !directory.isEmpty())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
