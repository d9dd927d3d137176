package dev.plongee.kv.cli;

import dev.plongee.kv.bench.Figures;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// One line on stderr that says what a load is doing, rewritten each second; nothing at all when
/// nobody sits at a terminal.
final class BenchProgress {
  /// To the first column, and what stands there is gone.
  private static final String REWRITE = "\r\u001b[K";

  private final PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
  private final boolean shown;
  private Figures last = Figures.NONE;

  BenchProgress() {
    shown = Console.onTerminal();
  }

  void say(String what) {
    if (shown) {
      err.print(REWRITE + what);
    }
  }

  /// @param left seconds to go
  void say(Figures soFar, int left) {
    double seconds = soFar.seconds() - last.seconds();
    long operations = soFar.operations() - last.operations();
    last = soFar;
    say(
        String.format(
            Locale.ROOT,
            "%,.0f operations a second, %,d errors, %,d unknown, %d s to go",
            seconds > 0 ? operations / seconds : 0,
            soFar.errors(),
            soFar.unknown(),
            left));
  }

  /// What comes now begins on a line of its own.
  void end() {
    say("");
  }
}
