package dev.plongee.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Payload;
import dev.plongee.core.RaftConfig;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.core.TermAt;
import dev.plongee.core.Timer;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.world.ClientEvent.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class WorldTest {
  /// No entry stays in a log before its snapshot, so that whoever is behind is sent the snapshot.
  private static final RaftConfig.Limits NO_TAIL = RaftConfig.Limits.DEFAULT.withKeptEntries(0);

  private static final int PATIENCE = 20_000;

  /// Writes down what happened.
  private static final class Recorder implements Observer {
    final List<String> names = new ArrayList<>();
    final List<String> times = new ArrayList<>();
    final Map<String, Long> ways = new HashMap<>();
    final List<ClientEvent> clients = new ArrayList<>();
    final List<Event.Delivery> vanished = new ArrayList<>();

    @Override
    public void performed(World world, Event event) {
      names.add(event.name());
      times.add(event.name() + "@" + world.now());
      if (event instanceof Event.Delivery message) {
        ways.put(message.name(), message.due() - message.sent());
      }
    }

    @Override
    public void client(World world, ClientEvent event) {
      clients.add(event);
    }

    @Override
    public void vanished(World world, Event.Delivery message) {
      vanished.add(message);
    }

    ClientEvent last() {
      return clients.getLast();
    }

    boolean ended(Phase phase) {
      return !clients.isEmpty() && last().phase() == phase;
    }
  }

  private static World until(World world, Predicate<World> wanted) {
    for (int i = 0; i < PATIENCE && !wanted.test(world); i++) {
      world.step();
    }
    assertTrue(wanted.test(world), "not reached within " + PATIENCE + " events");
    return world;
  }

  private static World withLeader(int servers, Observer observer) {
    World world = new World(WorldConfig.of(7, servers), Rules.PAPER, observer);
    return until(world, w -> w.leader() != ServerId.NONE);
  }

  private static int follower(World world) {
    return world.leader() % world.servers() + 1;
  }

  @Test
  void three_servers_elect_a_leader_and_replicate() {
    Checker checker = new Checker(WorldConfig.of(7, 3));
    World world = withLeader(3, checker);
    assertTrue(world.act(new Act.Ask(1, world.leader(), new Request.Put("x", "5"))));

    until(
        world,
        w -> {
          int have = 0;
          for (int id = 1; id <= 3; id++) {
            have += w.peek(id, new Request.Get("x")).equals(new Answer.Found("5")) ? 1 : 0;
          }
          return have == 3;
        });

    assertEquals(List.of(), checker.violations());
  }

  @Test
  void a_client_that_asks_a_follower_is_sent_to_the_leader() {
    Recorder recorder = new Recorder();
    World world = withLeader(3, recorder);
    until(world, w -> w.view(follower(w)).leader() == w.leader());

    world.act(new Act.Ask(1, follower(world), new Request.Put("x", "5")));
    until(world, _ -> recorder.ended(Phase.OK));
    world.act(new Act.Ask(1, follower(world), new Request.Get("x")));
    until(world, _ -> recorder.clients.size() == 4);

    assertEquals(Phase.OK, recorder.last().phase());
    assertEquals(new Answer.Found("5"), recorder.last().answer());
    assertTrue(recorder.names.contains("c1/1"), "the first attempt");
    assertTrue(recorder.names.contains("c1/1.2"), "the attempt at the leader");
  }

  @Test
  void a_call_that_no_server_took_definitely_failed() {
    Recorder recorder = new Recorder();
    World world = new World(WorldConfig.of(1, 3), Rules.PAPER, recorder);
    for (int id = 1; id <= 3; id++) {
      world.act(new Act.Crash(id, 0));
    }
    world.act(new Act.Ask(1, 2, new Request.Put("x", "5")));
    until(world, w -> !w.isBusy(1));

    assertEquals(Phase.FAIL, recorder.last().phase());
  }

  @Test
  void a_write_at_a_leader_that_crashes_is_unknown_and_its_process_is_never_used_again() {
    Recorder recorder = new Recorder();
    World world = withLeader(3, recorder);
    int leader = world.leader();
    world.act(new Act.Ask(1, leader, new Request.Put("x", "5")));
    world.step();
    world.act(new Act.Crash(leader, 0));
    int process = recorder.last().process();
    assertEquals(Phase.INFO, recorder.last().phase());

    world.act(new Act.Ask(1, leader, new Request.Get("x")));
    until(world, _ -> recorder.ended(Phase.INVOKE));
    assertNotEquals(process, recorder.last().process());
  }

  @Test
  void a_write_that_another_leader_replaced_definitely_failed() {
    Recorder recorder = new Recorder();
    World world =
        new World(WorldConfig.of(7, 3).withCallTimeout(60_000_000), Rules.PAPER, recorder);
    until(world, w -> w.leader() != ServerId.NONE && w.view(w.leader()).commitIndex() > 0);
    int old = world.leader();
    NodeSet alone = NodeSet.of(old);
    NodeSet others = NodeSet.of(1, 2, 3).without(old);
    world.act(new Act.Cut(alone, others));
    world.act(new Act.Cut(others, alone));
    world.act(new Act.Ask(1, old, new Request.Put("x", "old")));

    until(world, w -> w.leader() != old && w.leader() != ServerId.NONE);
    world.act(new Act.Ask(2, world.leader(), new Request.Put("x", "new")));
    until(world, _ -> recorder.ended(Phase.OK));
    world.act(new Act.Heal());
    until(world, w -> !w.isBusy(1));

    assertEquals(Phase.FAIL, recorder.last().phase());
    assertEquals(new Request.Put("x", "old"), recorder.last().request());
  }

  @Test
  void a_bit_that_flips_keeps_a_server_from_starting_until_it_is_repaired_in_this_world_alone() {
    World world = withLeader(3, Observer.NONE);
    until(world, w -> w.view(1).commitIndex() > 0);
    World other = world.copy(Observer.NONE);
    for (World each : List.of(world, other)) {
      each.act(new Act.Crash(1, 9));
    }

    assertTrue(world.act(new Act.Damage(1, 4711)));
    assertFalse(starts(world, 1));
    assertTrue(starts(other, 1), "its copy has a disk of its own");
    World third = world.copy(Observer.NONE);
    assertTrue(third.act(new Act.Repair(1)));
    assertTrue(starts(third, 1));
    assertEquals(other.onDisk(1), third.onDisk(1));
    assertFalse(starts(world, 1));
    assertFalse(third.act(new Act.Repair(1)), "nothing is left to repair");
  }

  private static boolean starts(World world, int server) {
    assertTrue(world.act(new Act.Restart(server)), "to try is an event, whatever comes of it");
    return world.isUp(server);
  }

  @Test
  void a_bit_flips_in_the_write_of_the_entry_that_was_named() {
    World world = withLeader(3, Observer.NONE);
    for (int value = 1; value <= 3; value++) {
      world.act(new Act.Ask(1, world.leader(), new Request.Put("x", "" + value)));
      until(world, w -> !w.isBusy(1));
    }
    int server = world.leader();
    until(world, w -> w.unsynced(server).isEmpty());
    assertFalse(world.act(new Act.DamageRecord(server, 99)), "no such entry");
    assertTrue(world.act(new Act.DamageRecord(server, 3)));
    assertTrue(world.isDamaged(server));
    world.act(new Act.Crash(server, 0));
    assertEquals(Down.CRASHED, world.down(server));

    assertFalse(starts(world, server));

    assertEquals(Down.DAMAGED, world.down(server));
    assertEquals(2, world.onDisk(server).entries().size(), "what lies before it is whole");
  }

  /// Nothing on a disk tells this from a write that a crash tore apart (docs/divergence.md).
  @Test
  void a_bit_that_flips_in_the_last_write_takes_it_away() {
    Checker checker = new Checker(WorldConfig.of(7, 1));
    World world = withLeader(1, checker);
    world.act(new Act.Ask(1, 1, new Request.Put("x", "5")));
    until(world, w -> !w.isBusy(1));
    long last = world.onDisk(1).entries().size();
    assertTrue(world.act(new Act.DamageRecord(1, 0)));
    world.act(new Act.Crash(1, 0));

    assertTrue(starts(world, 1));

    assertTrue(world.foundTorn(1));
    assertFalse(world.isDamaged(1), "the flipped bit is gone with its write");
    assertEquals(last - 1, world.view(1).last().index());
    assertEquals(
        List.of(Invariant.RECOVERED_PREFIX),
        checker.violations().stream().map(Violation::invariant).toList());
  }

  @Test
  void a_crash_in_the_middle_of_a_write_leaves_half_of_it_which_is_cut_off() {
    Checker checker = new Checker(WorldConfig.of(7, 1));
    World world = withLeader(1, checker);
    until(world, w -> w.unsynced(1).isEmpty());
    long before = world.onDisk(1).entries().size();
    assertFalse(world.act(new Act.Crash(1, 0, true)), "nothing is being written");
    world.act(new Act.Ask(1, 1, new Request.Put("x", "5")));
    world.step();
    assertFalse(world.act(new Act.Crash(1, 1, true)), "nothing is left to be torn");
    assertTrue(world.act(new Act.Crash(1, 0, true)));

    assertTrue(starts(world, 1));

    assertTrue(world.foundTorn(1));
    assertEquals(before, world.view(1).last().index());
    assertEquals(List.of(), checker.violations());
    world.act(new Act.Crash(1, 0));
    assertTrue(starts(world, 1));
    assertFalse(world.foundTorn(1), "it was cut off");
  }

  @Test
  void what_is_so_already_changes_nothing() {
    World world = withLeader(3, Observer.NONE);
    long events = world.events();
    for (Act act :
        List.of(
            new Act.SetDisk(1, world.config().disk()),
            new Act.SetSpace(1, true),
            new Act.SetFailing(1, false),
            new Act.SetClock(1, 0),
            new Act.Repair(1))) {
      assertFalse(world.act(act), act.toString());
    }
    assertEquals(events, world.events());
  }

  @Test
  void an_fsync_that_fails_stops_the_server_at_once_and_says_why() {
    World world = withLeader(3, Observer.NONE);
    int leader = world.leader();
    assertTrue(world.act(new Act.SetFailing(leader, true)));
    world.act(new Act.Ask(1, leader, new Request.Put("x", "5")));
    until(world, w -> !w.isUp(leader));
    assertEquals(Down.SYNC_FAILED, world.down(leader));
    assertTrue(world.copy(Observer.NONE).isFailing(leader));
  }

  @Test
  void a_call_is_open_until_it_is_answered_and_what_waits_for_a_paused_process_too() {
    World world = withLeader(3, Observer.NONE);
    int leader = world.leader();
    until(world, w -> w.view(leader).commitIndex() > 0);
    world.act(new Act.Ask(1, leader, new Request.Put("x", "5")));
    until(world, w -> w.open(leader) == 1);
    until(world, w -> w.open(leader) == 0);
    assertFalse(world.isBusy(1));

    int away = follower(world);
    world.act(new Act.Pause(away));
    until(world, w -> w.open(away) > 0);
    world.act(new Act.Resume(away));
    assertEquals(0, world.open(away));
  }

  @Test
  void a_crash_takes_what_was_not_synced_and_keeps_as_much_as_the_act_says() {
    for (int keep = 0; keep <= 1; keep++) {
      World world = withLeader(1, Observer.NONE);
      long before = world.onDisk(1).entries().size();
      until(world, w -> w.unsynced(1).isEmpty());
      before = world.onDisk(1).entries().size();
      world.act(new Act.Ask(1, 1, new Request.Put("x", "5")));
      world.step();
      assertEquals(1, world.unsynced(1).size());

      world.act(new Act.Crash(1, keep));
      world.act(new Act.Restart(1));

      assertEquals(before + keep, world.view(1).last().index());
      assertEquals(2, world.incarnation(1));
      assertEquals(0, world.view(1).commitIndex());
    }
  }

  @Test
  void a_disk_gathers_what_waits_into_one_group() {
    Recorder recorder = new Recorder();
    World world = withLeader(1, recorder);
    until(world, w -> w.unsynced(1).isEmpty());
    world.act(new Act.SetDisk(1, new DiskSettings(200_000, 200_000, false)));
    for (int client = 1; client <= 3; client++) {
      world.act(new Act.Ask(client, 1, new Request.Put("x", "" + client)));
      world.act(new Act.Happen("c" + client + "/1"));
    }
    List<String> syncs = new ArrayList<>();
    until(world, w -> w.unsynced(1).isEmpty());
    for (String name : recorder.names) {
      if (name.contains("/w")) {
        syncs.add(name);
      }
    }

    assertEquals(List.of("S1.1/w3", "S1.1/w5"), syncs.subList(syncs.size() - 2, syncs.size()));
  }

  @Test
  void a_disk_that_stands_still_goes_on_when_it_is_mended() {
    World world = withLeader(1, Observer.NONE);
    until(world, w -> w.unsynced(1).isEmpty());
    world.act(new Act.SetDisk(1, DiskSettings.DEFAULT.hanging()));
    world.act(new Act.Ask(1, 1, new Request.Put("x", "5")));
    world.act(new Act.Happen("c1/1"));
    for (Event event : world.pending()) {
      assertFalse(event instanceof Event.Synced, event.name());
    }
    assertFalse(world.act(new Act.Sync(1)));

    world.act(new Act.SetDisk(1, DiskSettings.DEFAULT));
    assertTrue(world.act(new Act.Sync(1)));
    assertTrue(world.unsynced(1).isEmpty());
  }

  @Test
  void a_paused_server_hears_its_messages_first_and_then_its_calls() {
    Recorder recorder = new Recorder();
    World world = withLeader(3, recorder);
    until(world, w -> w.view(w.leader()).commitIndex() > 0);
    int old = world.leader();
    world.act(new Act.Pause(old));
    world.act(new Act.Ask(1, old, new Request.Get("x")));
    until(world, w -> w.leader() != old && w.view(w.leader()).commitIndex() > 1);
    assertEquals(RoleName.LEADER, world.view(old).role());

    world.act(new Act.Resume(old));
    until(world, _ -> recorder.names.contains("S" + old + ".1/calls"));
    assertEquals(RoleName.FOLLOWER, world.view(old).role());
  }

  @Test
  void a_write_that_was_held_up_until_its_session_went_on_changes_nothing() {
    Recorder recorder = new Recorder();
    World world = withLeader(3, recorder);
    until(world, w -> w.view(w.leader()).commitIndex() > 0);
    int leader = world.leader();
    world.act(new Act.Ask(1, leader, new Request.Register()));
    until(world, _ -> recorder.ended(Phase.OK));

    world.act(
        new Act.SetNetwork(
            new NetworkSettings(5_000, 15_000, true, 0, 0, 0, 1_000_000, 5_000_000, 5_000_000)));
    world.act(new Act.Ask(1, leader, new Request.Put("x", "held up")));
    until(world, _ -> recorder.names.contains("c1/2"));
    world.act(new Act.SetNetwork(NetworkSettings.CALM));
    assertTrue(world.act(new Act.AskAgain(1, leader)));
    until(world, _ -> recorder.ended(Phase.OK));
    world.act(new Act.Ask(1, leader, new Request.Put("x", "later")));
    until(world, _ -> recorder.ended(Phase.OK));
    long before = world.view(leader).appliedIndex();

    until(world, _ -> recorder.names.contains("c1/2/late"));
    until(world, w -> w.view(leader).appliedIndex() > before);
    assertEquals(new Answer.Found("later"), world.peek(leader, new Request.Get("x")));
    assertEquals(Phase.OK, recorder.last().phase());
    assertEquals(6, recorder.clients.size());
  }

  /// As the real driver does: it drains its mailbox first and ticks last.
  @Test
  void a_paused_follower_hears_the_heartbeats_that_waited_before_it_campaigns() {
    World world = withLeader(3, new Observer() {});
    until(world, w -> w.view(w.leader()).commitIndex() > 0);
    int late = follower(world);
    world.act(new Act.Pause(late));
    long deadline = world.view(late).deadline(Timer.ELECTION);
    until(world, w -> w.now() > deadline + WorldConfig.of(7, 3).timing().electionMaxUs());

    world.act(new Act.Resume(late));
    assertTrue(world.next() instanceof Event.Delivery, world.next().name());
    assertEquals(world.next(), world.pending().getFirst());
    until(world, w -> w.view(late).deadline(Timer.ELECTION) > w.now());
    assertEquals(RoleName.FOLLOWER, world.view(late).role());
  }

  @Test
  void a_paused_leader_hears_its_calls_before_it_asks_whether_it_still_leads() {
    Recorder recorder = new Recorder();
    World world = withLeader(3, recorder);
    until(world, w -> w.view(w.leader()).commitIndex() > 0);
    int old = world.leader();
    NodeSet others = NodeSet.of(1, 2, 3).without(old);
    world.act(new Act.Cut(others, NodeSet.of(old)));
    world.act(new Act.DropAll());
    world.act(new Act.Pause(old));
    world.act(new Act.Ask(1, old, new Request.Get("x")));
    until(world, w -> w.leader() != old && w.view(w.leader()).commitIndex() > 1);

    world.act(new Act.Resume(old));
    assertEquals("S" + old + ".1/calls", world.next().name());
  }

  @Test
  void a_leader_hands_over_and_the_world_goes_on_with_the_other_one() {
    World world = withLeader(3, Observer.NONE);
    assertFalse(world.act(new Act.Transfer(world.leader())), "it leads already");
    int target = follower(world);
    assertTrue(world.act(new Act.Transfer(target)));
    assertFalse(world.act(new Act.Transfer(target)), "one at a time");
    long before = world.now();
    until(world, w -> w.leader() == target);
    assertTrue(
        world.now() - before < world.config().timing().electionMinUs(),
        "without an election timeout");
  }

  private static boolean change(World world, MemberChange change) {
    return world.act(new Act.ChangeMembers(change));
  }

  /// Until a change is over, and all members know of it.
  private static void settle(World world, Configuration expected) {
    until(
        world,
        w -> {
          int leader = w.leader();
          return leader != ServerId.NONE
              && !w.view(leader).isChangingMembers()
              && w.view(leader).configuration().equals(expected)
              && Arrays.stream(expected.members().toArray())
                  .allMatch(id -> w.view(id).configuration().equals(expected));
        });
  }

  /// S4 and S5 run and belong to nothing at first.
  private static World threeOfFive(Observer observer) {
    World world =
        new World(WorldConfig.of(7, 5).withVoters(3).with(NO_TAIL), Rules.PAPER, observer);
    until(world, w -> w.leader() != ServerId.NONE && w.view(w.leader()).commitIndex() > 0);
    return world;
  }

  @Test
  void who_is_outside_of_the_cluster_gets_nothing_and_asks_for_nothing() {
    Recorder recorder = new Recorder();
    World world = threeOfFive(recorder);
    long end = world.now() + 2_000_000;
    until(world, w -> w.now() > end);
    for (int id = 4; id <= 5; id++) {
      assertEquals(0, world.view(id).last().index());
      assertEquals(0, world.view(id).term());
      assertEquals(Configuration.NONE, world.view(id).configuration());
    }
    assertTrue(world.leader() <= 3);
  }

  @Test
  void servers_join_learn_vote_and_leave() {
    World world = threeOfFive(Observer.NONE);
    assertTrue(change(world, new MemberChange.Learn(NodeSet.of(4))));
    assertFalse(change(world, new MemberChange.Learn(NodeSet.of(5))), "one at a time");
    settle(world, new Configuration(NodeSet.of(1, 2, 3), NodeSet.EMPTY, NodeSet.of(4)));
    assertFalse(change(world, new MemberChange.Learn(NodeSet.of(4))), "it is so already");
    assertTrue(change(world, new MemberChange.Add(NodeSet.of(4, 5))));
    settle(world, Configuration.of(1, 2, 3, 4, 5));
    assertTrue(change(world, new MemberChange.Set(NodeSet.of(3, 4, 5))));
    settle(world, Configuration.of(3, 4, 5));
    assertTrue(change(world, new MemberChange.Remove(NodeSet.of(world.leader()))));
    until(world, w -> w.leader() == ServerId.NONE);
    until(world, w -> w.leader() != ServerId.NONE);
    assertEquals(2, world.view(world.leader()).configuration().voters().size());
    assertFalse(
        change(world, new MemberChange.Remove(NodeSet.of(1, 2, 3, 4, 5))), "nobody would be left");
  }

  @Test
  void a_newcomer_gets_a_snapshot_and_the_configuration_inside() {
    World world = threeOfFive(Observer.NONE);
    assertTrue(change(world, new MemberChange.Add(NodeSet.of(4))));
    settle(world, Configuration.of(1, 2, 3, 4));
    assertTrue(world.act(new Act.Ask(1, world.leader(), new Request.Put("x", "5"))));
    until(world, w -> w.peek(w.leader(), new Request.Get("x")).equals(new Answer.Found("5")));
    assertTrue(world.act(new Act.Snapshot(world.leader())));
    assertEquals(
        Configuration.of(1, 2, 3, 4), world.view(world.leader()).snapshot().configuration());
    assertTrue(change(world, new MemberChange.Learn(NodeSet.of(5))));
    until(world, w -> w.peek(5, new Request.Get("x")).equals(new Answer.Found("5")));
    assertEquals(world.view(world.leader()).snapshot(), world.view(5).snapshot());
    assertTrue(world.act(new Act.Crash(5, 0)));
    assertTrue(world.act(new Act.Restart(5)));
    assertEquals(Configuration.of(1, 2, 3, 4).voters(), world.view(5).configuration().voters());
  }

  @Test
  void a_cut_is_one_way_and_a_heal_takes_it_back() {
    Recorder recorder = new Recorder();
    World world = withLeader(3, recorder);
    int leader = world.leader();
    world.act(new Act.Cut(NodeSet.of(leader), NodeSet.of(follower(world))));
    assertTrue(world.isCut(leader, follower(world)));
    assertFalse(world.isCut(follower(world), leader));
    long end = world.now() + 1_000_000;
    until(world, w -> w.now() > end);
    assertFalse(recorder.vanished.isEmpty());
    for (Event.Delivery message : recorder.vanished) {
      assertEquals(leader, message.from());
    }
    world.act(new Act.Heal());
    assertFalse(world.isCut(leader, follower(world)));
  }

  @Test
  void messages_can_be_dropped_delayed_duplicated_and_delivered_by_name() {
    Recorder recorder = new Recorder();
    World world = new World(WorldConfig.of(3, 3), Rules.PAPER, recorder);
    assertTrue(world.act(new Act.Expire(1, Timer.ELECTION)));
    assertTrue(world.act(new Act.Duplicate("S1.1>S2#1")));
    assertTrue(world.act(new Act.Delay("S1.1>S2#1", 50_000)));
    assertTrue(world.act(new Act.Drop("S1.1>S3#1")));
    assertFalse(world.act(new Act.Drop("S1.1>S3#1")), "it is gone");
    assertFalse(world.act(new Act.Happen("S1.1>S3#1")), "it is gone");
    assertTrue(world.act(new Act.Happen("S1.1>S2#1+1")));
    assertEquals(0, world.now(), "time stands still for whoever names events");

    assertTrue(world.find("S1.1>S2#1").due() > 50_000);
    assertEquals(1, recorder.vanished.size());
    assertTrue(world.find("S2.1>S1#1") instanceof Event.Delivery, "the answer to the duplicate");
  }

  @Test
  void a_server_starts_with_what_a_scene_put_on_its_disk() {
    List<Entry> entries = List.of(new Entry(1, 1, Payload.NOOP), new Entry(2, 2, Payload.NOOP));
    DurableState given = new DurableState(new HardState(4, 3), entries);
    World world =
        new World(
            WorldConfig.of(1, 3).withGiven(List.of(given, DurableState.EMPTY, DurableState.EMPTY)),
            Rules.PAPER,
            Observer.NONE);

    assertEquals(4, world.view(1).term());
    assertEquals(3, world.view(1).votedFor());
    assertEquals(2, world.view(1).last().index());
    assertEquals(given, world.onDisk(1));
  }

  @Test
  void who_was_away_too_long_is_sent_a_snapshot_and_starts_with_it_again() {
    WorldConfig config = WorldConfig.of(7, 3).with(NO_TAIL);
    Checker checker = new Checker(config);
    World world = new World(config, Rules.PAPER, checker);
    until(world, w -> w.leader() != ServerId.NONE);
    int leader = world.leader();
    int away = follower(world);
    assertTrue(world.act(new Act.Crash(away, 0)));
    assertTrue(world.act(new Act.Ask(1, leader, new Request.Put("x", "5"))));
    until(world, w -> w.peek(leader, new Request.Get("x")).equals(new Answer.Found("5")));
    assertTrue(world.act(new Act.Snapshot(leader)));
    assertFalse(world.act(new Act.Snapshot(leader)), "there is nothing new");
    assertTrue(world.act(new Act.Restart(away)));
    until(world, w -> w.peek(away, new Request.Get("x")).equals(new Answer.Found("5")));

    assertEquals(world.view(leader).snapshot(), world.view(away).snapshot());
    assertEquals(world.stateDigest(leader), world.stateDigest(away));
    assertTrue(world.act(new Act.Crash(away, 0)));
    assertTrue(world.act(new Act.Restart(away)));
    assertEquals(new Answer.Found("5"), world.peek(away, new Request.Get("x")), "from its disk");
    checker.audit(world);
    assertEquals(List.of(), checker.violations());
  }

  @Test
  void the_same_seed_gives_the_same_run() {
    assertEquals(run(11, _ -> {}).times, run(11, _ -> {}).times);
    assertNotEquals(run(11, _ -> {}).times, run(12, _ -> {}).times);
  }

  @Test
  void leaving_an_event_out_leaves_the_draws_of_all_others_as_they_were() {
    Recorder all = run(5, _ -> {});
    Recorder without = run(5, world -> world.act(new Act.Drop("S1.1>S2#1")));
    assertNotEquals(all.times, without.times);

    Map<String, Long> common = new HashMap<>(all.ways);
    common.keySet().retainAll(without.ways.keySet());
    assertTrue(common.size() > 500, "only " + common.size() + " messages were sent in both runs");
    common.forEach((name, way) -> assertEquals(way, without.ways.get(name), name));
  }

  private static Recorder run(long seed, Consumer<World> meddler) {
    Recorder recorder = new Recorder();
    Workload workload =
        new Workload(4, 3, new Workload.Mix(30, 10, 5, 10, 10), 50, 0, 1_000, 50_000, 1_000);
    NetworkSettings overtaking = new NetworkSettings(5_000, 15_000, false, 0, 0, 0, 0, 0, 0);
    World world =
        new World(WorldConfig.of(seed, 3).with(workload).with(overtaking), Rules.PAPER, recorder);
    until(world, w -> w.find("S1.1>S2#1") != null);
    meddler.accept(world);
    while (world.events() < 2_000) {
      world.step();
    }
    return recorder;
  }

  @Test
  void a_copy_goes_on_by_itself_and_leaves_the_original_alone() {
    Workload workload =
        new Workload(4, 3, new Workload.Mix(30, 10, 5, 10, 10), 50, 0, 1_000, 50_000, 1_000);
    Recorder before = new Recorder();
    World world = new World(WorldConfig.of(9, 3).with(workload), Rules.PAPER, before);
    while (world.events() < 3_000) {
      world.step();
    }
    Recorder first = new Recorder();
    Recorder second = new Recorder();
    World copy = world.copy(first);
    copy.act(new Act.Crash(1, 0));
    World other = world.copy(second);
    world.watch(new Recorder());
    for (int i = 0; i < 2_000; i++) {
      copy.step();
    }
    for (int i = 0; i < 2_000; i++) {
      world.step();
    }
    Recorder again = new Recorder();
    other.watch(again);
    for (int i = 0; i < 2_000; i++) {
      other.step();
    }

    assertEquals(world.now(), other.now());
    for (int id = 1; id <= 3; id++) {
      assertEquals(world.view(id).last(), other.view(id).last());
      assertEquals(world.stateDigest(id), other.stateDigest(id));
      assertEquals(world.onDisk(id), other.onDisk(id));
    }
    assertFalse(copy.isUp(1));
    assertTrue(world.isUp(1));
  }

  @Test
  void a_broken_rule_stops_a_server_and_not_the_world() {
    List<String> reports = new ArrayList<>();
    Observer observer =
        new Observer() {
          @Override
          public void broke(World world, int server, String why) {
            reports.add(ServerId.name(server) + " " + why);
          }
        };
    World world = withLeader(3, observer);
    world.obey(
        new Rules() {
          @Override
          public boolean conflicts(TermAt ours, long theirTerm) {
            return true;
          }
        });
    until(world, _ -> !reports.isEmpty());

    assertTrue(reports.getFirst().contains("structure"), reports.toString());
    int broken = reports.getFirst().charAt(1) - '0';
    assertFalse(world.isUp(broken));
    assertFalse(world.act(new Act.Restart(broken)), "what is broken never starts again");
  }

  @Test
  void an_answer_can_be_lost_and_asked_for_again_in_a_session() {
    Recorder seen = new Recorder();
    World world = withLeader(3, seen);
    int leader = world.leader();
    assertFalse(world.act(new Act.LoseAnswer(1)), "nobody waits");
    assertTrue(world.act(new Act.Ask(1, leader, new Request.Register())));
    until(world, _ -> seen.ended(Phase.OK));
    assertTrue(world.act(new Act.Ask(1, leader, new Request.Append("x", "a"))));
    until(world, _ -> world.isBusy(1) && seen.last().phase() == Phase.INVOKE);
    until(world, _ -> world.act(new Act.LoseAnswer(1)));
    until(world, w -> w.peek(leader, new Request.Get("x")).equals(new Answer.Found("a")));
    assertEquals(Phase.INVOKE, seen.last().phase());
    assertTrue(world.act(new Act.AskAgain(1, leader)));
    until(world, _ -> seen.ended(Phase.OK));
    assertEquals(new Answer.Found("a"), world.peek(leader, new Request.Get("x")));
  }

  @Test
  void a_server_can_be_configured_otherwise_before_it_starts() {
    World world = withLeader(3, Observer.NONE);
    int server = follower(world);
    assertFalse(world.act(new Act.SetPreVote(server, false)), "it runs");
    assertTrue(world.act(new Act.Crash(server, 0)));
    assertFalse(world.act(new Act.SetPreVote(server, true)), "it is so already");
    assertTrue(world.act(new Act.SetPreVote(server, false)));
    assertTrue(world.act(new Act.Restart(server)));
    long term = world.view(server).term();
    World before = world.copy(Observer.NONE);
    for (World each : List.of(world, before)) {
      assertTrue(each.act(new Act.Expire(server, Timer.ELECTION)));
      assertEquals(RoleName.CANDIDATE, each.view(server).role());
      assertEquals(term + 1, each.view(server).term());
    }
  }

  @Test
  void a_server_that_does_not_exist_is_an_error() {
    World world = new World(WorldConfig.of(1, 3), Rules.PAPER, Observer.NONE);
    assertThrows(IllegalArgumentException.class, () -> world.act(new Act.Pause(4)));
    assertThrows(
        IllegalArgumentException.class,
        () -> change(world, new MemberChange.Add(NodeSet.of(2, 4))));
  }
}
