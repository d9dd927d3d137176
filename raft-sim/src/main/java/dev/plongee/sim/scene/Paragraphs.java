package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import java.util.ArrayList;
import java.util.List;

/// Texts that come line by line in either language: the first of one belongs to the first of the
/// other.
final class Paragraphs {
  private final List<String> fr = new ArrayList<>();
  private final List<String> en = new ArrayList<>();

  void add(Language language, String text) {
    (language == Language.FR ? fr : en).add(text);
  }

  boolean isEmpty() {
    return fr.isEmpty() && en.isEmpty();
  }

  int size() {
    return Math.max(fr.size(), en.size());
  }

  List<Text> texts() {
    List<Text> texts = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      texts.add(new Text(i < fr.size() ? fr.get(i) : "", i < en.size() ? en.get(i) : ""));
    }
    return List.copyOf(texts);
  }
}
