package dev.plongee.sim.scene;

import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.World;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The run of a scene, moment by moment.
///
/// Where a run stands is a function of the scene, the seed, the rules and the number of moments: a
/// viewer that wants to go back plays a copy of an earlier moment, or a new run, up to there. All
/// cues are played in their order; one that forks begins where the cue it names ended.
public final class Player {
  /// Events after which an `until` has failed: a world whose time stands still must end too.
  static final int MAX_EVENTS = 20_000;

  private final Scene scene;

  /// Whether claims that hold for one seed only are asked; else only those that must always hold.
  private final boolean allClaims;

  /// The end of each cue that another one forks from.
  private final TreeMap<String, Stage> ends;

  private Stage stage;
  private int cursor;
  private int cue;
  private int statement;
  private boolean began;
  private boolean over;
  private boolean failed;
  private int violationsSeen;

  /// What the next moment will be, when the last one already decided it.
  private Moment.@Nullable Failed ahead;

  /// Where the running motion began.
  private boolean moving;

  private long movingSince;
  private int movedEvents;

  /// A run of the scene with its own seed.
  public Player(Scene scene) {
    this(scene, Rules.PAPER, true);
  }

  /// A run with other rules, or one that asks only the claims that hold for every seed.
  public Player(Scene scene, Rules rules, boolean allClaims) {
    this.scene = scene;
    this.allClaims = allClaims;
    ends = new TreeMap<>();
    stage = new Stage(scene.config(), rules);
  }

  private Player(Player other) {
    scene = other.scene;
    allClaims = other.allClaims;
    ends = new TreeMap<>(other.ends);
    stage = other.stage.copy();
    cursor = other.cursor;
    cue = other.cue;
    statement = other.statement;
    began = other.began;
    over = other.over;
    failed = other.failed;
    violationsSeen = other.violationsSeen;
    ahead = other.ahead;
    moving = other.moving;
    movingSince = other.movingSince;
    movedEvents = other.movedEvents;
  }

  /// A run of its own that goes on from here.
  public Player copy() {
    return new Player(this);
  }

  public Scene scene() {
    return scene;
  }

  /// The world as it is now, to look at.
  public World world() {
    return stage.world();
  }

  /// How many moments were played.
  public int cursor() {
    return cursor;
  }

  /// The cue that is played, or was played last.
  public Cue cue() {
    return scene.cues().get(Math.min(cue, scene.cues().size() - 1));
  }

  public boolean isOver() {
    return over;
  }

  /// Whether anything went wrong so far.
  public boolean hasFailed() {
    return failed;
  }

  /// Plays the next moment.
  ///
  /// @throws IllegalStateException when the run is over
  public Moment next() {
    if (over) {
      throw new IllegalStateException("the scene is over");
    }
    cursor++;
    if (ahead != null) {
      return stop(ahead.statement(), ahead.failure());
    }
    if (!began) {
      return begin();
    }
    Cue running = scene.cues().get(cue);
    while (statement < running.script().size()) {
      @Nullable Moment moment = perform(running.script().get(statement));
      if (moment != null) {
        return moment;
      }
      statement++;
    }
    return end(running);
  }

  // --- cues

  private Moment begin() {
    Cue next = scene.cues().get(cue);
    if (next.forks()) {
      stage = end(next.from()).copy();
      violationsSeen = stage.checker().violations().size();
    }
    began = true;
    statement = 0;
    moving = false;
    stage.ledger().cueBegins(stage.world());
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
        ends.put(ended.name(), stage.copy());
        break;
      }
    }
    began = false;
    cue++;
    over = cue == scene.cues().size();
    return new Moment.Ended(ended);
  }

  // --- statements

  /// The next moment of a statement, null when it has none here.
  private @Nullable Moment perform(Statement now) {
    return switch (now.command()) {
      case Command.Run(long us) -> run(now, us);
      case Command.Step(int events) -> steps(now, events);
      case Command.Until(Condition condition, long withinUs) -> until(now, condition, withinUs);
      case Command.Let(String name, Target target) -> let(now, name, target);
      case Command.Expect(Condition condition, boolean must) -> expect(now, condition, must);
      case Command.Deed deed -> act(now, deed);
    };
  }

  private Moment done(Moment moment) {
    statement++;
    moving = false;
    return moment;
  }

  private Moment stop(Statement at, Failure failure) {
    failed = true;
    over = true;
    return new Moment.Failed(at, failure);
  }

  private void startMoving() {
    if (!moving) {
      moving = true;
      movingSince = stage.world().now();
      movedEvents = 0;
    }
  }

  private Moment run(Statement now, long us) {
    startMoving();
    long end = movingSince + us;
    if (scene.timed() && stage.world().nextDue() <= end) {
      return event(now);
    }
    if (stage.world().now() < end) {
      stage.world().act(new Act.Wait(end - stage.world().now()));
      stage.take();
    }
    return done(new Moment.Reached(now));
  }

  private Moment steps(Statement now, int events) {
    startMoving();
    if (movedEvents == events) {
      return done(new Moment.Reached(now));
    }
    return stage.world().nextDue() == Long.MAX_VALUE
        ? stop(now, new Failure.NothingHappens())
        : event(now);
  }

  private Moment until(Statement now, Condition condition, long withinUs) {
    startMoving();
    if (Judge.holds(stage, condition)) {
      return done(new Moment.Reached(now));
    }
    long due = stage.world().nextDue();
    if (!scene.timed() || due == Long.MAX_VALUE) {
      return stop(now, new Failure.NothingHappens());
    }
    if (due > movingSince + withinUs || movedEvents == MAX_EVENTS) {
      return stop(now, new Failure.NotReached(withinUs, movedEvents));
    }
    return event(now);
  }

  private Moment event(Statement now) {
    stage.world().step();
    movedEvents++;
    Happening happening = stage.take().getLast();
    return afterEvent(now, new Moment.Happened(now, happening));
  }

  private Moment let(Statement now, String name, Target target) {
    int server = stage.resolve(target);
    if (server == ServerId.NONE) {
      return stop(now, new Failure.Nobody(target));
    }
    stage.name(name, server);
    return done(new Moment.Named(now, server));
  }

  private @Nullable Moment expect(Statement now, Condition condition, boolean must) {
    if (!must && !allClaims) {
      return null;
    }
    if (Judge.holds(stage, condition)) {
      return done(new Moment.Held(now));
    }
    failed = true;
    return done(new Moment.Failed(now, new Failure.Claim()));
  }

  private Moment act(Statement now, Command.Deed deed) {
    @Nullable Failure failure = Deeds.perform(stage, deed);
    List<Happening> happenings = stage.take();
    if (failure != null) {
      return stop(now, failure);
    }
    statement++;
    return afterEvent(now, new Moment.Acted(now, List.copyOf(happenings)));
  }

  // --- violations

  /// A violation ends the run, after the event that did it was shown, unless the cue still says
  /// that it expects it.
  private Moment afterEvent(Statement now, Moment moment) {
    List<Violation> violations = stage.checker().violations();
    for (Violation violation : violations.subList(violationsSeen, violations.size())) {
      if (ahead == null && !isExpected(violation)) {
        ahead = new Moment.Failed(now, new Failure.Broken(violation));
      }
    }
    violationsSeen = violations.size();
    return moment;
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
