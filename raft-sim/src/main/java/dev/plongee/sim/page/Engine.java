package dev.plongee.sim.page;

import dev.plongee.core.Rules;
import org.teavm.jso.JSExport;

/// The functions that a script finds in the compiled engine. Numbers go in and strings come out,
/// because a `long` is no number of JavaScript.
public final class Engine {
  private Engine() {}

  /// What servers that run the real core do with each other, line by line; see [Bench].
  ///
  /// @param servers how many, at least 1
  /// @param seed of the election timeouts
  /// @param steps how many steps of a server to run, at least 0
  @JSExport
  public static String transcript(int servers, int seed, int steps) {
    return new Bench(servers, seed, Rules.PAPER).run(steps);
  }
}
