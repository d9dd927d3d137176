package dev.plongee.sim.scene;

import dev.plongee.sim.check.Violation;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run that has left the script: it does what somebody types. Nothing ends it; what cannot be
/// done or is not reached is told and leaves the world where it is, and a violation ends the motion
/// that led to it.
public final class Improvisation implements Run {
  private final Scene scene;
  private final Cue cue;
  private final List<Statement> typed;
  private final Performer performer;
  private int statement;
  private int violationsSeen;

  /// What the next moment will be, when the last one already decided it.
  private Moment.@Nullable Failed ahead;

  /// @param stage is this run's own
  Improvisation(Scene scene, Cue cue, Stage stage, List<Statement> typed) {
    this.scene = scene;
    this.cue = cue;
    this.typed = typed;
    performer = new Performer(stage, scene.timed());
    violationsSeen = stage.checker().violations().size();
  }

  private Improvisation(Improvisation other) {
    scene = other.scene;
    cue = other.cue;
    typed = other.typed;
    performer = other.performer.copy(other.performer.stage().copy());
    statement = other.statement;
    violationsSeen = other.violationsSeen;
    ahead = other.ahead;
  }

  @Override
  public Improvisation copy() {
    return new Improvisation(this);
  }

  @Override
  public Improvisation improvise(List<Statement> others) {
    return new Improvisation(scene, cue, performer.stage().copy(), others);
  }

  @Override
  public Scene scene() {
    return scene;
  }

  @Override
  public World world() {
    return performer.stage().world();
  }

  /// The cue that was left.
  @Override
  public Cue cue() {
    return cue;
  }

  @Override
  public Scope scope() {
    return performer.stage().scope();
  }

  @Override
  public List<String> names(int server) {
    return performer.stage().names(server);
  }

  @Override
  public List<Violation> violations() {
    return performer.stage().checker().violations();
  }

  @Override
  public List<ClientEvent> calls() {
    return performer.stage().chronicle().calls();
  }

  @Override
  public List<Event.Acted> acts() {
    return performer.stage().chronicle().acts();
  }

  @Override
  public boolean isOver() {
    return ahead == null && statement == typed.size();
  }

  @Override
  public Moment next() {
    if (ahead != null) {
      Moment told = ahead;
      ahead = null;
      return told;
    }
    if (isOver()) {
      throw new IllegalStateException("nothing more was typed");
    }
    Statement now = typed.get(statement);
    Moment moment = performer.perform(now);
    List<Violation> violations = violations();
    if (violations.size() > violationsSeen) {
      ahead = new Moment.Failed(now, new Failure.Broken(violations.get(violationsSeen)));
      violationsSeen = violations.size();
      performer.abandon();
    }
    if (performer.isDone()) {
      statement++;
    }
    return moment;
  }
}
