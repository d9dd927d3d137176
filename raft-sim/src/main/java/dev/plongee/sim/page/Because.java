package dev.plongee.sim.page;

import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Reason;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;
import dev.plongee.sim.travel.Stop;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The decision that a room wants to hear about where nothing is decided: a speaker stands at the
/// ends of cues most of the time.
final class Because {
  /// Stops that are looked at: what is further back explains nothing here.
  private static final int MAX_STOPS = 200;

  private final Cursor cursor;
  private final Telling telling;
  private final Storyteller storyteller;

  Because(Cursor cursor, Telling telling, Language language) {
    this.cursor = cursor;
    this.telling = telling;
    storyteller = new Storyteller(language);
  }

  /// The newest stop of this cue, or of this branch, in which a rule said no; else the newest one
  /// that has a reason; null when there is none, or when this very stop has one. With the number of
  /// its stop.
  @Nullable JsonObject find() {
    if (cursor.stop().moment() instanceof Moment.Happened || !why(cursor.stop()).isEmpty()) {
      return null;
    }
    int at = cursor.at();
    List<Stop> before = cursor.before(Math.min(MAX_STOPS, at - first()));
    int explained = -1;
    for (int i = 0; i < before.size(); i++) {
      List<Reason> why = why(before.get(i));
      if (why.stream().anyMatch(Reason::refusal)) {
        return tell(before.get(i), at - 1 - i);
      }
      explained = explained < 0 && !why.isEmpty() ? i : explained;
    }
    return explained < 0 ? null : tell(before.get(explained), at - 1 - explained);
  }

  private JsonObject tell(Stop stop, int number) {
    return telling.tell(stop).put("stop", number);
  }

  /// Where the present cue begins, or the branch.
  private int first() {
    Branch branch = cursor.branch();
    int first = 0;
    for (int cue : branch.cues()) {
      first = cue <= cursor.at() ? cue : first;
    }
    return first;
  }

  private List<Reason> why(Stop stop) {
    for (Happening happening : Changes.happenings(stop)) {
      List<Reason> why = storyteller.tell(happening).why();
      if (!why.isEmpty()) {
        return why;
      }
    }
    return List.of();
  }
}
