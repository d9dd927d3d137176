package dev.plongee.sim.page;

import dev.plongee.core.RaftView;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.travel.Branch;
import dev.plongee.sim.travel.Cursor;
import dev.plongee.sim.world.World;

/// Two runs of one scene, under other rules or with other draws, side by side.
final class Twins {
  private Twins() {}

  /// The first stop of the scripts at which something else happened, or a server stands elsewhere;
  /// -1 when there is none. Moves both cursors there and back.
  static int diverge(Cursor left, Cursor right) {
    Branch leftBranch = left.branch();
    Branch rightBranch = right.branch();
    int leftAt = left.at();
    int rightAt = right.at();
    int stop = firstDifference(left, right);
    left.go(leftBranch, leftAt);
    right.go(rightBranch, rightAt);
    return stop;
  }

  private static int firstDifference(Cursor left, Cursor right) {
    left.go(left.script(), 0);
    right.go(right.script(), 0);
    while (isAlike(left, right)) {
      boolean leftGoes = left.forward();
      boolean rightGoes = right.forward();
      if (leftGoes != rightGoes) {
        return Math.min(left.at(), right.at()) + 1;
      }
      if (!leftGoes) {
        return -1;
      }
    }
    return left.at();
  }

  private static boolean isAlike(Cursor left, Cursor right) {
    return what(left).equals(what(right)) && where(left.world()).equals(where(right.world()));
  }

  private static String what(Cursor cursor) {
    StringBuilder what = new StringBuilder();
    for (Happening happening : Changes.happenings(cursor.stop())) {
      what.append(happening.event().name()).append(' ').append(happening.time()).append('\n');
    }
    return what.toString();
  }

  private static String where(World world) {
    StringBuilder where = new StringBuilder();
    for (int id = 1; id <= world.servers(); id++) {
      RaftView view = world.view(id);
      where.append(world.isUp(id)).append(view.role()).append(view.term());
      where.append(' ').append(view.votedFor()).append(' ').append(view.last());
      where.append(' ').append(view.commitIndex()).append(' ').append(view.appliedIndex());
      where.append(' ').append(Long.toHexString(world.stateDigest(id))).append('\n');
    }
    return where.toString();
  }
}
