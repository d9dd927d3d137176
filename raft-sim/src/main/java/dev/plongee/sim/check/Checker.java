package dev.plongee.sim.check;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Output;
import dev.plongee.core.RaftView;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import java.util.List;

/// Watches a world and judges every event by all invariants. It remembers what it needs, so that an
/// event costs a constant; and it goes on after a violation, for those who want to see what
/// follows.
public final class Checker implements Observer {
  private final Ghost ghost;
  private final TermChecks terms;
  private final ElectionChecks elections;
  private final MemberChecks members;
  private final LogChecks logs;
  private final CommitChecks commits;
  private final DurabilityChecks durability;
  private final ClientChecks clients;

  /// The checks of a world, from its beginning.
  public Checker(WorldConfig config) {
    this(new Ghost(config), config.sessions().most());
  }

  private Checker(Ghost ghost, int maxSessions) {
    this(ghost, new CommitChecks(ghost, maxSessions));
  }

  private Checker(Ghost ghost, CommitChecks commits) {
    this.ghost = ghost;
    this.commits = commits;
    terms = new TermChecks(ghost);
    elections = new ElectionChecks(ghost);
    members = new MemberChecks(ghost);
    logs = new LogChecks(ghost, members);
    durability = new DurabilityChecks(ghost, terms, logs);
    clients = new ClientChecks(ghost);
  }

  /// Checks that go on from here with a copy of the world.
  public Checker copy() {
    Ghost other = ghost.copy();
    return new Checker(other, commits.copy(other));
  }

  /// From now on this is not reported: some invariants restate a rule and fall with it at once,
  /// before anybody sees what the rule was for.
  public void ignore(Invariant invariant) {
    ghost.ignore(invariant);
  }

  public boolean hasViolations() {
    return !ghost.violations().isEmpty();
  }

  /// What did not hold so far, the first one first.
  public List<Violation> violations() {
    return List.copyOf(ghost.violations());
  }

  public Marks marks() {
    return ghost.marks;
  }

  /// Recomputes everything from scratch and compares, which takes long.
  public void audit(World world) {
    ghost.at(world);
    new Audit(ghost).run(world);
  }

  /// Adds a violation that somebody else found.
  public void report(World world, Invariant invariant, int server, String what) {
    ghost.at(world);
    ghost.fail(invariant, server, what);
  }

  @Override
  public void started(World world, int server, DurableState found) {
    ghost.at(world);
    Mirror mirror = ghost.mirror(server);
    if (mirror.startedBefore) {
      durability.recovered(mirror, found);
    } else {
      durability.adopt(mirror, found);
    }
    mirror.damaged = world.isDamaged(server);
    mirror.foundTorn = false;
    mirror.started(world.view(server), world.clock(server));
    members.active(mirror, world.view(server));
    commits.restored(world, mirror, found.snapshot());
    if (!found.snapshot().isNone()) {
      ghost.marks.reached(Mark.STARTED_FROM_SNAPSHOT);
    }
  }

  @Override
  public void stepped(World world, Event cause, int server, Input input, Output output) {
    ghost.at(world);
    Mirror mirror = ghost.mirror(server);
    int reign = VoteLedger.reign(server, world.incarnation(server));
    RaftView after = world.view(server);
    Step step = new Step(world, mirror, after, after.role(), input, output, reign);
    switch (input) {
      case Input.SnapshotTaken(SnapshotMeta snapshot) -> commits.snapshot(world, mirror, snapshot);
      case Input.Receive(_, InstallSnapshot _) when output.write().snapshot().isNone() ->
          ghost.marks.reached(Mark.SNAPSHOT_IGNORED);
      default -> {}
    }
    terms.step(step);
    elections.step(step);
    logs.step(step);
    members.step(step);
    if (!output.send().isEmpty()) {
      terms.sends(step);
      durability.sends(step);
    }
    durability.afterError(step);
    commits.step(step);
    clients.step(step);
    mirror.remember(after, step.role());
  }

  @Override
  public void appended(World world, int server, Event.Call call, LogPosition at) {
    clients.appended(call, at);
  }

  @Override
  public void applied(World world, int server, Entry entry, Result result) {
    commits.applied(world, ghost.mirror(server), entry, result);
  }

  @Override
  public void restored(World world, int server, SnapshotMeta snapshot) {
    ghost.at(world);
    commits.restored(world, ghost.mirror(server), snapshot);
  }

  @Override
  public void synced(World world, int server, long write) {
    ghost.at(world);
    durability.synced(ghost.mirror(server), write);
    members.overlap(ghost.mirror(server));
  }

  @Override
  public void syncFailed(World world, int server) {
    ghost.mirror(server).syncFailed = true;
    ghost.marks.reached(Mark.SYNC_FAILED);
  }

  @Override
  public void damaged(World world, int server, boolean flipped) {
    ghost.mirror(server).damaged = flipped;
  }

  @Override
  public void refusedToStart(World world, int server, Down why, ScanEnd end) {
    ghost.at(world);
    durability.refusedToStart(ghost.mirror(server), why);
  }

  @Override
  public void cutOff(World world, int server, ScanEnd end) {
    ghost.mirror(server).foundTorn = end instanceof ScanEnd.TornTail;
  }

  @Override
  public void stopped(World world, int server, List<Write> kept, boolean torn) {
    ghost.at(world);
    Mirror mirror = ghost.mirror(server);
    durability.stopped(mirror, kept, torn);
    mirror.stopped();
  }

  @Override
  public void broke(World world, int server, String why) {
    report(world, Invariant.STRUCTURE, server, why);
  }

  @Override
  public void client(World world, ClientEvent event) {
    ghost.at(world);
    clients.client(event);
  }
}
