package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.ArrayList;
import java.util.List;

/// Reads the pieces of one line in order.
final class Reader {
  static final Text END_OF_LINE = new Text("la fin de la ligne", "the end of the line");

  private static final Text OR = new Text("' ou ", "' or ");

  private final List<Token> tokens;
  private final Scope scope;
  private final int end;
  private int at;

  /// Words that were left out although they might have come here.
  private final List<String> leftOut = new ArrayList<>();

  private int leftOutAt;

  /// What was asked for where the line ends.
  private final List<String> awaited = new ArrayList<>();

  /// @param end the column behind the line
  Reader(List<Token> tokens, Scope scope, int end) {
    this.tokens = tokens;
    this.scope = scope;
    this.end = end;
  }

  Scope scope() {
    return scope;
  }

  int position() {
    return at;
  }

  void reset(int position) {
    at = position;
  }

  /// Where the next piece begins.
  int column() {
    return isAtEnd() ? end : tokens.get(at).column();
  }

  boolean isAtEnd() {
    return at == tokens.size();
  }

  /// Whether the next piece is this very word or symbol.
  boolean sees(String word) {
    awaits(word);
    return !isAtEnd() && tokens.get(at).is(word);
  }

  /// This word could come next: noted where the line ends.
  void awaits(String word) {
    if (isAtEnd() && !awaited.contains(word)) {
      awaited.add(word);
    }
  }

  /// What could stand where the line ends, as far as it was tried.
  List<String> awaited() {
    return awaited;
  }

  /// Steps over this word if it comes next.
  boolean takes(String word) {
    boolean sees = sees(word);
    if (sees) {
      at++;
    }
    return sees;
  }

  /// The next piece.
  Token next(Text expected) {
    if (isAtEnd()) {
      throw mismatch(expected, Text.EMPTY);
    }
    return tokens.get(at++);
  }

  /// A part that begins with this word does not come here.
  void leavesOut(String word) {
    if (leftOutAt != at) {
      leftOut.clear();
      leftOutAt = at;
    }
    if (!leftOut.contains(word)) {
      leftOut.add(word);
    }
  }

  /// @throws Mismatch when something is left on the line
  void end() {
    if (isAtEnd()) {
      return;
    }
    Text expected = Text.EMPTY;
    List<String> words = leftOutAt == at ? leftOut : List.of();
    for (String word : words) {
      expected = expected.plus(Text.same("'" + word)).plus(OR);
    }
    throw mismatch(expected.plus(END_OF_LINE), Spelling.advice(this, words));
  }

  /// The next piece, which must be a word.
  Token word(Text expected) {
    if (isAtEnd() || tokens.get(at).kind() != Token.Kind.WORD) {
      throw mismatch(expected, Text.EMPTY);
    }
    return tokens.get(at++);
  }

  /// The next piece is not what it should be.
  Mismatch mismatch(Text expected, Text advice) {
    if (isAtEnd()) {
      return new Mismatch(end, END_OF_LINE, expected, advice);
    }
    Token token = tokens.get(at);
    return new Mismatch(token.column(), token.shown(), expected, advice);
  }

  /// The piece before is not what it should be.
  Mismatch wrong(Token token, Text expected, Text advice) {
    return new Mismatch(token.column(), token.shown(), expected, advice);
  }
}
