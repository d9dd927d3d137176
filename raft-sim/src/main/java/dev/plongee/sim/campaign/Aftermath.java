package dev.plongee.sim.campaign;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RaftView;
import dev.plongee.core.ServerId;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Timed;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.Dice;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.World;

/// What is left of a cluster when the faults end, as its plan says: who can work, and how much they
/// have to catch up with.
final class Aftermath {
  /// How long the end of the faults may wait for its moment.
  private static final int EVENTS_TO_WAIT = 4_000;

  /// Round trips for what is not backlog: finding where the logs agree, the no-op, a late client.
  private static final int SPARE_ROUND_TRIPS = 20;

  private final World world;
  private final Timed schedule;
  private final Checker checker;
  private final Plan plan;
  private NodeSet healthy;
  private long roundTripUs;
  private long backlogUs;
  private boolean changing;

  Aftermath(World world, Timed schedule, Checker checker, Plan plan) {
    this.world = world;
    this.schedule = schedule;
    this.checker = checker;
    this.plan = plan;
    healthy = world.config().all();
  }

  /// The servers that can work and, once it is known who they are, belong to the cluster; the
  /// others are not waited for.
  NodeSet healthy() {
    return healthy;
  }

  /// How long a question, its way to two disks and its answer take at most, in microseconds.
  long roundTripUs() {
    return roundTripUs;
  }

  /// How long those that are behind need at most, in microseconds.
  long backlogUs() {
    return backlogUs;
  }

  /// Whether the members may still change, because somebody works at that or will find it begun.
  boolean isChanging() {
    return changing;
  }

  /// From now on these are the members.
  void settled(Configuration members) {
    healthy = new NodeSet(healthy.bits() & members.members().bits());
  }

  /// Whoever ends the faults chooses the moment: when some are to stay dead, one at which the
  /// others have the most to settle, if there is one soon.
  void awaitWorstMoment() {
    long end = world.events() + EVENTS_TO_WAIT;
    while (plan.ending() == Plan.Ending.MINORITY_DEAD
        && world.events() < end
        && !checker.hasViolations()
        && worstMinority().isEmpty()) {
      schedule.step();
    }
  }

  /// Ends the faults. Messages that were on their way are dropped, so that nothing of the past
  /// arrives.
  void begin() {
    schedule.end();
    world.act(new Act.DropAll());
    changing = possibleMembers().configurations().size() > 1;
    prepare();
    measureBacklog();
  }

  private void prepare() {
    Dice dice = new Dice(world.config().seed());
    int roll = dice.roll(Dice.Draw.TARGET, 0, 0, 0);
    int someone = (int) Dice.between(roll, 1, world.servers());
    int first = (roll & 1) == 0 && world.leader() != ServerId.NONE ? world.leader() : someone;
    PossibleMembers possible = possibleMembers();
    NodeSet victim = possible.dispensable(first, 1);
    DiskSettings disk = world.config().disk();
    switch (plan.ending()) {
      case ALL_HEALED -> {}
      case MINORITY_DEAD -> {
        NodeSet worst = worstMinority();
        NodeSet dead = worst.isEmpty() ? minority(possible, first) : worst;
        for (int id = dead.next(ServerId.NONE); id != ServerId.NONE; id = dead.next(id)) {
          world.act(new Act.Crash(id, 0));
        }
        healthy = healthy.minus(dead);
      }
      case ONE_DEAF -> {
        healthy = healthy.minus(victim);
        world.act(new Act.Cut(healthy, victim));
      }
      case DEAD_DISK -> {
        healthy = healthy.minus(victim);
        if (!victim.isEmpty()) {
          world.act(new Act.SetDisk(victim.next(ServerId.NONE), disk.hanging()));
        }
      }
      case SLOW_DISKS -> disk = slowDisks();
    }
    roundTripUs = 2 * (world.config().network().latencyMaxUs() + disk.fsyncMaxUs());
  }

