package dev.plongee.sim.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Lines of a certain width. Breaks only at plain blanks, so that hard and thin spaces hold.
final class Page {
  private final int width;
  private final Consumer<String> out;

  /// @param width in characters
  /// @param out gets one line at a time
  Page(int width, Consumer<String> out) {
    this.width = width;
    this.out = out;
  }

  int width() {
    return width;
  }

  void blank() {
    out.accept("");
  }

  /// A line as it is.
  void line(String line) {
    out.accept(line);
  }

  /// A text of as many lines as it needs: `first` stands before the first, blanks of the same
  /// length before the others.
  void text(String first, String text, UnaryOperator<String> ink) {
    String rest = " ".repeat(length(first));
    String before = first;
    for (String line : wrap(text, width - length(first))) {
      out.accept(before + ink.apply(line));
      before = rest;
    }
  }

  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String left = text;
    while (length(left) > width) {
      int at = left.lastIndexOf(' ', left.offsetByCodePoints(0, width));
      if (at <= 0) {
        at = left.indexOf(' ');
      }
      if (at <= 0) {
        break;
      }
      lines.add(left.substring(0, at));
      left = left.substring(at + 1);
    }
    lines.add(left);
    return lines;
  }

  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// The text with blanks behind it, up to this width.
  static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - length(text)));
  }
}
