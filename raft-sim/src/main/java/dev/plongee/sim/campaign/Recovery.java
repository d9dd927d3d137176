package dev.plongee.sim.campaign;

import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Output;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RaftView;
import dev.plongee.core.ServerId;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Timed;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Dice;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// The faults are over: from here on the cluster must make progress, invariants 46 to 49. Messages
/// that were on their way are dropped, so that nothing of the past arrives.
final class Recovery implements Observer {
  /// Elections that may fail before a leader stands, each within the largest timeout.
  private static final int ELECTIONS = 10;

  /// A leader that stands for so many of the largest timeouts is stable.
  private static final int STABLE_TIMEOUTS = 2;

  /// With slow disks the clients go on for so many timeouts, and the leader must keep its seat.
  private static final int LOADED_TIMEOUTS = 20;

  /// Round trips for what is not backlog: finding where the logs agree, the no-op, a late client.
  private static final int SPARE_ROUND_TRIPS = 20;

  private static final int IDLE_HEARTBEATS = 10;

  /// Without an empty entry a leader cannot commit before a client writes; clients read too, and
  /// their reads wait.
  private static final int CALLS_UNTIL_A_WRITE = 5;

  /// How long the end of the faults may wait for its moment.
  private static final int EVENTS_TO_WAIT = 4_000;

  /// A write and a read.
  private static final int FRESH_CALLS = 2;

  private static final String FRESH = "fresh";

  private final World world;
  private final Timed schedule;
  private final Checker checker;
  private final Plan plan;
  private final RaftConfig.Timing timing;

  /// The servers that can work; the others are not waited for.
  private NodeSet healthy;

  private long roundTripUs;
  private long backlogUs;

  // Who led last, and since when.
  private int leader;
  private long leaderTerm;
  private long leaderSince;

  /// How many fresh answers each client still waits for, by client: of a write, then of a read.
  private final int[] owed;

  /// Messages of an idle cluster that are no heartbeats.
  private long chatter;

  private long heartbeats;
  private boolean idle;

  Recovery(World world, Timed schedule, Checker checker, Plan plan) {
    this.world = world;
    this.schedule = schedule;
    this.checker = checker;
    this.plan = plan;
    timing = world.config().timing();
    owed = new int[world.config().workload().clients() + 1];
    healthy = world.config().raftConfig(1).configuration().voters();
  }

  /// Ends the faults as the plan says and judges what follows.
  void run() {
    awaitWorstMoment();
    schedule.end();
    world.act(new Act.DropAll());
    prepare();
    measureBacklog();
    leaderSince = world.now();
    if (stands() && keepsItsSeat() && acknowledges() && becomesEqual()) {
      isQuiet();
    }
  }

  // --- what is left

  /// Whoever ends the faults chooses the moment: when some are to stay dead, one at which the
  /// others have the most to settle, if there is one soon.
  private void awaitWorstMoment() {
    long end = world.events() + EVENTS_TO_WAIT;
    while (plan.ending() == Plan.Ending.MINORITY_DEAD
        && world.events() < end
        && !checker.hasViolations()
        && worstMinority().isEmpty()) {
      schedule.step();
    }
  }

  private void prepare() {
    Dice dice = new Dice(world.config().seed());
    int roll = dice.roll(Dice.Draw.TARGET, 0, 0, 0);
    int someone = (int) Dice.between(roll, 1, world.servers());
    int victim = (roll & 1) == 0 && world.leader() != ServerId.NONE ? world.leader() : someone;
    DiskSettings disk = world.config().disk();
    switch (plan.ending()) {
      case ALL_HEALED -> {}
      case MINORITY_DEAD -> {
        NodeSet worst = worstMinority();
        NodeSet dead = worst.isEmpty() ? minority(victim) : worst;
        for (int id = dead.next(ServerId.NONE); id != ServerId.NONE; id = dead.next(id)) {
          world.act(new Act.Crash(id, 0));
          healthy = healthy.without(id);
        }
      }
      case ONE_DEAF -> {
        healthy = healthy.without(victim);
        world.act(new Act.Cut(healthy, NodeSet.of(victim)));
      }
      case DEAD_DISK -> {
        healthy = healthy.without(victim);
        world.act(new Act.SetDisk(victim, disk.hanging()));
      }
      case SLOW_DISKS -> disk = slowDisks();
    }
    roundTripUs = 2 * (world.config().network().latencyMaxUs() + disk.fsyncMaxUs());
  }

