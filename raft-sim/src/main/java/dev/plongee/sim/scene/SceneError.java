package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;

/// Why a text is not a scene.
///
/// @param found what stands there
/// @param expected what would be right there
/// @param advice what to do about it, or empty
public record SceneError(Place place, Text found, Text expected, Text advice) {
  private static final Text FOUND = new Text("lu : ", "found ");
  private static final Text EXPECTED = new Text(" ; attendu : ", ", expected ");
  private static final Text ADVICE = new Text(" ; ", "; ");

  /// `4:9: found 'foo', expected a server`
  public String what(Language language) {
    return place + ": " + complaint().in(language);
  }

  /// The same and the advice.
  public String message(Language language) {
    return place + ": " + sentence().in(language);
  }

  /// The message for a reader who sees the place: `found 'foo', expected a server`, and the advice.
  public Text sentence() {
    return complaint().plus(tail());
  }

  /// The message where there is no room for all that could stand there: `found 'foo'`, and the
  /// advice.
  public Text shortSentence() {
    return FOUND.plus(found).plus(tail());
  }

  private Text complaint() {
    return FOUND.plus(found).plus(EXPECTED).plus(expected);
  }

  private Text tail() {
    return advice.isEmpty() ? Text.EMPTY : ADVICE.plus(advice);
  }
}
