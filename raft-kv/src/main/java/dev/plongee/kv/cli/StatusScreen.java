package dev.plongee.kv.cli;

import java.util.List;

/// A few lines that change: redrawn in their place on a terminal, printed anew elsewhere, and only
/// when they differ from those before.
final class StatusScreen {
  /// Clears from where the cursor is to the end of its line.
  private static final String CLEAR_LINE = "\u001b[K";

  /// The same to the end of the screen.
  private static final String CLEAR_BELOW = "\u001b[J";

  private final Console console;
  private final boolean redraws;
  private List<String> shown = List.of();

  StatusScreen(Console console) {
    this(console, Console.onTerminal());
  }

  StatusScreen(Console console, boolean redraws) {
    this.console = console;
    this.redraws = redraws;
  }

  void show(List<String> lines) {
    if (lines.equals(shown)) {
      return;
    }
    if (redraws) {
      redraw(lines);
    } else {
      if (!shown.isEmpty()) {
        console.say("");
      }
      lines.forEach(console::say);
    }
    shown = List.copyOf(lines);
  }

  /// In one piece, so that no terminal shows half of it.
  private void redraw(List<String> lines) {
    StringBuilder all = new StringBuilder();
    if (!shown.isEmpty()) {
      all.append("\u001b[").append(shown.size()).append('A');
    }
    all.append('\r');
    lines.forEach(line -> all.append(line).append(CLEAR_LINE).append('\n'));
    console.print(all.append(CLEAR_BELOW).toString());
  }
}
