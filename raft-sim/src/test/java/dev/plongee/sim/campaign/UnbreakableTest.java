package dev.plongee.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Output;
import dev.plongee.core.Payload;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.MemberChange;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Some invariants are kept by how the core is built, and no rule that is broken violates them. So
/// that they too are worth something, the checks are shown what did not happen.
class UnbreakableTest {
  /// What is shown to be seen here.
  static final Set<Invariant> SHOWN =
      EnumSet.of(
          Invariant.LEGAL_ROLES,
          Invariant.LEADER_APPENDS_ONLY,
          Invariant.COMMIT_NEVER_FALLS,
          Invariant.NO_GAP,
          Invariant.LAST_MEMBERS_COUNT,
          Invariant.DETERMINISM);

  private static final WorldConfig CONFIG = WorldConfig.of(7, 5).withVoters(3);

  private static final int EVENTS = 2_000;

  private final Checker checker = new Checker(CONFIG);

  private World world = new World(CONFIG, Rules.PAPER, checker);

  private void until(Predicate<World> reached) {
    long end = world.events() + EVENTS;
    while (!reached.test(world)) {
      assertTrue(world.events() < end, "not reached");
      world.step();
    }
  }

  private void untilCommitted(long index) {
    until(w -> w.leader() != ServerId.NONE && w.view(w.leader()).commitIndex() >= index);
  }

  private void write() {
    assertTrue(world.act(new Act.Ask(1, world.leader(), new Request.Put("x", "5"))));
  }

  private void assertSeen(Invariant invariant) {
    assertTrue(SHOWN.contains(invariant));
    for (Violation violation : checker.violations()) {
      if (violation.invariant() == invariant) {
        return;
      }
    }
    throw new AssertionError(invariant + " was not seen to fail, but " + checker.violations());
  }

  /// Passes on what happens, and changes what is said of the steps.
  private abstract class Liar implements Observer {
    @Override
    public void started(World where, int server, DurableState found) {
      checker.started(where, server, found);
    }

    @Override
    public void applied(World where, int server, Entry entry, Result result) {
      checker.applied(where, server, entry, result);
    }

    @Override
    public void synced(World where, int server, long write) {
      checker.synced(where, server, write);
    }
  }

  /// Tells another write of every step in which a leader appends something.
  private abstract class Forger extends Liar {
    @Override
    public void stepped(World where, Event cause, int server, Input input, Output output) {
      Write write = output.write();
      boolean leads = where.view(server).role() == RoleName.LEADER;
      checker.stepped(
          where,
          cause,
          server,
          input,
          leads && !write.entries().isEmpty()
              ? new Output(
                  forged(write),
                  output.send(),
                  output.restore(),
                  output.apply(),
                  output.replies(),
                  output.trace())
              : output);
    }

    abstract Write forged(Write write);
  }

  @Test
  void a_follower_that_leads_without_a_candidacy_is_seen() {
    world =
        new World(
            CONFIG,
            Rules.PAPER,
            new Liar() {
              @Override
              public void stepped(
                  World where, Event cause, int server, Input input, Output output) {
                RoleName role = where.view(server).role();
                if (role != RoleName.CANDIDATE && role != RoleName.PRE_CANDIDATE) {
                  checker.stepped(where, cause, server, input, output);
                }
              }
            });
    untilCommitted(1);
    assertSeen(Invariant.LEGAL_ROLES);
  }

  @Test
  void a_leader_that_cuts_its_own_log_is_seen() {
    untilCommitted(1);
    world.watch(
        new Forger() {
          @Override
          Write forged(Write write) {
            long first = write.entries().getFirst().index();
            return new Write(write.id(), write.hardState(), first, write.entries());
          }
        });
    write();
    untilCommitted(2);
    assertSeen(Invariant.LEADER_APPENDS_ONLY);
  }

  /// A world goes back in time, and the checks do not.
  @Test
  void a_commit_index_that_falls_is_seen() {
    untilCommitted(1);
    World past = world.copy(checker);
    write();
    untilCommitted(2);
    assertEquals(List.of(), checker.violations());
    world = past;
    write();
    untilCommitted(2);
    assertSeen(Invariant.COMMIT_NEVER_FALLS);
  }

  @Test
  void a_log_that_begins_behind_a_snapshot_of_what_it_never_had_is_seen() {
    untilCommitted(1);
    world.watch(
        new Forger() {
          @Override
          Write forged(Write write) {
            SnapshotMeta snapshot = new SnapshotMeta(99, 1, Configuration.of(1, 2, 3));
            return new Write(
                write.id(), write.hardState(), 0, snapshot, LogPosition.ZERO, write.entries());
          }
        });
    write();
    untilCommitted(2);
    assertSeen(Invariant.NO_GAP);
  }

  @Test
  void members_that_are_in_no_log_are_seen() {
    untilCommitted(1);
    world.watch(
        new Liar() {
          @Override
          public void stepped(World where, Event cause, int server, Input input, Output output) {
            for (Entry entry : output.write().entries()) {
              if (entry.payload() instanceof Payload.Membership) {
                return;
              }
            }
            checker.stepped(where, cause, server, input, output);
          }
        });
    assertTrue(world.act(new Act.ChangeMembers(new MemberChange.Learn(NodeSet.of(4)))));
    write();
    untilCommitted(3);
    assertSeen(Invariant.LAST_MEMBERS_COUNT);
  }

  /// Chance from outside: nothing it does is wrong, but no run can be done again.
  @Test
  void a_server_that_tosses_a_coin_is_seen() {
    Random coin = new Random();
    Rules tosses =
        new Rules() {
          @Override
          public long acknowledgedAtOnce(long acknowledged, long durable) {
            long most = PAPER.acknowledgedAtOnce(acknowledged, durable);
            return coin.nextBoolean() ? most : Math.max(0, most - 1);
          }
        };
    Campaign.Result result =
        Campaign.run(new Campaign.Settings(1, 1, Long.MAX_VALUE, 1, 1, tosses, false, 1), _ -> {});
    assertEquals(Invariant.DETERMINISM, result.failure().orElseThrow().violation().invariant());
  }
}
