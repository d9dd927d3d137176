package dev.plongee.sim.terminal;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/// One line of a full screen, put together from left to right; it never gets wider than it may.
final class Row {
  private static final String DOTS = "…";

  private final int width;
  private final AttributedStringBuilder line = new AttributedStringBuilder();
  private int columns;

  /// @param width in columns
  Row(int width) {
    this.width = width;
  }

  static int columns(String text) {
    int columns = 0;
    for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
      columns += Math.max(0, WCWidth.wcwidth(text.codePointAt(at)));
    }
    return columns;
  }

  /// The text, or its beginning and dots.
  static String cut(String text, int width) {
    if (columns(text) <= width) {
      return text;
    }
    int columns = 0;
    int at = 0;
    while (at < text.length()) {
      int next = Math.max(0, WCWidth.wcwidth(text.codePointAt(at)));
      if (columns + next > width - 1) {
        break;
      }
      columns += next;
      at = text.offsetByCodePoints(at, 1);
    }
    return width <= 0 ? "" : text.substring(0, at) + DOTS;
  }

  /// The text with blanks behind it.
  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - columns(text)));
  }

  /// The text with blanks before it.
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - columns(text))) + text;
  }

  int columns() {
    return columns;
  }

  int left() {
    return width - columns;
  }

  Row add(String text, AttributedStyle style) {
    String fitting = cut(text, left());
    line.styled(style, fitting);
    columns += columns(fitting);
    return this;
  }

  /// Adds a line that is not wider than what is left.
  Row add(AttributedString other) {
    line.append(other);
    columns += other.columnLength();
    return this;
  }

  /// Fills up to a column.
  Row to(int column, String filling, AttributedStyle style) {
    return add(filling.repeat(Math.max(0, Math.min(column, width) - columns)), style);
  }

  /// Puts a text at the right end, if there is room for it.
  Row end(String text, AttributedStyle style, String filling, AttributedStyle between) {
    int needed = columns(text);
    if (needed < left()) {
      to(width - needed, filling, between);
      add(text, style);
    }
    return this;
  }

  AttributedString done() {
    return line.toAttributedString();
  }
}
