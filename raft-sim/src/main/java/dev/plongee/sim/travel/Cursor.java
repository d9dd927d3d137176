package dev.plongee.sim.travel;

import dev.plongee.sim.scene.Improvisation;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.Run;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneParser;
import dev.plongee.sim.scene.Statement;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a viewer stands in a scene. Every way there leads to the same state: forward event by
/// event, back, or by a jump. What is typed grows a branch beside the script, which stays as it is.
public final class Cursor {
  /// Branches that are kept; a talk needs a few.
  public static final int MAX_BRANCHES = 50;

  private final Scene scene;

  /// By number; the script is the first.
  private final List<Branch> branches = new ArrayList<>();

  private Branch branch;
  private int at;
  private Standing standing;

  /// A cursor at the beginning of a scene as it was written.
  public Cursor(Scene scene) {
    this(new Player(scene));
  }

  /// A cursor at the beginning of a run, whatever its seed and its rules. Plays the whole script
  /// once.
  ///
  /// @param player at its beginning; it belongs to the cursor from now on
  public Cursor(Player player) {
    scene = player.scene();
    branch = new Branch(player);
    branches.add(branch);
    standing = branch.at(0);
  }

  // --- where it stands

  public Scene scene() {
    return scene;
  }

  /// The script and what was typed, by their numbers.
  public List<Branch> branches() {
    return List.copyOf(branches);
  }

  public Branch script() {
    return branches.getFirst();
  }

  /// The branch it stands on.
  public Branch branch() {
    return branch;
  }

  /// The number of the stop on its branch, from 0 on.
  public int at() {
    return at;
  }

  /// What is seen there.
  public Stop stop() {
    return standing.stop();
  }

  /// The stops of the branch before this one, the last first.
  ///
  /// @param count at most so many
  public List<Stop> before(int count) {
    return branch.before(at, count);
  }

  /// The run behind that stop, to look at: its world, its violations, what a command may name. Must
  /// not be played.
  public Run run() {
    return standing.run();
  }

  /// The world behind that stop, to look at.
  public World world() {
    return standing.run().world();
  }

  /// The place of the cue in the scene, from 0 on.
  public int cue() {
    return scene.cues().indexOf(standing.run().cue());
  }

  // --- going

  /// One stop forward.
  ///
  /// @return false at the end of the branch
  public boolean forward() {
    if (at == branch.last()) {
      return false;
    }
    at++;
    standing = branch.onward(standing.run(), at);
    return true;
  }

  /// One stop back.
  ///
  /// @return false at the beginning of the branch
  public boolean back() {
    return move(at - 1);
  }

  /// On to the next beginning or end of a cue, or of a typed command.
  ///
  /// @return false at the end of the branch
  public boolean nextHalt() {
    return move(branch.haltAfter(at));
  }

  /// Back to the last beginning or end of a cue, or of a typed command.
  ///
  /// @return false at the beginning of the branch
  public boolean previousHalt() {
    return move(branch.haltBefore(at));
  }

  private boolean move(int stop) {
    if (stop < 0 || stop == at) {
      return false;
    }
    go(branch, stop);
    return true;
  }

  /// To a stop of any branch.
  ///
  /// @throws IllegalArgumentException when the branch has no such stop
  public void go(Branch to, int stop) {
    if (stop < 0 || stop > to.last()) {
      throw new IllegalArgumentException("no stop " + stop + " on branch " + to.number());
    }
    standing = to.at(stop);
    branch = to;
    at = stop;
  }

  /// To the beginning of a cue of the script.
  ///
  /// @param cue its place in the scene, from 0 on
  /// @return false when the script does not get there
  public boolean toCue(int cue) {
    List<Integer> cues = script().cues();
    if (cue < 0 || cue >= cues.size()) {
      return false;
    }
    go(script(), cues.get(cue));
    return true;
  }

  /// To the stop of the script where the branch was left for, or the branch it hangs on.
  ///
  /// @return false when it stands on the script
  public boolean backToScript() {
    Branch left = branch;
    if (left.isScript()) {
      return false;
    }
    while (!left.parent().isScript()) {
      left = left.parent();
    }
    go(left.parent(), left.from());
    return true;
  }

  // --- leaving the script

  /// Does what is typed, at this place. It goes on the branch whose end this is; elsewhere, and on
  /// the script, a new branch begins.
  public Typed type(String line) {
    return switch (SceneParser.command(line, run().scope())) {
      case SceneParser.Typed.Bad(var error) -> new Typed.Misspelt(error);
      case SceneParser.Typed.Good(Statement statement) -> perform(statement);
    };
  }

  /// First tried on a copy: what changes nothing leaves nothing behind.
  private Typed perform(Statement statement) {
    Improvisation trial = run().improvise(List.of(statement));
    long before = trial.world().now();
    @Nullable Moment last = null;
    Moment.@Nullable Failed failure = null;
    boolean changed = false;
    for (int played = 0; !trial.isOver() && played < Branch.MAX_MOMENTS; played++) {
      last = trial.next();
      changed |= changes(last);
      failure = last instanceof Moment.Failed failed ? failed : failure;
    }
    if (last != null && !changed && trial.world().now() == before) {
      return new Typed.Answered(last);
    }
    boolean isNew = branch.isScript() || at < branch.last();
    if (isNew && branches.size() > MAX_BRANCHES) {
      return new Typed.Full();
    }
    if (isNew) {
      branch = new Branch(branches.size(), branch, at, standing);
      branches.add(branch);
    }
    boolean whole = branch.append(statement);
    go(branch, branch.last());
    return new Typed.Played(failure, whole);
  }

  private static boolean changes(Moment moment) {
    return switch (moment) {
      case Moment.Acted _, Moment.Happened _, Moment.Named _ -> true;
      case Moment.Held _, Moment.Failed _, Moment.Reached _, Moment.Began _, Moment.Ended _ ->
          false;
    };
  }
}
