package dev.plongee.sim.schedule;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.ServerId;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.MemberChange;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// Lets happen what is due first, and faults at their times. At equal times faults come first, in
/// the order of the list; a fault that finds nothing to do, such as the crash of a server that is
/// down, does nothing.
public final class Timed implements Schedule {
  /// The beginning of a fault, or one of its ends.
  private record Turn(long at, int fault, int stage) {}

  private final World world;
  private final List<Fault> faults;
  private final List<Turn> turns = new ArrayList<>();

  /// Whom each fault hit; a fault whose time has not come, or that found nobody, hit nobody.
  private final NodeSet[] victims;

  /// What a leader was asked to make of the cluster.
  private record Wanted(int leader, long term, Configuration target) {}

  private final List<Wanted> wanted = new ArrayList<>();

  private int next;

  /// A schedule without faults.
  public Timed(World world) {
    this(world, List.of());
  }

  public Timed(World world, List<Fault> faults) {
    this.world = world;
    this.faults = List.copyOf(faults);
    victims = new NodeSet[faults.size()];
    for (int i = 0; i < faults.size(); i++) {
      Fault fault = faults.get(i);
      victims[i] = NodeSet.EMPTY;
      turns.add(new Turn(fault.at(), i, 0));
      turns.add(new Turn(fault.at() + fault.us(), i, 1));
      if (fault instanceof Fault.Trap trap) {
        turns.add(new Turn(fault.at() + fault.us() + trap.deafUs(), i, 2));
      }
    }
    turns.sort((a, b) -> Long.compare(a.at(), b.at()));
  }

  /// When the next event or fault is due, [Long#MAX_VALUE] when there is none.
  public long nextDue() {
    long fault = next < turns.size() ? turns.get(next).at() : Long.MAX_VALUE;
    return Math.max(world.now(), Math.min(fault, world.nextDue()));
  }

  @Override
  public boolean step() {
    long due = world.nextDue();
    if (next < turns.size() && turns.get(next).at() <= due) {
      Turn turn = turns.get(next++);
      if (turn.at() > world.now()) {
        world.act(new Act.Wait(turn.at() - world.now()));
      }
      turn(turn);
      return true;
    }
    if (due == Long.MAX_VALUE) {
      return false;
    }
    world.step();
    return true;
  }

  /// Ends every fault that runs and forgets those to come.
  public void end() {
    world.act(new Act.Heal());
    world.act(new Act.SetNetwork(world.config().network().withoutFaults()));
    for (int id = 1; id <= world.servers(); id++) {
      world.act(new Act.Resume(id));
      world.act(new Act.SetDisk(id, world.config().disk()));
      world.act(new Act.SetClock(id, 0));
      world.act(new Act.SetSpace(id, true));
      world.act(new Act.SetFailing(id, false));
      world.act(new Act.Repair(id));
      world.act(new Act.Restart(id));
    }
    next = turns.size();
  }

  private void turn(Turn turn) {
    Fault fault = faults.get(turn.fault());
    if (turn.stage() == 0) {
      victims[turn.fault()] = victims(fault);
    }
    NodeSet hit = victims[turn.fault()];
    if (!hit.isEmpty() || fault instanceof Fault.Weather) {
      turn(fault, hit, turn.stage());
    }
  }

  private NodeSet victims(Fault fault) {
    return switch (fault) {
      case Fault.Crash crash -> one(crash.server());
      case Fault.PowerFailure _ -> all();
      case Fault.Transfer transfer -> one(transfer.server());
      case Fault.Join join -> one(join.server());
      case Fault.Leave leave -> one(leave.server());
      case Fault.Regroup regroup -> new NodeSet(regroup.voters().bits() & all().bits());
      case Fault.Pause pause -> one(pause.server());
      case Fault.Partition partition -> partition.group();
      case Fault.Isolation isolation -> one(isolation.server());
      case Fault.Deafness deafness -> one(deafness.server());
      case Fault.Muteness muteness -> one(muteness.server());
      case Fault.Trap _ -> one(Fault.LEADER);
      case Fault.SlowDisk slow -> one(slow.server());
      case Fault.DeadDisk dead -> one(dead.server());
      case Fault.FullDisk full -> one(full.server());
      case Fault.FailingDisk failing -> one(failing.server());
      case Fault.BitFlip flip -> one(flip.server());
      case Fault.Drift drift -> one(drift.server());
      case Fault.Weather _ -> NodeSet.EMPTY;
    };
  }

