package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Happening;
import java.util.List;

/// One step of a run, as a viewer steps through it.
public sealed interface Moment {
  /// A cue begins; its texts are read now.
  record Began(Cue cue) implements Moment {}

  /// Somebody did something.
  ///
  /// @param happenings what followed from it at once
  record Acted(Statement statement, List<Happening> happenings) implements Moment {}

  /// An event of the world.
  record Happened(Statement statement, Happening happening) implements Moment {}

  /// A motion is over, what it waited for is there.
  record Reached(Statement statement) implements Moment {}

  /// A server got a name.
  record Named(Statement statement, int server) implements Moment {}

  /// A claim that held.
  record Held(Statement statement) implements Moment {}

  /// Something went wrong. After a claim that did not hold the run goes on, after everything else
  /// it is over.
  record Failed(Statement statement, Failure failure) implements Moment {}

  /// A cue is over; what is to be remembered is read now.
  record Ended(Cue cue) implements Moment {}
}
