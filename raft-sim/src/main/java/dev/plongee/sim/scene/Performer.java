package dev.plongee.sim.scene;

import dev.plongee.core.ServerId;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.World;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Performs statements on a stage, one moment at a time.
final class Performer {
  /// Events after which an `until` has failed: a world whose time stands still must end too.
  static final int MAX_EVENTS = 20_000;

  private final Stage stage;

  /// Whether the world goes on by itself.
  private final boolean timed;

  private boolean done;

  /// Where the running motion began.
  private boolean moving;

  private long movingSince;
  private int movedEvents;

  Performer(Stage stage, boolean timed) {
    this.stage = stage;
    this.timed = timed;
  }

  /// The same in the middle of the same statement, on a copy of the stage.
  Performer copy(Stage other) {
    Performer copy = new Performer(other, timed);
    copy.done = done;
    copy.moving = moving;
    copy.movingSince = movingSince;
    copy.movedEvents = movedEvents;
    return copy;
  }

  Stage stage() {
    return stage;
  }

  /// Whether the last moment was the last one of its statement.
  boolean isDone() {
    return done;
  }

  /// The next moment of a statement: the one before, unless that is done.
  Moment perform(Statement now) {
    done = false;
    Moment moment =
        switch (now.command()) {
          case Command.Run(long us) -> run(now, us);
          case Command.Step(int events) -> steps(now, events);
          case Command.Until(Condition condition, long withinUs) -> until(now, condition, withinUs);
          case Command.Let(String name, Target target) -> let(now, name, target);
          case Command.Expect(Condition condition, _) ->
              done(
                  Judge.holds(stage, condition)
                      ? new Moment.Held(now)
                      : new Moment.Failed(now, new Failure.Claim()));
          case Command.Deed deed -> act(now, deed);
        };
    if (done) {
      moving = false;
    }
    return moment;
  }

  /// Leaves the running statement where it is.
  void abandon() {
    done = true;
    moving = false;
  }

  private Moment done(Moment moment) {
    done = true;
    return moment;
  }

  private Moment fail(Statement now, Failure failure) {
    return done(new Moment.Failed(now, failure));
  }

  // --- motion

  private void startMoving() {
    if (!moving) {
      moving = true;
      movingSince = stage.world().now();
      movedEvents = 0;
    }
  }

  private Moment run(Statement now, long us) {
    startMoving();
    World world = stage.world();
    long end = movingSince + us;
    if (timed && world.nextDue() <= end) {
      return event(now);
    }
    if (world.now() < end) {
      world.act(new Act.Wait(end - world.now()));
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
        ? fail(now, new Failure.NothingHappens())
        : event(now);
  }

  private Moment until(Statement now, Condition condition, long withinUs) {
    startMoving();
    if (Judge.holds(stage, condition)) {
      return done(new Moment.Reached(now));
    }
    long due = stage.world().nextDue();
    if (!timed || due == Long.MAX_VALUE) {
      return fail(now, new Failure.NothingHappens());
    }
    if (due > movingSince + withinUs || movedEvents == MAX_EVENTS) {
      return fail(now, new Failure.NotReached(withinUs, movedEvents));
    }
    return event(now);
  }

  private Moment event(Statement now) {
    stage.world().step();
    movedEvents++;
    return new Moment.Happened(now, stage.take().getLast());
  }

  // --- what takes no time

  private Moment let(Statement now, String name, Target target) {
    int server = stage.resolve(target);
    if (server == ServerId.NONE) {
      return fail(now, new Failure.Nobody(target));
    }
    stage.name(name, server);
    return done(new Moment.Named(now, server));
  }

  private Moment act(Statement now, Command.Deed deed) {
    @Nullable Failure failure = Deeds.perform(stage, deed);
    List<Happening> happenings = stage.take();
    return failure != null
        ? fail(now, failure)
        : done(new Moment.Acted(now, List.copyOf(happenings)));
  }
}