  private NodeSet one(int server) {
    int id = server == Fault.LEADER ? world.leader() : server;
    return id == ServerId.NONE || id > world.servers() ? NodeSet.EMPTY : NodeSet.of(id);
  }

  private NodeSet all() {
    return world.config().all();
  }

  private void turn(Fault fault, NodeSet hit, int stage) {
    boolean begins = stage == 0;
    int server = hit.next(ServerId.NONE);
    switch (fault) {
      case Fault.Crash crash -> crash(hit, crash.keep(), begins);
      case Fault.PowerFailure failure -> crash(hit, failure.keep(), begins);
      case Fault.Pause _ -> world.act(begins ? new Act.Pause(server) : new Act.Resume(server));
      case Fault.Transfer _ -> {
        if (begins) {
          world.act(new Act.Transfer(server));
        }
      }
      case Fault.Join(_, _, _, boolean vote) -> {
        if (begins) {
          change(vote ? new MemberChange.Add(hit) : new MemberChange.Learn(hit));
        }
      }
      case Fault.Leave _ -> {
        if (begins) {
          change(new MemberChange.Remove(hit));
        }
      }
      case Fault.Regroup _ -> {
        if (begins) {
          change(new MemberChange.Set(hit));
        }
      }
      case Fault.Partition _, Fault.Isolation _ -> {
        cut(hit, others(hit), begins);
        cut(others(hit), hit, begins);
      }
      case Fault.Deafness _ -> cut(others(hit), hit, begins);
      case Fault.Muteness _ -> cut(hit, others(hit), begins);
      case Fault.Trap _ -> {
        if (stage != 1) {
          cut(hit, others(hit), begins);
          cut(others(hit), hit, begins);
        }
        if (stage != 2) {
          world.act(begins ? new Act.Pause(server) : new Act.Resume(server));
        }
      }
      case Fault.SlowDisk slow ->
          disk(server, new DiskSettings(slow.fsyncUs(), slow.fsyncUs(), false), begins);
      case Fault.DeadDisk _ -> disk(server, world.config().disk().hanging(), begins);
      case Fault.FullDisk _ -> world.act(new Act.SetSpace(server, !begins));
      case Fault.FailingDisk _ -> {
        world.act(new Act.SetFailing(server, begins));
        if (!begins) {
          world.act(new Act.Restart(server));
        }
      }
      case Fault.BitFlip flip -> {
        if (begins) {
          world.act(new Act.Crash(server, 0));
          world.act(new Act.Damage(server, flip.place()));
        } else {
          world.act(new Act.Repair(server));
        }
        world.act(new Act.Restart(server));
      }
      case Fault.Drift drift -> world.act(new Act.SetClock(server, begins ? drift.ppm() : 0));
      case Fault.Weather weather ->
          world.act(new Act.SetNetwork(begins ? weather.settings() : world.config().network()));
    }
  }

  private void crash(NodeSet hit, int keep, boolean begins) {
    for (int id = hit.next(ServerId.NONE); id != ServerId.NONE; id = hit.next(id)) {
      world.act(begins ? new Act.Crash(id, keep) : new Act.Restart(id));
    }
  }

  private void change(MemberChange change) {
    int leader = world.leader();
    if (world.act(new Act.ChangeMembers(change))) {
      RaftView view = world.view(leader);
      wanted.add(new Wanted(leader, view.term(), change.from(view.configuration())));
    }
  }

  /// What the leaders that lead now were asked to make of the cluster, and work at.
  public List<Configuration> wanted() {
    List<Configuration> open = new ArrayList<>();
    for (Wanted each : wanted) {
      RaftView view = world.view(each.leader());
      if (view.isChangingMembers() && view.term() == each.term()) {
        open.add(each.target());
      }
    }
    return open;
  }

  private void cut(NodeSet from, NodeSet to, boolean begins) {
    world.act(begins ? new Act.Cut(from, to) : new Act.Mend(from, to));
  }

  private NodeSet others(NodeSet group) {
    return new NodeSet(all().bits() & ~group.bits());
  }

  private void disk(int server, DiskSettings settings, boolean begins) {
    world.act(new Act.SetDisk(server, begins ? settings : world.config().disk()));
  }
}
