package dev.plongee.sim.page;

import org.teavm.jso.JSExport;

/// The functions that a script finds in the compiled engine. Numbers go in and strings come out,
/// because a `long` is no number of JavaScript.
public final class Engine {
  private Engine() {}

  /// What became of a world under random faults; see [Recipe#outcome].
  ///
  /// @param seed of the faults and of everything else that is drawn
  /// @param events to run, at least 0
  @JSExport
  public static String outcome(int seed, int events) {
    return Recipe.outcome(seed, events);
  }

  /// A scene told from its beginning to its end; see [Recipe#told].
  ///
  /// @param text of the scene
  /// @param language `fr` or `en`
  @JSExport
  public static String told(String text, String language) {
    return Recipe.told(text, language);
  }

  /// The way through a scene, back again, and aside from it; see [Recipe#walked].
  ///
  /// @param text of the scene
  @JSExport
  public static String walked(String text) {
    return Recipe.walked(text);
  }
}
