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
record PossibleMembers(World world, Timed schedule) {
  /// Each of them once, the committed one first.
  List<Configuration> configurations() {
    RaftView best = world.view(1);
    for (int id = 2; id <= world.servers(); id++) {
      best = world.view(id).commitIndex() > best.commitIndex() ? world.view(id) : best;
    }
    long committed = best.commitIndex();
    List<Configuration> all = new ArrayList<>();
    all.add(best.configurationAt(committed));
    for (int id = 1; id <= world.servers(); id++) {
      RaftView view = world.view(id);
      for (long index = view.last().index(); index > committed; index--) {
        add(all, view.configurationAt(index));
      }
    }
    schedule.wanted().forEach(wanted -> add(all, wanted));
    return all;
  }

  private static void add(List<Configuration> all, Configuration next) {
    if (!all.contains(next) && !next.equals(Configuration.NONE)) {
      all.add(next);
    }
  }

  /// Everybody who may belong to the cluster.
  NodeSet members() {
    NodeSet members = NodeSet.EMPTY;
    for (Configuration each : configurations()) {
      members = members.and(each.members());
    }
    return members;
  }

  /// Servers without which the cluster can still do anything.
  ///
  /// @param first who is tried first, then the next ones by id
  /// @param most how many at most
  NodeSet dispensable(int first, int most) {
    List<Configuration> all = configurations();
    NodeSet members = members();
    NodeSet gone = NodeSet.EMPTY;
    for (int i = 0; i < world.servers() && gone.size() < most; i++) {
      int id = (first - 1 + i) % world.servers() + 1;
      NodeSet more = gone.with(id);
      if (members.contains(id)
          && all.stream().allMatch(each -> each.majorityOf(members.minus(more)))) {
        gone = more;
      }
    }
    return gone;
  }
}
