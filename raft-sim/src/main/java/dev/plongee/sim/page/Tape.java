package dev.plongee.sim.page;

import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;

/// The script and what was typed beside it, as lines to travel on.
final class Tape {
  private Tape() {}

  static JsonObject of(Cursor cursor) {
    JsonArray branches = new JsonArray();
    cursor.branches().forEach(branch -> branches.add(branch(branch)));
    return new JsonObject().put("branches", branches);
  }

  private static JsonObject branch(Branch branch) {
    return new JsonObject()
        .put("number", branch.number())
        .put("parent", branch.isScript() ? -1 : branch.parent().number())
        .put("from", branch.from())
        .put("last", branch.last())
        .put("halts", JsonArray.ofNumbers(branch.halts()))
        .put("cues", JsonArray.ofNumbers(branch.cues()))
        .put("typed", JsonArray.of(branch.typed()))
        .put("terms", terms(branch));
  }

  /// `[stop, term]` wherever the highest term of any server changes; a cue that forks goes back to
  /// an earlier one.
  private static JsonArray terms(Branch branch) {
    JsonArray terms = new JsonArray();
    long term = -1;
    for (int stop = 0; stop <= branch.last(); stop++) {
      if (branch.term(stop) != term) {
        term = branch.term(stop);
        terms.add(new JsonArray().add(stop).add(term));
      }
    }
    return terms;
  }
}
