package dev.plongee.sim.page;

import dev.plongee.sim.scene.Cue;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;
import java.util.ArrayList;
import java.util.List;

/// The line of stops that led to where a cursor stands, and goes on from there: through the
/// branches it hangs on, and past the cues that a forking cue leaves out.
final class Line {
  /// A stop of a branch.
  record Place(Branch branch, int stop) {}

  private final Scene scene;
  private final Branch script;

  Line(Cursor cursor) {
    scene = cursor.scene();
    script = cursor.script();
  }

  /// The stops of the line in their order.
  ///
  /// @param before at most so many before that place
  /// @param after at most so many behind it, as long as no cue forks
  List<Place> around(Branch branch, int stop, int before, int after) {
    List<Place> line = new ArrayList<>();
    Place place = new Place(branch, stop);
    for (int i = 0; i < before && !isFirst(place); i++) {
      place = before(place);
      line.add(place);
    }
    List<Place> ordered = new ArrayList<>(line.reversed());
    ordered.add(new Place(branch, stop));
    int last = Math.min(branch.last(), stop + after);
    for (int next = stop + 1; next <= last && forked(branch, next) < 0; next++) {
      ordered.add(new Place(branch, next));
    }
    return ordered;
  }

  private static boolean isFirst(Place place) {
    return place.stop() == 0 && place.branch().isScript();
  }

  /// Stop 0 of a branch is the stop it leaves from: it is passed but once.
  private Place before(Place place) {
    int fork = forked(place.branch(), place.stop());
    if (fork >= 0) {
      return new Place(script, fork);
    }
    if (place.stop() > 1 || place.branch().isScript()) {
      return new Place(place.branch(), place.stop() - 1);
    }
    Place origin = new Place(place.branch().parent(), place.branch().from());
    return place.stop() == 1 ? origin : before(origin);
  }

  /// Where the line comes from at a stop where a cue begins that forks: the last stop of the cue it
  /// goes back to; -1 at every other stop.
  private int forked(Branch branch, int stop) {
    int at = branch.isScript() ? branch.cues().indexOf(stop) : -1;
    if (at < 0 || !scene.cues().get(at).forks()) {
      return -1;
    }
    Cue from = scene.cue(scene.cues().get(at).from());
    int next = scene.cues().indexOf(from) + 1;
    return branch.cues().get(next) - 1;
  }
}
