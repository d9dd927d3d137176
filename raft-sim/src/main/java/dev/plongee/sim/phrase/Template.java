package dev.plongee.sim.phrase;

/// A sentence in both languages with places for values: `{name}` for a value, `{name|one|many}` for
/// a word that agrees with a number.
public record Template(Text text) {
  public static Template of(String fr, String en) {
    return new Template(new Text(fr, en));
  }

  /// This template followed by more.
  Template and(String fr, String en) {
    return of(text.fr() + fr, text.en() + en);
  }

  /// The sentence with its values filled in, beginning with a capital unless it begins with a
  /// value. Values are inserted as they are: only the sentence around them is set.
  public String render(Language language, Values values) {
    StringBuilder sentence = fill(language, values);
    boolean startsWithName = text.in(language).startsWith("{");
    return startsWithName ? sentence.toString() : capitalised(sentence);
  }

  /// The same as a part of a sentence, beginning as it is written.
  public String plain(Language language, Values values) {
    return fill(language, values).toString();
  }

  private StringBuilder fill(Language language, Values values) {
    String pattern = text.in(language);
    StringBuilder out = new StringBuilder(pattern.length() + 32);
    int at = 0;
    while (at < pattern.length()) {
      int open = pattern.indexOf('{', at);
      if (open < 0) {
        break;
      }
      int close = pattern.indexOf('}', open);
      out.append(pattern, at, open);
      out.append(value(language, pattern.substring(open + 1, close), values));
      at = close + 1;
    }
    out.append(pattern, at, pattern.length());
    return out;
  }

  private static String value(Language language, String place, Values values) {
    int bar = place.indexOf('|');
    if (bar < 0) {
      return Words.of(language).value(place, values.get(place));
    }
    int second = place.indexOf('|', bar + 1);
    long number = ((Number) values.get(place.substring(0, bar))).longValue();
    boolean one = language == Language.FR ? number < 2 : number == 1;
    return one ? place.substring(bar + 1, second) : place.substring(second + 1);
  }

  private static String capitalised(StringBuilder sentence) {
    if (!sentence.isEmpty()) {
      char first = sentence.charAt(0);
      if (first >= 'a' && first <= 'z') {
        sentence.setCharAt(0, (char) (first - 'a' + 'A'));
      }
    }
    return sentence.toString();
  }
}
