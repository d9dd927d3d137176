package dev.plongee.sim.campaign;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.sim.schedule.Timed;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Who may turn out to belong to the cluster from here on, when nobody asks for anything more:
/// those whom the last configuration names that is known to be committed, or a later one in some
/// log, or a change that a leader still works at.
///
/// @param servers how many there are, members or not
/// @param configurations each of them once, the committed one first
record PossibleMembers(int servers, List<Configuration> configurations) {
  /// As the world is now.
  static PossibleMembers of(World world, Timed schedule) {
    RaftView best = world.view(1);
    for (int id = 2; id <= world.servers(); id++) {
      best = world.view(id).commitIndex() > best.commitIndex() ? world.view(id) : best;
    }
    long committed = best.commitIndex();
    List<Configuration> all = new ArrayList<>();
    all.add(best.configurationAt(committed));
    for (int id = 1; id <= world.servers(); id++) {
      addStated(all, world.view(id), committed);
    }
    schedule.wanted().forEach(wanted -> add(all, wanted));
    return new PossibleMembers(world.servers(), all);
  }

  /// What the entries of this log say behind an index, the last one first.
  private static void addStated(List<Configuration> all, RaftView view, long after) {
    Configuration later = Configuration.NONE;
    for (long index = view.last().index(); index > after; index--) {
      Configuration there = view.configurationAt(index);
      if (there != later) { // the same one for as long as no entry states another
        add(all, there);
        later = there;
      }
    }
  }

  private static void add(List<Configuration> all, Configuration next) {
    if (!all.contains(next) && !next.equals(Configuration.NONE)) {
      all.add(next);
    }
  }

  /// Everybody who may belong to the cluster.
  NodeSet members() {
    NodeSet members = NodeSet.EMPTY;
    for (Configuration each : configurations) {
      members = members.and(each.members());
    }
    return members;
  }

  /// Servers without which the cluster can still do anything.
  ///
  /// @param first who is tried first, then the next ones by id
  /// @param most how many at most
  NodeSet dispensable(int first, int most) {
    NodeSet members = members();
    NodeSet gone = NodeSet.EMPTY;
    for (int i = 0; i < servers && gone.size() < most; i++) {
      int id = (first - 1 + i) % servers + 1;
      NodeSet more = gone.with(id);
      if (members.contains(id) && eachHasMajority(members.minus(more))) {
        gone = more;
      }
    }
    return gone;
  }

  private boolean eachHasMajority(NodeSet of) {
    for (Configuration each : configurations) {
      if (!each.majorityOf(of)) {
        return false;
      }
    }
    return true;
  }
}