  /// The servers whose death leaves no leader, the newest log with one server and the highest term
  /// with another; empty when there are no such servers.
  private NodeSet worstMinority() {
    for (int first = 1; first <= world.servers(); first++) {
      NodeSet dead = minority(first);
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
      boolean leads = world.leader() != ServerId.NONE && !dead.contains(world.leader());
      if (newest != null && newest.term() < term && !leads) {
        return dead;
      }
    }
    return NodeSet.EMPTY;
  }

  private NodeSet minority(int first) {
    NodeSet dead = NodeSet.EMPTY;
    for (int i = 0; i < (world.servers() - 1) / 2; i++) {
      dead = dead.with((first - 1 + i) % world.servers() + 1);
    }
    return dead;
  }

  /// As slow as the smallest election timeout allows: it exceeds an fsync and a round trip.
  private DiskSettings slowDisks() {
    long most = timing.electionMinUs() * 9 / 10 - 2 * world.config().network().latencyMaxUs();
    DiskSettings slow = new DiskSettings(most * 3 / 4, most, false);
    for (int id = 1; id <= world.servers(); id++) {
      world.act(new Act.SetDisk(id, slow));
    }
    return slow;
  }

  /// How long the servers that are behind need at most, were every message to wait for the answer
  /// to the one before.
  private void measureBacklog() {
    RaftView best = world.view(healthy.next(ServerId.NONE));
    long committed = 0;
    for (int id = healthy.next(0); id != ServerId.NONE; id = healthy.next(id)) {
      best = world.view(id).last().compareTo(best.last()) > 0 ? world.view(id) : best;
      committed = Math.max(committed, world.view(id).commitIndex());
    }
    long last = best.last().index();
    long behind = 0;
    for (int id = healthy.next(0); id != ServerId.NONE; id = healthy.next(id)) {
      behind = Math.max(behind, last - commonWith(best, world.view(id)));
    }
    long entries = behind + last - Math.min(last, committed);
    long messages = entries / world.config().limits().maxEntriesPerMessage() + SPARE_ROUND_TRIPS;
    backlogUs = messages * roundTripUs;
  }

  private static long commonWith(RaftView best, RaftView other) {
    long index = Math.min(best.last().index(), other.last().index());
    while (index > 0 && !best.termAt(index).equals(other.termAt(index))) {
      index--;
    }
    return index;
  }

  // --- 46

  private boolean stands() {
    boolean noop = world.config().features().noop();
    long firstWrite = noop ? 0 : CALLS_UNTIL_A_WRITE * world.config().callTimeoutUs();
    long bound = world.now() + ELECTIONS * timing.electionMaxUs() + backlogUs + firstWrite;
    return until(
        bound,
        this::isStable,
        Invariant.STABLE_LEADER,
        "no leader stands after the faults, plan ending " + plan.ending());
  }

  private boolean isStable() {
    int now = world.leader();
    long term = now == ServerId.NONE ? 0 : world.view(now).term();
    if (now != leader || term != leaderTerm) {
      leader = now;
      leaderTerm = term;
      leaderSince = world.now();
    }
    return leader != ServerId.NONE
        && healthy.contains(leader)
        && world.now() - leaderSince >= STABLE_TIMEOUTS * timing.electionMaxUs()
        && world.view(leader).termAt(world.view(leader).commitIndex()).isKnown(term);
  }

  private boolean keepsItsSeat() {
    if (plan.ending() == Plan.Ending.SLOW_DISKS) {
      long end = world.now() + LOADED_TIMEOUTS * timing.electionMaxUs();
      while (world.now() < end && !checker.hasViolations()) {
        schedule.step();
      }
    }
    return stillLeads("under load");
  }

  private boolean stillLeads(String when) {
    if (checker.hasViolations()) {
      return false;
    }
    int now = world.leader();
    if (now != leader || world.view(now).term() != leaderTerm) {
      checker.report(
          world,
          Invariant.STABLE_LEADER,
          leader,
          "led term "
              + leaderTerm
              + " and lost its seat "
              + when
              + " to "
              + ServerId.name(now)
              + ", plan ending "
              + plan.ending());
      return false;
    }
    return true;
  }

