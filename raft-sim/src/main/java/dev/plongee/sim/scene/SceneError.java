package dev.plongee.sim.scene;

/// Why a text is not a scene.
///
/// @param found what stands there
/// @param expected what would be right there
/// @param advice what to do about it, or empty
public record SceneError(Place place, String found, String expected, String advice) {
  /// `4:9: found 'foo', expected a server`
  public String what() {
    return place + ": " + complaint();
  }

  private String complaint() {
    return "found " + found + ", expected " + expected;
  }

  /// The same and the advice.
  public String message() {
    return place + ": " + sentence();
  }

  /// The message for a reader who sees the place: `found 'foo', expected a server`, and the advice.
  public String sentence() {
    return advice.isEmpty() ? complaint() : complaint() + "; " + advice;
  }
}
