package dev.plongee.sim.scene;

/// Why a text is not a scene.
///
/// @param found what stands there
/// @param expected what would be right there
/// @param advice what to do about it, or empty
public record SceneError(Place place, String found, String expected, String advice) {
  /// `4:9: found 'foo', expected a server`
  public String what() {
    return place + ": found " + found + ", expected " + expected;
  }

  /// The same and the advice.
  public String message() {
    return advice.isEmpty() ? what() : what() + "; " + advice;
  }
}
