package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Words of one kind. Where several fit, the one that reads the most is meant; where none fits, the
/// one that came furthest says what is wrong.
///
/// @param title of its part of the reference
/// @param about what one of these words is, as in "expected a condition"
record Chapter<T>(String title, Text about, String introduction, List<Word<T>> words) {
  /// So many words are shown with all that follows them; of more only the first word.
  private static final int FEW = 8;

  /// The words something of this chapter begins with, each once.
  List<String> heads() {
    List<String> heads = new ArrayList<>();
    for (Word<T> word : words) {
      String head = word.usage().head();
      if (!head.isEmpty() && !heads.contains(head)) {
        heads.add(head);
      }
    }
    return heads;
  }

  boolean knows(String head) {
    return heads().contains(head);
  }

  /// Reads one of these words.
  ///
  /// @param whole whether it must reach the end of the line
  /// @throws Mismatch when none fits
  T read(Reader in, boolean whole) {
    int start = in.position();
    int furthest = start;
    @Nullable T best = null;
    @Nullable Mismatch worst = null;
    for (Word<T> word : words) {
      String head = word.usage().head();
      if (!head.isEmpty() && !in.sees(head)) {
        continue;
      }
      try {
        T read = word.read(in);
        if (whole) {
          in.end();
        }
        if (best == null || in.position() > furthest) {
          best = read;
          furthest = in.position();
        }
      } catch (Mismatch mismatch) {
        worst = worse(worst, mismatch);
      }
      in.reset(start);
    }
    if (best != null) {
      in.reset(furthest);
      return best;
    }
    boolean nothingFits = worst == null || worst.column() == in.column();
    throw nothingFits ? unknown(in, worst) : worst;
  }

  private static Mismatch worse(@Nullable Mismatch a, Mismatch b) {
    if (a == null || b.column() > a.column()) {
      return b;
    }
    return a.column() == b.column() ? a.or(b) : a;
  }

  /// Not even the first piece fits.
  private Mismatch unknown(Reader in, @Nullable Mismatch worst) {
    List<String> known = new ArrayList<>(heads());
    known.addAll(in.scope().names());
    List<Text> shown = new ArrayList<>();
    for (Word<T> word : words) {
      Text usage = word.usage().shown(in.scope(), words.size() <= FEW);
      if (!usage.isEmpty() && !shown.contains(usage)) {
        shown.add(usage);
      }
    }
    Text advice = worst == null ? Text.EMPTY : worst.advice();
    return in.mismatch(
        about.plus(listed(shown)), advice.isEmpty() ? Spelling.advice(in, known) : advice);
  }

  /// All of these in brackets.
  private static Text listed(List<Text> texts) {
    Text all = Text.same(" (");
    for (int i = 0; i < texts.size(); i++) {
      all = all.plus(Text.same(i == 0 ? "" : ", ")).plus(texts.get(i));
    }
    return all.plus(Text.same(")"));
  }
}
