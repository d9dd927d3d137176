package dev.plongee.kv.cli;

import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser;

/// A line of the shell while it is typed, with the place of the cursor, for completion.
///
/// @param words all up to the cursor's word and behind it; the cursor's may be empty
/// @param wordIndex the word that the cursor is in
/// @param wordCursor how much of it is before the cursor
/// @param rawWordCursor the same as it is written, with its quotes
/// @param rawWordLength how long the cursor's word is as it is written
/// @param isQuoted whether the cursor's word begins with a quote
record ShellLine(
    String line,
    int cursor,
    List<String> words,
    int wordIndex,
    int wordCursor,
    int rawWordCursor,
    int rawWordLength,
    boolean isQuoted)
    implements CompletingParsedLine {

  /// What the editor asks for each line.
  static final class Splitter implements Parser {
    @Override
    public ShellLine parse(String line, int cursor, ParseContext context) {
      return ShellLine.of(line, cursor);
    }
  }

  static ShellLine of(String line, int cursor) {
    List<String> words = new ArrayList<>();
    for (Words.Word word : Words.split(line).all()) {
      if (cursor < word.from()) {
        break;
      }
      if (cursor <= word.to()) {
        boolean quoted = word.isQuoted(line);
        String before = Words.split(line.substring(0, cursor)).all().getLast().text();
        words.add(word.text());
        return new ShellLine(
            line,
            cursor,
            List.copyOf(words),
            words.size() - 1,
            before.length(),
            cursor - word.from(),
            word.to() - word.from(),
            quoted);
      }
      words.add(word.text());
    }
    words.add("");
    return new ShellLine(line, cursor, List.copyOf(words), words.size() - 1, 0, 0, 0, false);
  }

  @Override
  public String word() {
    return words.get(wordIndex);
  }

  /// As it is written: with quotes where they are needed, or where one stands already. Nothing
  /// typed yet is written as nothing: the editor erases as many letters as this has.
  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    String word = candidate.toString();
    String quoted = Words.quote(word);
    if (!isQuoted && (word.isEmpty() || quoted.equals(word))) {
      return word;
    }
    return '"' + Words.escape(word) + (complete ? "\"" : "");
  }
}
