package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.ArrayList;
import java.util.List;

/// A piece of a line.
///
/// @param text without the quotation marks, if it had any
/// @param column from 1 on
/// @param end the column behind it
record Token(Kind kind, String text, int column, int end) {
  enum Kind {
    WORD,
    /// Was written in quotation marks.
    TEXT,
    /// `,` `|` `=` or `->`.
    SYMBOL
  }

  /// Longer lines are nobody's prose; bounds what one line can ask for.
  static final int MAX_LINE = 2_000;

  /// How it is shown in an error.
  Text shown() {
    return Text.same(kind == Kind.TEXT ? "\"" + text + "\"" : "'" + text + "'");
  }

  boolean is(String word) {
    return kind != Kind.TEXT && text.equals(word);
  }

  /// A part of this word.
  Token part(int from, int to) {
    return new Token(kind, text.substring(from, to), column + from, column + to);
  }

  /// Cuts a line into pieces, up to its comment.
  ///
  /// @throws Mismatch when a quotation mark is missing or the line is too long
  static List<Token> of(String line) {
    if (line.length() > MAX_LINE) {
      throw new Mismatch(
          MAX_LINE,
          new Text("une ligne plus longue", "a longer line"),
          new Text("au plus " + MAX_LINE + " caractères", "at most " + MAX_LINE + " characters"),
          Text.EMPTY);
    }
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < line.length()) {
      char c = line.charAt(at);
      if (isBlank(c)) {
        at++;
      } else if (c == '#' && isComment(line, at)) {
        break;
      } else if (c == '"') {
        at = text(line, at, tokens);
      } else {
        int end = symbolEnd(line, at);
        Kind kind = Kind.SYMBOL;
        if (end == at) {
          kind = Kind.WORD;
          end = wordEnd(line, at);
        }
        tokens.add(new Token(kind, line.substring(at, end), at + 1, end + 1));
        at = end;
      }
    }
    return tokens;
  }

  /// `#2` is a number, everything else behind `#` is a comment.
  private static boolean isComment(String line, int at) {
    return at + 1 == line.length() || !isDigit(line.charAt(at + 1));
  }

  private static int text(String line, int open, List<Token> tokens) {
    StringBuilder text = new StringBuilder();
    for (int at = open + 1; at < line.length(); at++) {
      char c = line.charAt(at);
      if (c == '"') {
        tokens.add(new Token(Kind.TEXT, text.toString(), open + 1, at + 2));
        return at + 1;
      }
      if (c == '\\' && at + 1 < line.length()) {
        at++;
        c = line.charAt(at);
      }
      text.append(c);
    }
    throw new Mismatch(
        line.length() + 1,
        Reader.END_OF_LINE,
        new Text("un guillemet", "a quotation mark"),
        new Text(
            "le texte qui commence en colonne " + (open + 1) + " ne finit jamais",
            "the text that begins in column " + (open + 1) + " never ends"));
  }

  private static int symbolEnd(String line, int at) {
    char c = line.charAt(at);
    if (c == ',' || c == '|' || c == '=') {
      return at + 1;
    }
    return line.startsWith("->", at) ? at + 2 : at;
  }

  private static int wordEnd(String line, int from) {
    int at = from;
    while (at < line.length()
        && !isBlank(line.charAt(at))
        && line.charAt(at) != '"'
        && symbolEnd(line, at) == at) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\ufeff';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
