package dev.plongee.sim.terminal;

import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;
import java.util.ArrayList;
import java.util.List;

/// A line of the list of places to go: a cue of the script, or a branch, below the cue it leaves.
///
/// @param stop where one goes: the beginning of the cue, the end of the branch
/// @param depth 0 for a cue, 1 for a branch of the script, 2 for a branch of that one
/// @param cue the place of the cue in the scene, from 0 on
record Place(Branch branch, int stop, int depth, int cue) {
  /// All places, in the order of the script.
  static List<Place> all(Cursor cursor) {
    List<Place> places = new ArrayList<>();
    Branch script = cursor.script();
    List<Integer> cues = script.cues();
    for (int cue = 0; cue < cues.size(); cue++) {
      places.add(new Place(script, cues.get(cue), 0, cue));
      int end = cue + 1 < cues.size() ? cues.get(cue + 1) : script.last() + 1;
      branches(cursor, script, cues.get(cue), end, 1, cue, places);
    }
    return places;
  }

  private static void branches(
      Cursor cursor, Branch parent, int begin, int end, int depth, int cue, List<Place> places) {
    for (Branch branch : cursor.branches()) {
      boolean leavesHere =
          !branch.isScript()
              && branch.parent() == parent
              && branch.from() >= begin
              && branch.from() < end;
      if (leavesHere) {
        places.add(new Place(branch, branch.last(), depth, cue));
        branches(cursor, branch, 0, branch.last() + 1, depth + 1, cue, places);
      }
    }
  }

  /// Which of these lines shows where the cursor stands.
  static int of(Cursor cursor, List<Place> places) {
    for (int i = 0; i < places.size(); i++) {
      Place place = places.get(i);
      boolean here =
          place.branch() == cursor.branch() && (place.depth() > 0 || place.cue() == cursor.cue());
      if (here) {
        return i;
      }
    }
    return 0;
  }
}
