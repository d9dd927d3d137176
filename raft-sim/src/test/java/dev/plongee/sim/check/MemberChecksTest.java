package dev.plongee.sim.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.MemberChange;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import dev.plongee.sim.zoo.Zoo;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The checks of who belongs to the cluster, each seen to fail: under a broken rule, or before a
/// server that says of itself what its log does not.
class MemberChecksTest {
  private static final int EVENTS = 20_000;

  private Checker checker;
  private World world;

  @BeforeEach
  void begin() {
    begin(WorldConfig.of(7, 5).withVoters(3));
  }

  private void begin(WorldConfig config) {
    checker = new Checker(config);
    world = new World(config, Rules.PAPER, checker);
    until(w -> w.leader() != ServerId.NONE && w.view(w.leader()).commitIndex() > 0);
  }

  private void until(Predicate<World> reached) {
    long end = world.events() + EVENTS;
    while (!reached.test(world)) {
      assertTrue(world.events() < end, "not reached");
      world.step();
    }
  }

  private void run(long us) {
    long end = world.now() + us;
    while (world.nextDue() <= end) {
      world.step();
    }
  }

  private void obey(String breach) {
    world.obey(Zoo.find(breach).orElseThrow().rules());
  }

  private void change(MemberChange change) {
    assertTrue(world.act(new Act.ChangeMembers(change)), change.toString());
  }

  private void settle() {
    until(w -> w.leader() != ServerId.NONE && !w.view(w.leader()).isChangingMembers());
    run(200_000);
  }

  private TreeSet<Integer> violated() {
    TreeSet<Integer> numbers = new TreeSet<>();
    checker.violations().forEach(violation -> numbers.add(violation.invariant().number()));
    return numbers;
  }

  private void assertViolated(Invariant invariant) {
    assertTrue(
        violated().contains(invariant.number()),
        () -> invariant + " was not seen to fail, but " + checker.violations());
  }

  @Test
  void every_kind_of_change_is_allowed_and_audited() {
    change(new MemberChange.Learn(NodeSet.of(4)));
    settle();
    change(new MemberChange.Add(NodeSet.of(4, 5)));
    settle();
    world.act(new Act.Ask(1, world.leader(), new Request.Put("x", "5")));
    change(new MemberChange.Learn(NodeSet.of(1)));
    settle();
    change(new MemberChange.Set(NodeSet.of(3, 4, 5)));
    settle();
    change(new MemberChange.Remove(NodeSet.of(world.leader())));
    until(w -> w.leader() == ServerId.NONE);
    until(w -> w.leader() != ServerId.NONE);
    run(2_000_000);
    checker.audit(world);
    assertEquals(List.of(), checker.violations());
    assertTrue(checker.marks().count(Mark.LEADER_LEFT) >= 1);
    assertEquals(4, checker.marks().count(Mark.JOINT_BEGAN));
  }

  @Test
  void a_learner_that_campaigns_is_seen() {
    change(new MemberChange.Learn(NodeSet.of(4)));
    settle();
    obey("mayCampaign:anybody");
    assertTrue(world.act(new Act.Expire(4, Timer.ELECTION)));
    assertEquals(RoleName.PRE_CANDIDATE, world.view(4).role());
    assertEquals(List.of(11), List.copyOf(violated()));
  }

  @Test
  void learners_that_count_are_seen() {
    change(new MemberChange.Learn(NodeSet.of(4, 5)));
    settle();
    obey("isQuorum:learners");
    int leader = world.leader();
    NodeSet others = NodeSet.of(1, 2, 3).without(leader);
    world.act(new Act.Cut(NodeSet.of(leader), others));
    world.act(new Act.Ask(1, leader, new Request.Put("x", "5")));
    run(100_000);
    assertViolated(Invariant.COMMITTED_IS_DURABLE);
  }

  @Test
  void two_changes_at_a_time_are_seen() {
    obey("mayChangeMembers:always");
    change(new MemberChange.Learn(NodeSet.of(4)));
    assertEquals(List.of(), checker.violations());
    change(new MemberChange.Learn(NodeSet.of(5)));
    assertEquals(List.of(36), List.copyOf(violated()));
  }

  @Test
  void a_change_before_an_entry_of_the_own_term_is_committed_is_seen() {
    obey("mayChangeMembers:always");
    int old = world.leader();
    world.act(new Act.Crash(old, 0));
    until(w -> w.leader() != ServerId.NONE);
    change(new MemberChange.Learn(NodeSet.of(4)));
    assertEquals(List.of(36), List.copyOf(violated()));
  }

  @Test
  void majorities_that_share_nobody_are_seen() {
    obey("isQuorum:new-voters");
    int leader = world.leader();
    change(new MemberChange.Learn(NodeSet.of(4, 5)));
    settle();
    NodeSet mine = NodeSet.of(leader, 4, 5);
    NodeSet others = NodeSet.of(1, 2, 3, 4, 5).minus(mine);
    world.act(new Act.Cut(mine, others));
    world.act(new Act.Cut(others, mine));
    change(new MemberChange.Add(NodeSet.of(4, 5)));
    run(1_000_000);
    assertViolated(Invariant.COMMITTED_IS_DURABLE);
    assertViolated(Invariant.MAJORITIES_OVERLAP);
  }

  @Test
  void a_leader_that_leads_on_after_it_left_is_seen() {
    obey("leadsOn:anybody");
    change(new MemberChange.Remove(NodeSet.of(world.leader())));
    run(1_000_000);
    assertViolated(Invariant.STRANGERS_CANNOT_DISTURB);
  }

  /// Without pre-votes, which would keep its term where it is.
  @Test
  void a_stranger_that_deposes_a_leader_is_seen() {
    begin(world.config().with(new RaftConfig.Features(false, true, true)));
    int gone = world.leader() % 3 + 1;
    change(new MemberChange.Remove(NodeSet.of(gone)));
    settle();
    obey("shuns:never");
    assertEquals(List.of(), checker.violations());
    run(2_000_000);
    assertViolated(Invariant.STRANGERS_CANNOT_DISTURB);
  }

  /// 38 needs a server that is wrong about its own log, or checks that were not told of it.
  @Test
  void a_server_that_uses_another_configuration_than_its_log_states_is_seen() {
    Ghost ghost = new Ghost(world.config());
    MemberChecks checks = new MemberChecks(ghost);
    checks.active(ghost.mirror(1), world.view(1));
    assertEquals(List.of(), ghost.violations());
    change(new MemberChange.Learn(NodeSet.of(4)));
    settle();
    checks.active(ghost.mirror(1), world.view(1));
    assertEquals(Invariant.LAST_MEMBERS_COUNT, ghost.violations().getFirst().invariant());
  }
}
