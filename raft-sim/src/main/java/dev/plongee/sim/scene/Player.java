package dev.plongee.sim.scene;

import dev.plongee.core.Rules;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The run of a scene as it was written. All cues are played in their order; one that forks begins
/// where the cue it names ended.
public final class Player implements Run {
  private final Scene scene;

  private final Claims claims;

  /// The end of each cue that another one forks from.
  private final TreeMap<String, Stage> ends;

  private Performer performer;
  private int cursor;
  private int cue;
  private int statement;
  private boolean began;
  private boolean over;
  private boolean failed;
  private int violationsSeen;

  /// What the next moment will be, when the last one already decided it.
  private Moment.@Nullable Failed ahead;

  /// A run of the scene with its own seed.
  public Player(Scene scene) {
    this(scene, Rules.PAPER, Claims.ALL);
  }

  /// A run with other rules, or one that asks for less.
  public Player(Scene scene, Rules rules, Claims claims) {
    this.scene = scene;
    this.claims = claims;
    ends = new TreeMap<>();
    performer = new Performer(new Stage(scene.config(), rules), scene.timed());
  }

  private Player(Player other) {
    scene = other.scene;
    claims = other.claims;
    ends = new TreeMap<>(other.ends);
    performer = other.performer.copy(other.stage().copy());
    cursor = other.cursor;
    cue = other.cue;
    statement = other.statement;
    began = other.began;
    over = other.over;
    failed = other.failed;
    violationsSeen = other.violationsSeen;
    ahead = other.ahead;
  }

  @Override
  public Player copy() {
    return new Player(this);
  }

  @Override
  public Improvisation improvise(List<Statement> typed) {
    return new Improvisation(scene, cue(), stage().copy(), typed);
  }

  @Override
  public Scene scene() {
    return scene;
  }

  private Stage stage() {
    return performer.stage();
  }

  @Override
  public World world() {
    return stage().world();
  }

  /// How many moments were played.
  public int cursor() {
    return cursor;
  }

  @Override
  public Cue cue() {
    int last = began || cue == 0 ? cue : cue - 1;
    return scene.cues().get(last);
  }

  @Override
  public boolean isOver() {
    return over;
  }

  /// Whether anything went wrong so far.
  public boolean hasFailed() {
    return failed;
  }

  @Override
  public Scope scope() {
    return stage().scope();
  }

  @Override
  public List<String> names(int server) {
    return stage().names(server);
  }

  @Override
  public List<Violation> violations() {
    return stage().checker().violations();
  }

  @Override
  public List<ClientEvent> calls() {
    return stage().chronicle().calls();
  }

  @Override
  public List<Event.Acted> acts() {
    return stage().chronicle().acts();
  }

  @Override
  public Moment next() {
    if (over) {
      throw new IllegalStateException("the scene is over");
    }
    cursor++;
    if (ahead != null) {
      return told(ahead);
    }
    if (!began) {
      return begin();
    }
    Cue running = scene.cues().get(cue);
    while (statement < running.script().size()) {
      Statement now = running.script().get(statement);
      if (!isLeftOut(now.command())) {
        return told(perform(now));
      }
      statement++;
    }
    return end(running);
  }

  // --- cues

  private Moment begin() {
    Cue next = scene.cues().get(cue);
    if (next.forks()) {
      performer = new Performer(end(next.from()).copy(), scene.timed());
      violationsSeen = violations().size();
    }
    began = true;
    statement = 0;
    stage().ledger().cueBegins(stage().world());
    return new Moment.Began(next);
  }

  private Stage end(String name) {
    Stage end = ends.get(name);
    if (end == null) {
      throw new IllegalStateException("cue " + name + " was not played");
    }
    return end;
  }

  private Moment end(Cue ended) {
    for (Cue later : scene.cues()) {
      if (later.forks() && later.from().equals(ended.name())) {
        ends.put(ended.name(), stage().copy());
        break;
      }
    }
    began = false;
    cue++;
    over = cue == scene.cues().size();
    return new Moment.Ended(ended);
  }

  // --- statements

  private boolean isLeftOut(Command command) {
    return switch (claims) {
      case ALL -> false;
      case ALWAYS -> command instanceof Command.Expect(_, boolean must) && !must;
      case NONE -> command instanceof Command.Expect;
    };
  }

  private Moment perform(Statement now) {
    Moment moment = performer.perform(now);
    if (performer.isDone()) {
      statement++;
    }
    lookForViolations(now);
    return moment;
  }

  /// After a claim that did not hold the run goes on, after everything else it is over, unless it
  /// is one that asks for nothing.
  private Moment told(Moment moment) {
    if (moment instanceof Moment.Failed(_, Failure failure)) {
      failed = true;
      over = claims != Claims.NONE && !(failure instanceof Failure.Claim);
    }
    return moment;
  }

  /// A violation ends the run, after the event that did it was shown, unless the cue still says
  /// that it expects it.
  private void lookForViolations(Statement now) {
    List<Violation> violations = violations();
    for (Violation violation : violations.subList(violationsSeen, violations.size())) {
      if (claims != Claims.NONE && ahead == null && !isExpected(violation)) {
        ahead = new Moment.Failed(now, new Failure.Broken(violation));
      }
    }
    violationsSeen = violations.size();
  }

  private boolean isExpected(Violation violation) {
    List<Statement> script = scene.cues().get(cue).script();
    for (Statement later : script.subList(statement, script.size())) {
      if (asked(later.command()).equals(new Condition.Violated(violation.invariant()))) {
        return true;
      }
    }
    return false;
  }

  private static Condition asked(Command command) {
    return switch (command) {
      case Command.Expect(Condition claimed, _) -> claimed;
      case Command.Until(Condition awaited, _) -> awaited;
      case Command.Run _, Command.Step _, Command.Let _, Command.Deed _ -> new Condition.Quiet();
    };
  }
}
