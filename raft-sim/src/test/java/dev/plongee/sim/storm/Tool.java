package dev.plongee.sim.storm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;

/// Programs of the system that storms are made with.
final class Tool {
  private Tool() {}

  /// Runs a program to its end.
  ///
  /// @return what it said
  static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Runs a program to its end.
  ///
  /// @return whether it exists and ended well
  static boolean succeeds(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .onExit()
              .join()
              .exitValue()
          == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /// Skips the test, visibly, when there is no `prlimit`; under continuous integration (`CI=true`)
  /// that is a failure instead.
  static void requirePrlimit() {
    if (succeeds("prlimit", "--version")) {
      return;
    }
    String message = "no prlimit (util-linux): this storm is skipped";
    if ("true".equals(System.getenv("CI"))) {
      throw new IllegalStateException(message + ", which is not allowed with CI=true");
    }
    System.err.println(message);
    Assumptions.abort(message);
  }
}