  // --- 47

  private boolean acknowledges() {
    world.act(new Act.Work(false));
    long bound =
        world.now()
            + world.config().callTimeoutUs()
            + ELECTIONS * timing.electionMaxUs()
            + backlogUs;
    Arrays.fill(owed, FRESH_CALLS);
    owed[0] = 0;
    Observer before = world.observer();
    world.watch(Observer.all(before, this));
    return until(
            bound,
            this::allAcknowledged,
            Invariant.FRESH_CALLS,
            "fresh calls are not" + " answered, plan ending " + plan.ending())
        && stillLeads("while clients wrote");
  }

  private boolean allAcknowledged() {
    boolean all = true;
    for (int client = 1; client < owed.length; client++) {
      if (owed[client] > 0) {
        all = false;
        if (!world.isBusy(client)) {
          int server = client % world.servers() + 1;
          boolean writes = owed[client] == FRESH_CALLS;
          Request.Put put = new Request.Put(FRESH, "of " + client);
          world.act(new Act.Ask(client, server, writes ? put : new Request.Get(FRESH)));
        }
      }
    }
    return all;
  }

  @Override
  public void client(World where, ClientEvent event) {
    if (event.phase() == ClientEvent.Phase.OK) {
      boolean write = event.request() instanceof Request.Put(String key, _) && key.equals(FRESH);
      boolean read = event.request() instanceof Request.Get(String key) && key.equals(FRESH);
      if (write || read) {
        owed[event.client()]--;
      }
    }
  }

  // --- 48

  private boolean becomesEqual() {
    return until(
        world.now() + ELECTIONS * timing.electionMaxUs() + backlogUs,
        this::allEqual,
        Invariant.ALL_EQUAL,
        "logs and states do not become equal, plan ending " + plan.ending());
  }

  private boolean allEqual() {
    LogPosition last = world.view(leader).last();
    for (int id = healthy.next(0); id != ServerId.NONE; id = healthy.next(id)) {
      RaftView view = world.view(id);
      if (!view.last().equals(last)
          || view.commitIndex() != last.index()
          || view.appliedIndex() != last.index()) {
        return false;
      }
    }
    for (int id = healthy.next(0); id != ServerId.NONE; id = healthy.next(id)) {
      if (world.stateDigest(id) != world.stateDigest(leader)) {
        checker.report(world, Invariant.ALL_EQUAL, id, "another state than the leader's");
        return false;
      }
    }
    return true;
  }

  // --- 49

  private void isQuiet() {
    idle = true;
    long end = world.now() + IDLE_HEARTBEATS * timing.heartbeatUs();
    while (world.nextDue() <= end && !checker.hasViolations()) {
      schedule.step();
    }
    idle = false;
    long most = 2L * (IDLE_HEARTBEATS + 2) * (world.servers() - 1);
    if (chatter > 0 || heartbeats > most) {
      checker.report(
          world,
          Invariant.IDLE_IS_QUIET,
          ServerId.NONE,
          "while idle for "
              + IDLE_HEARTBEATS
              + " heartbeats, healthy servers exchanged "
              + heartbeats
              + " heartbeats and answers, and "
              + chatter
              + " other messages");
    }
    stillLeads("while idle");
  }

  @Override
  public void stepped(World where, Event cause, int server, Input input, Output output) {
    if (idle && healthy.contains(server)) {
      for (Envelope envelope : output.send()) {
        if (healthy.contains(envelope.to())) {
          switch (envelope.message()) {
            case AppendEntries message when message.entries().isEmpty() -> heartbeats++;
            case AppendAccepted _ -> heartbeats++;
            default -> chatter++;
          }
        }
      }
    }
  }

  // --- waiting

  private boolean until(
      long bound, BooleanSupplier reached, Invariant invariant, String otherwise) {
    while (!reached.getAsBoolean()) {
      if (checker.hasViolations()) {
        return false;
      }
      if (world.nextDue() > bound) {
        checker.report(world, invariant, ServerId.NONE, otherwise);
        return false;
      }
      schedule.step();
    }
    return !checker.hasViolations();
  }
}
