package dev.plongee.sim.scene;

import dev.plongee.sim.check.Violation;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.List;

/// A run of a scene, moment by moment: as it was written, or as somebody goes on from there.
///
/// Where a run stands is a function of its recipe (scene, seed, rules, what was typed) and the
/// number of moments: a viewer that wants to go back plays a copy of an earlier moment, or a new
/// run, up to there.
public sealed interface Run permits Player, Improvisation {
  Scene scene();

  /// The world as it is now, to look at.
  World world();

  /// The cue that is played, or was played last.
  Cue cue();

  /// Whether there is no next moment.
  boolean isOver();

  /// Plays the next moment.
  ///
  /// @throws IllegalStateException when the run is over
  Moment next();

  /// A run of its own that goes on from here.
  Run copy();

  /// What a command that is typed now may name.
  Scope scope();

  /// What a server was called with `let`, in the order of the alphabet; empty for one without a
  /// name.
  List<String> names(int server);

  /// What was violated so far, the first one first.
  List<Violation> violations();

  /// What clients asked and learned so far, in order.
  List<ClientEvent> calls();

  /// What was done to the world so far, in order.
  List<Event.Acted> acts();

  /// A run that leaves this one here and does what is typed instead.
  ///
  /// @param typed is read while the run goes on: it may grow, and a run that was over goes on
  Improvisation improvise(List<Statement> typed);
}
