package dev.plongee.sim.phrase;

import org.jspecify.annotations.Nullable;

/// The languages everything is said in.
public enum Language {
  FR("fr"),
  EN("en");

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /// `fr` or `en`.
  public String code() {
    return code;
  }

  /// The language of this code, null when there is none.
  public static @Nullable Language of(String code) {
    for (Language language : values()) {
      if (language.code.equals(code)) {
        return language;
      }
    }
    return null;
  }
}
