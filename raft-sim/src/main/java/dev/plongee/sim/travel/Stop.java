package dev.plongee.sim.travel;

import dev.plongee.sim.scene.Moment;
import java.util.List;

/// What a viewer sees at one place of a branch.
///
/// @param moment what happened
/// @param asides what was found out at once, in order: claims, names, ends of motions
public record Stop(Moment moment, List<Moment> asides) {
  /// Whether a viewer stops at such a moment; the others are told beside the one before.
  static boolean isMade(Moment moment) {
    return switch (moment) {
      case Moment.Began _, Moment.Acted _, Moment.Happened _, Moment.Failed _ -> true;
      case Moment.Ended ended -> reveals(ended);
      case Moment.Reached _, Moment.Named _, Moment.Held _ -> false;
    };
  }

  /// Whether the end of a cue says something: what to remember, or the right answer.
  static boolean reveals(Moment.Ended ended) {
    return !ended.cue().remember().isEmpty() || !ended.cue().questions().isEmpty();
  }
}
