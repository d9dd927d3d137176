package dev.plongee.sim.phrase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What every sentence for a person must fulfil. Written apart from [Typography], so that a slip in
/// one is seen by the other.
public final class Prose {
  private static final Pattern UNFILLED = Pattern.compile("[{}|]");
  private static final Pattern STRAIGHT = Pattern.compile("\\p{L}'\\p{L}|\\.\\.\\.");
  private static final Pattern DOUBLE = Pattern.compile("  |[ \u00a0\u202f]{2}");
  private static final Pattern FRENCH_HIGH = Pattern.compile("[^\u202f?!(][?!;]");
  private static final Pattern FRENCH_COLON = Pattern.compile("[^\u00a0]:(?=\\s|$)");
  private static final Pattern FRENCH_QUOTES = Pattern.compile("«[^\u00a0]|[^\u00a0]»");
  private static final Pattern ENGLISH = Pattern.compile("[\u202f]|[ \u00a0][?!;:»]|[«»]");

  private Prose() {}

  /// @throws AssertionError when the text is not set as it must be
  public static void check(Language language, String text) {
    assertFalse(text.isBlank(), "a text for " + language);
    none(UNFILLED, text);
    none(STRAIGHT, text);
    none(DOUBLE, text);
    if (language == Language.FR) {
      none(FRENCH_HIGH, text);
      none(FRENCH_COLON, text);
      none(FRENCH_QUOTES, text);
    } else {
      none(ENGLISH, text);
    }
  }

  private static void none(Pattern wrong, String text) {
    Matcher matcher = wrong.matcher(text);
    assertEquals("", matcher.find() ? matcher.group() : "", text);
  }
}
