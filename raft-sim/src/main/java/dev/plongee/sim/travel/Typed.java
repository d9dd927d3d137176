package dev.plongee.sim.travel;

import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.SceneError;
import org.jspecify.annotations.Nullable;

/// What became of a command that somebody typed.
public sealed interface Typed {
  /// It happened, on a branch; the cursor stands behind it.
  ///
  /// @param failure what went wrong on the way, such as an `until` that was not reached; null when
  ///   nothing did
  /// @param whole whether it was played to its end, and not only its first [Branch#MAX_MOMENTS]
  record Played(Moment.@Nullable Failed failure, boolean whole) implements Typed {}

  /// It changed nothing, and no branch keeps it: a claim that was judged, or something that cannot
  /// be done now. The cursor stands where it stood.
  ///
  /// @param moment [Moment.Held], [Moment.Failed] or [Moment.Reached]
  record Answered(Moment moment) implements Typed {}

  /// It is no command. The cursor stands where it stood.
  record Misspelt(SceneError error) implements Typed {}

  /// There are [Cursor#MAX_BRANCHES] branches. The cursor stands where it stood.
  record Full() implements Typed {}
}
