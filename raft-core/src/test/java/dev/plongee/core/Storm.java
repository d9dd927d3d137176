package dev.plongee.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A cluster in which anything may happen, and a witness of the five guarantees of Figure 3.
final class Storm {
  /// What was committed first, and in which term its leader was then.
  private record Committed(Entry entry, long leaderTerm) {}

  private final int size;
  private final Cluster cluster;
  private final Map<Long, Integer> leaders = new TreeMap<>();
  private final List<Committed> committed = new ArrayList<>();
  private final Map<Long, Integer> committedBeforeRead = new TreeMap<>();
  private final int[] repliesSeen;
  private long nextRead;
  private int answeredReads;

  /// @param seed of the election timeouts
  Storm(int size, Rules rules, RaftConfig.Features features, long seed) {
    this.size = size;
    RaftConfig config =
        Given.config(size, new RaftConfig.Limits(2, 200, 2, 20, 1_000_000, 2, 10))
            .with(features)
            .withTracing(false);
    cluster = Cluster.withTimeouts(seed, rules, config);
    cluster.disksAreFast(false);
    repliesSeen = new int[size + 1];
  }

  int committed() {
    return committed.size();
  }

  int terms() {
    return leaders.size();
  }

  /// How often a state machine was replaced with a snapshot.
  int restored() {
    return cluster.restored();
  }

  int answeredReads() {
    return answeredReads;
  }

  /// Lets each of these things happen; after each of them the guarantees are checked.
  void run(List<Fate> fates) {
    for (Fate fate : fates) {
      make(fate);
      check();
    }
  }

  /// The same without a judge, to see how broken rules treat the structure.
  void runUnjudged(List<Fate> fates) {
    fates.forEach(this::make);
  }

  private void make(Fate fate) {
    switch (fate) {
      case Fate.Deliver(int place) when onTheTable() > 0 ->
          cluster.deliverAt(place % onTheTable(), false);
      case Fate.Duplicate(int place) when onTheTable() > 0 ->
          cluster.deliverAt(place % onTheTable(), true);
      case Fate.Lose(int place) when onTheTable() > 0 -> cluster.loseAt(place % onTheTable());
      case Fate.Deliver _, Fate.Duplicate _, Fate.Lose _ -> {}
      case Fate.Calm(int without) -> calm(without);
      case Fate.Pass(int us) -> {
        cluster.pass(us);
        for (int id = 1; id <= size; id++) {
          cluster.tick(id);
        }
      }
      case Fate.Expire(int server, Timer timer) -> cluster.expire(id(server), timer);
      case Fate.Sync(int server) -> sync(id(server));
      case Fate.Restart(int server) -> cluster.restart(id(server));
      case Fate.Campaign(int server) -> {
        cluster.pass(300_000);
        cluster.expire(id(server), Timer.ELECTION);
      }
      case Fate.Propose(int leader, int count) -> {
        for (int i = 0; i < count; i++) {
          cluster.propose(leader(leader), "x");
        }
      }
      case Fate.Transfer(int leader, int target) ->
          cluster.step(leader(leader), new Input.TransferLeadership(id(target)));
      case Fate.ChangeMembers(int leader, int voters) ->
          cluster.step(leader(leader), new Input.ChangeMembers(target(voters)));
      case Fate.Snapshot(int server) -> cluster.snapshot(id(server));
      case Fate.Read(int leader) -> {
        committedBeforeRead.put(nextRead, committed.size());
        cluster.read(leader(leader), nextRead++);
      }
    }
  }

  /// One of those that lead, or believe so; anybody when there is none.
  private int leader(int choice) {
    List<Integer> leading = new ArrayList<>();
    for (int id = 1; id <= size; id++) {
      if (cluster.role(id) == RoleName.LEADER) {
        leading.add(id);
      }
    }
    return leading.isEmpty() ? id(choice) : leading.get(choice % leading.size());
  }

  /// Some servers vote, all others learn.
  private Configuration target(int bits) {
    NodeSet voters = NodeSet.EMPTY;
    NodeSet learners = NodeSet.EMPTY;
    for (int id = 1; id <= size; id++) {
      if ((bits >> id - 1 & 1) != 0) {
        voters = voters.with(id);
      } else {
        learners = learners.with(id);
      }
    }
    return voters.isEmpty()
        ? new Configuration(learners)
        : new Configuration(voters, NodeSet.EMPTY, learners);
  }

  private int onTheTable() {
    return cluster.messagesOnTheTable();
  }

  private int id(int server) {
    return 1 + server % size;
  }

  private void sync(int id) {
    if (cluster.unfinishedWrites(id) > 0) {
      cluster.syncAll(id);
    }
  }

  private void calm(int without) {
    List<Integer> among = new ArrayList<>();
    for (int id = 1; id <= size; id++) {
      if (id != without) {
        among.add(id);
        sync(id);
      }
    }
    cluster.deliverAmong(among.toArray(Integer[]::new));
  }

