package dev.plongee.kv.cli;

import java.util.ArrayList;
import java.util.List;

/// A line of text as words. They are separated by blanks; "double quotes" hold blanks together,
/// with `\"` and `\\` inside; what follows a `#` at the beginning of a word is a comment.
///
/// @param isOpen whether the last word begins with a quote that is not closed
record Words(List<Word> all, boolean isOpen) {
  /// @param text without its quotes
  /// @param from where it begins in the line
  /// @param to where it ends, its quotes included
  record Word(String text, int from, int to) {
    boolean isQuoted(String line) {
      return line.charAt(from) == '"';
    }
  }

  Words {
    all = List.copyOf(all);
  }

  /// Splits a line.
  ///
  /// @throws IllegalArgumentException when a quote is not closed, or something sticks to it
  static List<String> of(String line) {
    Words words = split(line);
    for (Word word : words.all) {
      boolean sticks =
          word.isQuoted(line) && word.to < line.length() && !isBlank(line.charAt(word.to));
      if (sticks) {
        throw new IllegalArgumentException("something sticks to a closing quote");
      }
    }
    if (words.isOpen) {
      throw new IllegalArgumentException("a quote that is not closed");
    }
    return words.all.stream().map(Word::text).toList();
  }

  /// Splits a line that may be half typed.
  static Words split(String line) {
    List<Word> words = new ArrayList<>();
    int at = 0;
    boolean open = false;
    while (at < line.length() && line.charAt(at) != '#') {
      if (isBlank(line.charAt(at))) {
        at++;
        continue;
      }
      StringBuilder text = new StringBuilder();
      int from = at;
      if (line.charAt(at) == '"') {
        at = quoted(line, at + 1, text);
        open = at == line.length();
        at = Math.min(line.length(), at + 1);
      } else {
        at = plain(line, at, text);
      }
      words.add(new Word(text.toString(), from, at));
    }
    return new Words(words, open);
  }

  /// @return where the word ends
  private static int plain(String line, int at, StringBuilder text) {
    int end = at;
    while (end < line.length() && !isBlank(line.charAt(end))) {
      text.append(line.charAt(end++));
    }
    return end;
  }

  /// @return where the closing quote is, or the end of the line
  private static int quoted(String line, int at, StringBuilder text) {
    int end = at;
    while (end < line.length() && line.charAt(end) != '"') {
      boolean escaped =
          line.charAt(end) == '\\'
              && end + 1 < line.length()
              && (line.charAt(end + 1) == '"' || line.charAt(end + 1) == '\\');
      if (escaped) {
        end++;
      }
      text.append(line.charAt(end++));
    }
    return end;
  }

  /// The word as it is written in a line: with quotes where it needs them.
  static String quote(String word) {
    boolean plain =
        !word.isEmpty()
            && word.charAt(0) != '"'
            && word.charAt(0) != '#'
            && word.chars().noneMatch(Character::isWhitespace);
    return plain ? word : '"' + escape(word) + '"';
  }

  /// The word as it is written between quotes.
  static String escape(String word) {
    return word.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c);
  }
}
