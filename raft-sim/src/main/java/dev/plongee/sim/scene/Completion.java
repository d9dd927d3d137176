package dev.plongee.sim.scene;

import java.util.ArrayList;
import java.util.List;

/// How a command that is being typed can go on.
///
/// @param from where in the line the word begins that is being typed, from 0 on
/// @param words that could stand there and begin as it does, in the order of the language
/// @param usages of the commands that the line may become, as in the reference
public record Completion(int from, List<String> words, List<String> usages) {
  private static final String COMMA = ",";

  /// What the end of this line could be.
  public static Completion of(String line, Scope scope) {
    List<Token> tokens;
    try {
      tokens = Token.of(line);
    } catch (Mismatch _) {
      return new Completion(line.length(), List.of(), List.of());
    }
    int from = line.length();
    if (!tokens.isEmpty() && isBeingTyped(tokens.getLast(), line)) {
      from = tokens.getLast().column() - 1;
      tokens = tokens.subList(0, tokens.size() - 1);
    }
    String begun = line.substring(from);
    String first = tokens.isEmpty() ? begun : tokens.getFirst().text();
    return new Completion(from, words(tokens, begun, scope, from), usages(first, tokens.isEmpty()));
  }

  private static boolean isBeingTyped(Token last, String line) {
    return last.kind() == Token.Kind.WORD && last.end() == line.length() + 1;
  }

  private static List<String> words(List<Token> before, String begun, Scope scope, int from) {
    Reader in = new Reader(before, scope, from + 1);
    try {
      SceneParser.read(in);
    } catch (Mismatch _) {
      // The line ends too early, or is wrong before its end: then nothing was awaited there.
    }
    List<String> words = new ArrayList<>();
    for (String word : in.awaited()) {
      if (word.startsWith(begun) && !word.equals(COMMA)) {
        words.add(word);
      }
    }
    return List.copyOf(words);
  }

  private static List<String> usages(String first, boolean begun) {
    List<String> usages = new ArrayList<>();
    for (Chapter<Command> chapter : List.of(MotionWords.CHAPTER, ActWords.CHAPTER)) {
      for (Word<Command> word : chapter.words()) {
        String head = word.usage().head();
        if (begun ? head.startsWith(first) : head.equals(first)) {
          usages.add(word.usage().toString());
        }
      }
    }
    return List.copyOf(usages);
  }
}
