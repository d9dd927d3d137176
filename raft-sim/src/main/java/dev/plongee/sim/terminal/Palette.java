package dev.plongee.sim.terminal;

import org.jline.utils.AttributedStyle;

/// How things look on a full screen. A colour never says anything alone: a sign or a word says it
/// too, so that it can be read without colours.
final class Palette {
  private final boolean coloured;

  private Palette(boolean coloured) {
    this.coloured = coloured;
  }

  static Palette coloured() {
    return new Palette(true);
  }

  /// Bold, faint and inverse only, as `NO_COLOR` asks.
  static Palette plain() {
    return new Palette(false);
  }

  private AttributedStyle paint(AttributedStyle style, int colour) {
    return coloured ? style.foreground(colour) : style;
  }

  AttributedStyle text() {
    return AttributedStyle.DEFAULT;
  }

  AttributedStyle strong() {
    return AttributedStyle.BOLD;
  }

  AttributedStyle faint() {
    return AttributedStyle.DEFAULT.faint();
  }

  AttributedStyle bar() {
    return AttributedStyle.INVERSE;
  }

  AttributedStyle act() {
    return paint(AttributedStyle.BOLD, AttributedStyle.YELLOW);
  }

  AttributedStyle good() {
    return paint(AttributedStyle.DEFAULT, AttributedStyle.GREEN);
  }

  AttributedStyle bad() {
    return paint(AttributedStyle.BOLD, AttributedStyle.RED);
  }

  AttributedStyle question() {
    return paint(AttributedStyle.DEFAULT, AttributedStyle.CYAN);
  }

  AttributedStyle remember() {
    return paint(AttributedStyle.BOLD, AttributedStyle.GREEN);
  }

  AttributedStyle key() {
    return paint(AttributedStyle.BOLD, AttributedStyle.CYAN);
  }
}
