package dev.plongee.sim.terminal;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;

/// The colours of a terminal; none where they are not wanted (no terminal, `NO_COLOR`).
public final class Ink {
  private final boolean on;

  private Ink(boolean on) {
    this.on = on;
  }

  /// Colours where stdout is a terminal that wants them.
  public static Ink auto() {
    return new Ink(Ansi.AUTO.enabled());
  }

  public static Ink none() {
    return new Ink(false);
  }

  public static Ink always() {
    return new Ink(true);
  }

  /// Ends with a plain reset: what should end bold alone underlines on some terminals.
  private String paint(String text, IStyle... styles) {
    return on && !text.isEmpty() ? Style.on(styles) + text + Style.reset.on() : text;
  }

  String title(String text) {
    return paint(text, Style.bold);
  }

  String faint(String text) {
    return paint(text, Style.faint);
  }

  String act(String text) {
    return paint(text, Style.bold, Style.fg_yellow);
  }

  String good(String text) {
    return paint(text, Style.fg_green);
  }

  String bad(String text) {
    return paint(text, Style.bold, Style.fg_red);
  }

  String question(String text) {
    return paint(text, Style.fg_cyan);
  }

  String remember(String text) {
    return paint(text, Style.bold, Style.fg_green);
  }

  String leader(String text) {
    return paint(text, Style.bold);
  }
}