  /// The servers whose death leaves no leader, the newest log with one server and the highest term
  /// with another; empty when there are no such servers.
  private NodeSet worstMinority() {
    if (allInOneTerm()) {
      return NodeSet.EMPTY; // as after most events
    }
    PossibleMembers possible = possibleMembers();
    int leader = world.leader();
    for (int first = 1; first <= world.servers(); first++) {
      NodeSet dead = minority(possible, first);
      RaftView newest = null;
      long term = 0;
      for (int id = 1; id <= world.servers(); id++) {
        RaftView view = world.view(id);
        if (!dead.contains(id)) {
          term = Math.max(term, view.term());
          boolean newer = newest == null || view.last().compareTo(newest.last()) > 0;
          newest = newer ? view : newest;
        }
      }
      boolean leads = leader != ServerId.NONE && !dead.contains(leader);
      if (newest != null && newest.term() < term && !leads) {
        return dead;
      }
    }
    return NodeSet.EMPTY;
  }

  private boolean allInOneTerm() {
    for (int id = 2; id <= world.servers(); id++) {
      if (world.view(id).term() != world.view(1).term()) {
        return false;
      }
    }
    return true;
  }

  private NodeSet minority(PossibleMembers possible, int first) {
    return possible.dispensable(first, world.servers());
  }

  private PossibleMembers possibleMembers() {
    return PossibleMembers.of(world, schedule);
  }

  /// As slow as the smallest election timeout allows: it exceeds an fsync and a round trip. Where
  /// nobody asks before he campaigns it must exceed them by far, for whoever cannot win disturbs
  /// the campaigns of the others (§5.6: broadcast time, much less than the election timeout).
  private DiskSettings slowDisks() {
    long timeout = world.config().timing().electionMinUs();
    long allowed = world.config().features().preVote() ? timeout * 9 / 10 : timeout * 3 / 10;
    long most = allowed - 2 * world.config().network().latencyMaxUs();
    DiskSettings slow = new DiskSettings(most * 3 / 4, most, false);
    for (int id = 1; id <= world.servers(); id++) {
      world.act(new Act.SetDisk(id, slow));
    }
    return slow;
  }

  /// How long the servers that are behind need at most, were every message to wait for the answer
  /// to the one before.
  private void measureBacklog() {
    NodeSet members = new NodeSet(possibleMembers().members().bits() & healthy.bits());
    RaftView best = world.view(members.next(ServerId.NONE));
    long committed = 0;
    for (int id = members.next(0); id != ServerId.NONE; id = members.next(id)) {
      best = world.view(id).last().compareTo(best.last()) > 0 ? world.view(id) : best;
      committed = Math.max(committed, world.view(id).commitIndex());
    }
    long common = best.last().index();
    for (int id = members.next(0); id != ServerId.NONE; id = members.next(id)) {
      common = Math.min(common, commonWith(best, world.view(id)));
    }
    long messages = messages(best, common) + messages(best, committed) + SPARE_ROUND_TRIPS;
    backlogUs = messages * roundTripUs;
  }

  /// How many messages bring the entries behind an index. Those that a snapshot replaces count as
  /// if they had to come one message after the other, too.
  private long messages(RaftView log, long after) {
    RaftConfig.Limits limits = world.config().limits();
    long base = log.base().index();
    long messages = Math.ceilDiv(Math.max(0, base - after), limits.maxEntriesPerMessage());
    int entries = limits.maxEntriesPerMessage();
    int bytes = 0;
    for (long index = Math.max(after, base) + 1; index <= log.last().index(); index++) {
      int size = log.entry(index).size();
      if (entries == limits.maxEntriesPerMessage() || bytes + size > limits.maxBytesPerMessage()) {
        messages++;
        entries = 0;
        bytes = 0;
      }
      entries++;
      bytes += size;
    }
    return messages;
  }

  private static long commonWith(RaftView best, RaftView other) {
    long index = Math.min(best.last().index(), other.last().index());
    while (index > 0 && !best.termAt(index).equals(other.termAt(index))) {
      index--;
    }
    return index;
  }
}
