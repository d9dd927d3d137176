package dev.plongee.sim.phrase;

/// Sets a text as it is printed: apostrophes, dots of suspension, and the spaces of French.
///
/// Authors type plain characters; setting a text that is set already changes nothing.
public final class Typography {
  /// Before `?`, `!` and `;` in French: a thin space that does not break (U+202F).
  public static final char THIN_SPACE = '\u202f';

  /// Before `:` and inside guillemets in French, and before units: a space that does not break
  /// (U+00A0).
  public static final char HARD_SPACE = '\u00a0';

  private Typography() {}

  public static String set(Language language, String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'' && i > 0 && i + 1 < text.length() && isWordBefore(text, i)) {
        out.append('’');
      } else if (c == '.' && text.startsWith("...", i)) {
        out.append('…');
        i += 2;
      } else if (language == Language.FR) {
        french(out, text, i);
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean isWordBefore(String text, int at) {
    return Character.isLetterOrDigit(text.charAt(at - 1))
        && Character.isLetterOrDigit(text.charAt(at + 1));
  }

  private static void french(StringBuilder out, String text, int at) {
    char c = text.charAt(at);
    switch (c) {
      case '?', '!', ';' -> spaced(out, text, at, THIN_SPACE);
      case ':', '»' -> spaced(out, text, at, HARD_SPACE);
      case '«' -> out.append(c).append(HARD_SPACE);
      default -> {
        if (!(isSpace(c) && endsWithOpening(out))) {
          out.append(c);
        }
      }
    }
  }

  private static boolean endsWithOpening(StringBuilder out) {
    int length = out.length();
    return length >= 2 && out.charAt(length - 1) == HARD_SPACE && out.charAt(length - 2) == '«';
  }

  /// A sign that wants a space before it, where it ends a group of words: `10:30`, `??` and
  /// `http://` stay as they are.
  private static void spaced(StringBuilder out, String text, int at, char space) {
    char sign = text.charAt(at);
    int end = out.length();
    while (end > 0 && isSpace(out.charAt(end - 1))) {
      end--;
    }
    boolean follows = end > 0 && (sign == '»' || !isSign(out.charAt(end - 1)));
    if (follows && (sign == '»' || end < out.length() || endsGroup(text, at))) {
      out.setLength(end);
      out.append(space);
    }
    out.append(sign);
  }

  private static boolean endsGroup(String text, int at) {
    if (at + 1 == text.length()) {
      return true;
    }
    char next = text.charAt(at + 1);
    return isSpace(next) || next == '»' || next == ')' || next == '?' || next == '!';
  }

  private static boolean isSign(char c) {
    return c == '?' || c == '!' || c == ';' || c == ':' || c == '(';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == THIN_SPACE || c == HARD_SPACE;
  }
}
