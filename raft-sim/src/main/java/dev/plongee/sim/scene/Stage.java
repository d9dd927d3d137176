package dev.plongee.sim.scene;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Output;
import dev.plongee.core.Rules;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Recorder;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import dev.plongee.sim.world.WorldConfig;
import dev.plongee.sim.zoo.Breach;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A world with everybody who watches it for a scene: who writes down, who judges, who remembers;
/// and the names that were given to servers.
final class Stage implements Observer {
  private final World world;
  private final Recorder recorder;
  private final Checker checker;
  private final Ledger ledger;
  private final Chronicle chronicle;
  private final TreeMap<String, Integer> names;

  /// The rules of the run, and the one that is broken now; empty when all are obeyed.
  private final Rules rules;

  private String broken = "";

  /// The beginning of a scene.
  Stage(WorldConfig config, Rules rules) {
    recorder = new Recorder();
    checker = new Checker(config);
    ledger = new Ledger();
    chronicle = new Chronicle();
    names = new TreeMap<>();
    this.rules = rules;
    world = new World(config, rules, this);
  }

  private Stage(Stage other) {
    recorder = other.recorder.copy();
    checker = other.checker.copy();
    ledger = other.ledger.copy();
    chronicle = other.chronicle.copy();
    names = new TreeMap<>(other.names);
    rules = other.rules;
    broken = other.broken;
    world = other.world.copy(this);
  }

  /// A stage of its own that goes on from here.
  Stage copy() {
    return new Stage(this);
  }

  World world() {
    return world;
  }

  Checker checker() {
    return checker;
  }

  Ledger ledger() {
    return ledger;
  }

  Chronicle chronicle() {
    return chronicle;
  }

  /// What happened since the last call.
  List<Happening> take() {
    return recorder.take();
  }

  /// What may be named now.
  Scope scope() {
    return new Scope(world.servers(), List.copyOf(names.keySet()));
  }

  void name(String name, int server) {
    names.put(name, server);
  }

  /// What a server is called.
  List<String> names(int server) {
    List<String> its = new ArrayList<>();
    names.forEach((name, id) -> {
      if (id == server) {
        its.add(name);
      }
    });
    return its;
  }

  // --- rules

  /// Breaks a rule; false when one is broken already.
  boolean breaks(Breach breach) {
    if (!broken.isEmpty()) {
      return false;
    }
    broken = breach.function();
    world.obey(breach.rules());
    return true;
  }

  /// False when this rule is not broken.
  boolean mends(Breach breach) {
    if (!broken.equals(breach.function())) {
      return false;
    }
    broken = "";
    world.obey(rules);
    return true;
  }

  // --- whom a target means

  /// The server that is meant now, [ServerId#NONE] when it is nobody.
  int resolve(Target target) {
    return switch (target) {
      case Target.Fixed(int id) -> id;
      case Target.Named(String name) -> named(name);
      case Target.Leader() -> world.leader();
      case Target.NewLeader() -> newLeader();
      case Target.LeaderIn(List<Target> servers) -> leaderIn(servers);
      case Target.Follower(int rank) -> follower(rank);
      case Target.Rest(), Target.Unsaid() -> ServerId.NONE;
    };
  }

  /// The servers that are meant now, without those that are nobody.
  NodeSet resolve(List<Target> targets) {
    NodeSet meant = NodeSet.EMPTY;
    for (Target target : targets) {
      int id = resolve(target);
      meant = id == ServerId.NONE ? meant : meant.with(id);
    }
    return meant;
  }

  private int named(String name) {
    @Nullable Integer id = names.get(name);
    return id == null ? ServerId.NONE : id;
  }

  private int newLeader() {
    int leader = world.leader();
    boolean isNew = leader != ServerId.NONE && world.view(leader).term() > ledger.oldLeaderTerm();
    return isNew ? leader : ServerId.NONE;
  }

  private int leaderIn(List<Target> servers) {
    int best = ServerId.NONE;
    for (Target target : servers) {
      int id = resolve(target);
      if (id != ServerId.NONE
          && Judge.leads(world, id)
          && (best == ServerId.NONE || world.view(id).term() > world.view(best).term())) {
        best = id;
      }
    }
    return best;
  }

  private int follower(int rank) {
    int left = rank;
    for (int id = 1; id <= world.servers(); id++) {
      if (Judge.follows(world, id) && --left == 0) {
        return id;
      }
    }
    return ServerId.NONE;
  }

  // --- watching

  @Override
  public void started(World seen, int server, DurableState found) {
    recorder.started(seen, server, found);
    checker.started(seen, server, found);
  }

  @Override
  public void stepped(World seen, Event cause, int server, Input input, Output output) {
    recorder.stepped(seen, cause, server, input, output);
    checker.stepped(seen, cause, server, input, output);
    ledger.stepped(seen, cause, server, input, output);
  }

  @Override
  public void appended(World seen, int server, Event.Call call, LogPosition at) {
    checker.appended(seen, server, call, at);
    ledger.appended(seen, server, call, at);
  }

  @Override
  public void applied(World seen, int server, Entry entry, Result result) {
    recorder.applied(seen, server, entry, result);
    checker.applied(seen, server, entry, result);
  }

  @Override
  public void restored(World seen, int server, SnapshotMeta snapshot) {
    checker.restored(seen, server, snapshot);
  }

  @Override
  public void synced(World seen, int server, long write) {
    recorder.synced(seen, server, write);
    checker.synced(seen, server, write);
  }

  @Override
  public void syncFailed(World seen, int server) {
    recorder.syncFailed(seen, server);
    checker.syncFailed(seen, server);
  }

  @Override
  public void damaged(World seen, int server, boolean flipped) {
    checker.damaged(seen, server, flipped);
  }

  @Override
  public void refusedToStart(World seen, int server, Down why, ScanEnd end) {
    recorder.refusedToStart(seen, server, why, end);
    checker.refusedToStart(seen, server, why, end);
  }

  @Override
  public void cutOff(World seen, int server, ScanEnd end) {
    recorder.cutOff(seen, server, end);
    checker.cutOff(seen, server, end);
  }

  @Override
  public void stopped(World seen, int server, List<Write> kept, boolean torn) {
    recorder.stopped(seen, server, kept, torn);
    checker.stopped(seen, server, kept, torn);
  }

  @Override
  public void broke(World seen, int server, String why) {
    checker.broke(seen, server, why);
  }

  @Override
  public void vanished(World seen, Event.Delivery message) {
    recorder.vanished(seen, message);
  }

  @Override
  public void client(World seen, ClientEvent event) {
    recorder.client(seen, event);
    checker.client(seen, event);
    ledger.client(seen, event);
    chronicle.client(seen, event);
  }

  @Override
  public void performed(World seen, Event event) {
    recorder.performed(seen, event);
    chronicle.performed(seen, event);
  }
}