  // --- Figure 3

  private void check() {
    for (int id = 1; id <= size; id++) {
      RaftView view = cluster.view(id);
      if (view.role() == RoleName.LEADER) {
        checkElectionSafety(id, view);
      }
      checkCommitted(view);
      checkApplied(id, view);
      checkReads(id);
    }
    for (int id = 1; id <= size; id++) {
      if (cluster.role(id) == RoleName.LEADER) {
        checkLeaderCompleteness(cluster.view(id));
      }
      for (int other = id + 1; other <= size; other++) {
        checkLogMatching(cluster.view(id), cluster.view(other));
      }
    }
  }

  private void checkElectionSafety(int id, RaftView view) {
    Integer leader = leaders.putIfAbsent(view.term(), id);
    assertTrue(leader == null || leader == id, () -> "two leaders in term " + view.term());
  }

  /// State machine safety: all agree on what is committed at a place.
  private void checkCommitted(RaftView view) {
    assertTrue(view.commitIndex() <= view.last().index(), "what is committed here is held here");
    for (long index = view.base().index() + 1; index <= view.commitIndex(); index++) {
      Entry entry = view.entry(index);
      if (index > committed.size()) {
        committed.add(new Committed(entry, view.term()));
      }
      assertEquals(committed.get((int) index - 1).entry(), entry, "committed once, for ever");
    }
  }

  /// State machine safety: whoever has applied this much, has applied the same.
  private void checkApplied(int id, RaftView view) {
    List<Entry> applied = cluster.applied(id);
    assertEquals(view.appliedIndex(), applied.size(), "applied one by one, or by a snapshot");
    if (!applied.isEmpty()) {
      assertEquals(committed.get(applied.size() - 1).entry(), applied.getLast());
    }
  }

  private void checkLeaderCompleteness(RaftView leader) {
    for (Committed each : committed) {
      long index = each.entry().index();
      if (each.leaderTerm() < leader.term()) {
        assertTrue(index <= leader.last().index(), "a leader holds all that is committed");
        assertTrue(
            index <= leader.base().index() || each.entry().equals(leader.entry(index)),
            "a leader holds all that is committed");
      }
    }
  }

  private static void checkLogMatching(RaftView one, RaftView other) {
    boolean agree = false;
    long base = Math.max(one.base().index(), other.base().index());
    for (long i = Math.min(one.last().index(), other.last().index()); i > base; i--) {
      if (one.entry(i).term() == other.entry(i).term()) {
        agree = true;
      } else if (agree) {
        fail("two logs agree at a place and differ before it, at " + i);
      }
    }
  }

  /// A read sees all that was committed when it was asked.
  private void checkReads(int id) {
    List<Reply> replies = cluster.replies(id);
    for (; repliesSeen[id] < replies.size(); repliesSeen[id]++) {
      if (replies.get(repliesSeen[id]) instanceof Reply.ReadReady(List<Long> ids, long index)) {
        for (Long read : ids) {
          answeredReads++;
          assertTrue(committedBeforeRead.get(read) <= index, "a stale read");
          assertTrue(index <= cluster.view(id).appliedIndex(), "a read before its index");
        }
      }
    }
  }

  // --- after the storm

  /// Nothing fails any more: within ten of the longest election timeouts one server leads, what is
  /// then proposed is committed, and all logs are equal.
  void calmDown() {
    cluster.loseEverything();
    cluster.disksAreFast(true);
    for (int id = 1; id <= size; id++) {
      sync(id);
    }
    for (int i = 0; i < 120; i++) {
      cluster.pass(25_000);
      for (int id = 1; id <= size; id++) {
        cluster.tick(id);
      }
      cluster.deliverAll();
      check();
    }
    int leader = newestLeader();
    assertTrue(leader != ServerId.NONE, "somebody leads");
    cluster.propose(leader, "the last word");
    cluster.deliverAll();
    cluster.expire(leader, Timer.HEARTBEAT);
    cluster.deliverAll();
    check();
    NodeSet members = cluster.view(leader).configuration().members();
    for (int id = members.next(ServerId.NONE); id != ServerId.NONE; id = members.next(id)) {
      assertEquals(cluster.view(leader).last(), cluster.view(id).last());
      assertEquals(cluster.applied(leader), cluster.applied(id));
      assertEquals(cluster.view(leader).last().index(), cluster.view(id).appliedIndex());
    }
  }

  private int newestLeader() {
    int newest = ServerId.NONE;
    for (int id = 1; id <= size; id++) {
      boolean newer =
          newest == ServerId.NONE || cluster.view(id).term() > cluster.view(newest).term();
      if (cluster.role(id) == RoleName.LEADER && newer) {
        newest = id;
      }
    }
    return newest;
  }
}
