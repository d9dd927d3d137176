package dev.plongee.sim.terminal;

import dev.plongee.sim.scene.Completion;
import dev.plongee.sim.scene.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Buffer;
import org.jline.reader.impl.BufferImpl;

/// A command that is being typed, and those that were typed before.
final class Prompt {
  /// Commands that can be called back.
  private static final int MAX_HISTORY = 200;

  private final List<String> history = new ArrayList<>();
  private Buffer buffer = new BufferImpl();

  /// Which of the earlier commands is shown; behind the last one stands what is typed now.
  private int shown;

  private String draft = "";

  /// Begins a new command.
  void open() {
    set("");
    shown = history.size();
    draft = "";
  }

  String text() {
    return buffer.toString();
  }

  /// Where the next character goes, from 0 on.
  int cursor() {
    return buffer.cursor();
  }

  void put(int cursor) {
    buffer.cursor(Math.clamp(cursor, 0, buffer.length()));
  }

  /// Keeps what was accepted, so that it can be called back.
  void remember() {
    String line = text();
    history.remove(line);
    history.add(line);
    if (history.size() > MAX_HISTORY) {
      history.removeFirst();
    }
  }

  /// @param typed what the terminal sent, for [PromptKey#TYPED]
  /// @param scope what can be named now, for [PromptKey#COMPLETE]
  void press(PromptKey key, String typed, Scope scope) {
    switch (key) {
      case TYPED -> type(typed);
      case COMPLETE -> complete(scope);
      case BACKSPACE -> buffer.backspace();
      case DELETE -> buffer.delete();
      case LEFT -> buffer.move(-1);
      case RIGHT -> buffer.move(1);
      case HOME -> buffer.cursor(0);
      case END -> buffer.cursor(buffer.length());
      case OLDER -> callBack(shown - 1);
      case NEWER -> callBack(shown + 1);
      case ERASE_WORD -> eraseWord();
      case ERASE_LINE -> set("");
      case ACCEPT, CANCEL -> {}
    }
  }

  /// What the text before the cursor could become.
  Completion completion(Scope scope) {
    return Completion.of(buffer.upToCursor(), scope);
  }

  private void type(String typed) {
    typed.codePoints().filter(point -> point >= ' ' && point != 0x7f).forEach(buffer::write);
  }

  private void set(String text) {
    buffer = new BufferImpl();
    buffer.write(text);
  }

  /// Types what all words have in common that could stand here; all of it, and a blank, when there
  /// is only one.
  private void complete(Scope scope) {
    Completion completion = completion(scope);
    if (completion.words().isEmpty()) {
      return;
    }
    String common = completion.words().getFirst();
    for (String word : completion.words()) {
      common = common.substring(0, commonLength(common, word));
    }
    buffer.write(common.substring(buffer.cursor() - completion.from()));
    boolean whole = completion.words().size() == 1;
    if (whole && buffer.cursor() == buffer.length()) {
      buffer.write(' ');
    }
  }

  private static int commonLength(String a, String b) {
    int length = 0;
    while (length < a.length() && length < b.length() && a.charAt(length) == b.charAt(length)) {
      length++;
    }
    return length;
  }

  private void callBack(int which) {
    if (which < 0 || which > history.size()) {
      return;
    }
    if (shown == history.size()) {
      draft = text();
    }
    shown = which;
    set(which == history.size() ? draft : history.get(which));
  }

  private void eraseWord() {
    String before = buffer.upToCursor();
    int at = before.stripTrailing().lastIndexOf(' ') + 1;
    buffer.backspace(before.length() - at);
  }
}
