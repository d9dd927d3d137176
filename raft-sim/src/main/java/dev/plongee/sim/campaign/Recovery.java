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
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/// The faults are over: from here on the cluster must make progress, invariants 46 to 50.
final class Recovery implements Observer {
  /// Elections that may fail before a leader stands, each within the largest timeout.
  private static final int ELECTIONS = 10;

  /// The same where nobody asks before he campaigns: of two voters whose log is not the same only
  /// one can win, and the other one ends his campaigns as often as he is first. With disks as slow
  /// as they are then, one case in ten thousand takes 23 timeouts.
  private static final int ELECTIONS_WITHOUT_PRE_VOTE = 40;

  /// A leader that stands for so many of the largest timeouts is stable.
  private static final int STABLE_TIMEOUTS = 2;

  /// A change of the members that is under way may take so many of the largest timeouts more:
  /// rounds of newcomers, and the leader that leaves in the end.
  private static final int CHANGE_TIMEOUTS = 30;

  /// Rounds of a newcomer while the log does not grow, each as long as the backlog at most.
  private static final int ROUNDS = 2;

  /// With slow disks the clients go on for so many timeouts, and the leader must keep its seat.
  private static final int LOADED_TIMEOUTS = 20;

  private static final int IDLE_HEARTBEATS = 10;

  /// Without an empty entry a leader cannot commit before a client writes, and a leader whose disk
  /// stands still does not notice before. Clients read too, and wait for answers that were lost.
  private static final int CALLS_UNTIL_A_WRITE = 5;

  /// A write and a read.
  private static final int FRESH_CALLS = 2;

  private static final String FRESH = "fresh";

  private final World world;
  private final Timed schedule;
  private final Checker checker;
  private final Plan plan;
  private final RaftConfig.Timing timing;

  private final Aftermath aftermath;

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
    aftermath = new Aftermath(world, schedule, checker, plan);
  }

  /// Ends the faults as the plan says and judges what follows.
  void run() {
    aftermath.awaitWorstMoment();
    aftermath.begin();
    leaderSince = world.now();
    if (stands() && keepsItsSeat() && acknowledges() && becomesEqual()) {
      isQuiet();
    }
  }

  // --- 46

  private boolean stands() {
    boolean noop = world.config().features().noop();
    boolean needsAWrite = !noop || leadsOnADeadDisk();
    long firstWrite = needsAWrite ? CALLS_UNTIL_A_WRITE * world.config().callTimeoutUs() : 0;
    long bound =
        world.now()
            + elections() * timing.electionMaxUs()
            + aftermath.backlogUs()
            + (aftermath.isChanging() ? changeUs() : 0)
            + firstWrite;
    // Newcomers may catch up for as long as the log grows faster than they do.
    boolean pauses = noop && aftermath.isChanging();
    if (pauses) {
      world.act(new Act.Work(false));
    }
    boolean stands =
        until(
            bound,
            this::isStable,
            Invariant.STABLE_LEADER,
            "no leader stands after the faults, plan ending " + plan.ending());
    if (stands) {
      aftermath.settled(world.view(leader).configuration());
    }
    if (pauses) {
      world.act(new Act.Work(true));
    }
    return stands;
  }

  /// No other one comes to lead on such a disk: it must hold the own vote first.
  private boolean leadsOnADeadDisk() {
    int now = world.leader();
    return plan.ending() == Plan.Ending.DEAD_DISK
        && now != ServerId.NONE
        && !aftermath.healthy().contains(now);
  }

  private int elections() {
    return world.config().features().preVote() ? ELECTIONS : ELECTIONS_WITHOUT_PRE_VOTE;
  }

  private long changeUs() {
    return CHANGE_TIMEOUTS * timing.electionMaxUs() + ROUNDS * aftermath.backlogUs();
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
        && aftermath.healthy().contains(leader)
        && !world.view(leader).isChangingMembers()
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
            + world.config().longestCallUs()
            + elections() * timing.electionMaxUs()
            + aftermath.backlogUs();
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
          int[] members = aftermath.healthy().toArray();
          int server = members[client % members.length];
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
        world.now() + elections() * timing.electionMaxUs() + aftermath.backlogUs(),
        this::allEqual,
        Invariant.ALL_EQUAL,
        "logs and states do not become equal, plan ending " + plan.ending());
  }

  private boolean allEqual() {
    LogPosition last = world.view(leader).last();
    NodeSet healthy = aftermath.healthy();
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
    // What is on its way arrives first, such as a question that was asked twice and needs a round.
    runFor(2 * aftermath.roundTripUs());
    idle = true;
    runFor(IDLE_HEARTBEATS * timing.heartbeatUs());
    idle = false;
    long most = 2L * (IDLE_HEARTBEATS + 2) * (aftermath.healthy().size() - 1);
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
    if (stillLeads("while idle")) {
      nothingIsLeft();
    }
  }

  // --- 50

  private void nothingIsLeft() {
    NodeSet healthy = aftermath.healthy();
    for (int id = healthy.next(0); id != ServerId.NONE; id = healthy.next(id)) {
      int unsynced = world.unsynced(id).size();
      int held = world.view(id).held().size();
      int open = world.open(id);
      if (unsynced + held + open > 0) {
        checker.report(
            world,
            Invariant.NOTHING_IS_LEFT,
            id,
            "is idle with "
                + unsynced
                + " writes that are not durable, "
                + held
                + " messages that wait for the disk and "
                + open
                + " open calls");
      }
    }
  }

  private void runFor(long us) {
    long end = world.now() + us;
    while (world.nextDue() <= end && !checker.hasViolations()) {
      schedule.step();
    }
  }

  @Override
  public void stepped(World where, Event cause, int server, Input input, Output output) {
    if (idle && aftermath.healthy().contains(server)) {
      for (Envelope envelope : output.send()) {
        if (aftermath.healthy().contains(envelope.to())) {
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
