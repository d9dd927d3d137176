package dev.plongee.sim.page;

import dev.plongee.sim.phrase.Language;
import org.teavm.jso.JSExport;

/// The functions that a script finds in the compiled engine. Numbers and texts go in, texts come
/// out, most of them JSON, because a `long` is no number of JavaScript. A `show` is the number that
/// [#open] gave; many can be open at a time. A `language` is `fr` or `en`. For one thread.
public final class Engine {
  private static final Shows SHOWS = new Shows();

  private Engine() {}

  /// What a scene says, in both languages, without playing it; see [Shows#card].
  @JSExport
  public static String card(String text) {
    return Shows.card(text).toString();
  }

  // --- shows

  /// Opens a scene; see [Shows#open].
  ///
  /// @param seed a whole number, or empty for the seed of the scene
  /// @param broken the id of a breach, or empty
  @JSExport
  public static String open(String text, String seed, String broken) {
    return SHOWS.open(text, seed, broken).toString();
  }

  @JSExport
  public static void close(int show) {
    SHOWS.close(show);
  }

  /// What the scene says, in both languages; see [SceneCard].
  @JSExport
  public static String scene(int show) {
    return SHOWS.get(show).scene().toString();
  }

  /// The script and the branches; see [Tape].
  @JSExport
  public static String tape(int show) {
    return SHOWS.get(show).tape().toString();
  }

  /// Everything there is to draw of the present stop; see [Picture].
  @JSExport
  public static String picture(int show, String language) {
    return SHOWS.get(show).picture(language(language)).toString();
  }

  /// The stops around the present one with their messages; see [Film].
  ///
  /// @param before stops before the present one on the line that led to it, at most so many
  /// @param after stops behind it, at most so many
  @JSExport
  public static String film(int show, int before, int after, String language) {
    return SHOWS.get(show).film(before, after, language(language)).toString();
  }

  /// The first stop at which the scripts of two shows differ, -1 for none; see [Twins].
  @JSExport
  public static int diverge(int left, int right) {
    return Twins.diverge(SHOWS.get(left).cursor(), SHOWS.get(right).cursor());
  }

  // --- going; each says whether it moved

  @JSExport
  public static boolean forward(int show) {
    return SHOWS.get(show).forward();
  }

  @JSExport
  public static boolean back(int show) {
    return SHOWS.get(show).cursor().back();
  }

  @JSExport
  public static boolean nextHalt(int show) {
    return SHOWS.get(show).cursor().nextHalt();
  }

  @JSExport
  public static boolean previousHalt(int show) {
    return SHOWS.get(show).cursor().previousHalt();
  }

  @JSExport
  public static boolean go(int show, int branch, int stop) {
    return SHOWS.get(show).go(branch, stop);
  }

  /// @param cue its place in the scene, from 0 on
  @JSExport
  public static boolean toCue(int show, int cue) {
    return SHOWS.get(show).cursor().toCue(cue);
  }

  @JSExport
  public static boolean backToScript(int show) {
    return SHOWS.get(show).cursor().backToScript();
  }

  // --- hands on

  /// Does what somebody typed; see [Show#type].
  @JSExport
  public static String type(int show, String line, String language) {
    return SHOWS.get(show).type(line, language(language)).toString();
  }

  /// How a command can go on; see [Show#complete].
  @JSExport
  public static String complete(int show, String line) {
    return SHOWS.get(show).complete(line).toString();
  }

  /// Why commands cannot be done now, one text for each line; see [Show#possible].
  @JSExport
  public static String possible(int show, String lines, String language) {
    return SHOWS.get(show).possible(lines, language(language)).toString();
  }

  /// Every way to break a rule; see [RuleShelf].
  @JSExport
  public static String rules(String language) {
    return RuleShelf.of(language(language)).toString();
  }

  private static Language language(String code) {
    Language language = Language.of(code);
    if (language == null) {
      throw new IllegalArgumentException("language " + code + " is neither fr nor en");
    }
    return language;
  }

  // --- whole runs, to compare machines

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
