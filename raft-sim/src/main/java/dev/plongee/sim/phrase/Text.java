package dev.plongee.sim.phrase;

/// The same text in both languages, set by [Typography].
///
/// @param fr empty when it was not given
/// @param en empty when it was not given
public record Text(String fr, String en) {
  public static final Text EMPTY = new Text("", "");

  public Text {
    fr = Typography.set(Language.FR, fr);
    en = Typography.set(Language.EN, en);
  }

  /// What is the same in both: a word of the language of scenes, or what somebody typed.
  public static Text same(String text) {
    return new Text(text, text);
  }

  /// This text and another one behind it.
  public Text plus(Text other) {
    return new Text(fr + other.fr, en + other.en);
  }

  /// This text in one language, or in the other one when that is all there is.
  public String in(Language language) {
    return switch (language) {
      case FR -> fr.isEmpty() ? en : fr;
      case EN -> en.isEmpty() ? fr : en;
    };
  }

  /// Whether this very language was given.
  public boolean has(Language language) {
    return switch (language) {
      case FR -> !fr.isEmpty();
      case EN -> !en.isEmpty();
    };
  }

  public boolean isEmpty() {
    return fr.isEmpty() && en.isEmpty();
  }

  /// This text with one language given.
  public Text with(Language language, String text) {
    return switch (language) {
      case FR -> new Text(text, en);
      case EN -> new Text(fr, text);
    };
  }
}
