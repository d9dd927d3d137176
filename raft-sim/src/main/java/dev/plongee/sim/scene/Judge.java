package dev.plongee.sim.scene;

import dev.plongee.core.Configuration;
import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.check.Violation;
import dev.plongee.sim.world.Answer;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// Says whether a condition holds at this moment.
final class Judge {
  private Judge() {}

  static boolean holds(Stage stage, Condition condition) {
    World world = stage.world();
    return switch (condition) {
      case Condition.Exists(Target leader) -> stage.resolve(leader) != ServerId.NONE;
      case Condition.NoLeader() -> count(world, RoleName.LEADER) == 0;
      case Condition.Leaders(int count) -> count(world, RoleName.LEADER) == count;
      case Condition.Candidates(int count) -> count(world, RoleName.CANDIDATE) == count;
      case Condition.InRole(Target server, RoleName role) ->
          at(stage, server, id -> world.isUp(id) && world.view(id).role() == role);
      case Condition.IsDown(Target server) -> at(stage, server, id -> !world.isUp(id));
      case Condition.IsDownBecause(Target server, Down why) ->
          at(stage, server, id -> world.down(id) == why);
      case Condition.IsPaused(Target server) -> at(stage, server, world::isPaused);
      case Condition.IsFull(Target server) ->
          at(stage, server, id -> world.isUp(id) && !world.view(id).hasSpace());
      case Condition.IsDamaged(Target server) -> at(stage, server, world::isDamaged);
      case Condition.FoundTorn(Target server) -> at(stage, server, world::foundTorn);
      case Condition.InTerm(Target server, long term) ->
          at(stage, server, id -> world.view(id).term() == term);
      case Condition.Committed(String key) -> stage.ledger().isCommitted(position(stage, key));
      case Condition.Acknowledged(String key) -> isAcknowledged(stage, key);
      case Condition.WasRead(int client, String value) -> stage.ledger().wasRead(client, value);
      case Condition.HasFailed(int client) -> stage.ledger().hasFailed(client);
      case Condition.Unknown(int client) -> stage.ledger().isUnknown(client);
      case Condition.Applied(String key, Target at) -> {
        LogPosition position = position(stage, key);
        yield at(stage, at, id -> hasApplied(world.view(id), position));
      }
      case Condition.Stored(String key, int count) -> stored(world, position(stage, key)) >= count;
      case Condition.HasValue(String key, String value, Target at) -> {
        Answer found = new Answer.Found(value);
        yield at(stage, at, id -> world.peek(id, new Request.Get(key)).equals(found));
      }
      case Condition.Absent(String key, Target at) -> {
        Answer absent = new Answer.Absent();
        yield at(stage, at, id -> world.peek(id, new Request.Get(key)).equals(absent));
      }
      case Condition.LogIs(Target server, List<Long> terms) ->
          at(stage, server, id -> terms(world.view(id)).equals(terms));
      case Condition.Agree(List<Target> servers) -> agree(stage, servers);
      case Condition.SnapshotIs(Target server, long index) ->
          at(stage, server, id -> world.view(id).snapshot().index() == index);
      case Condition.Voters(List<Target> servers, Target at) -> {
        NodeSet voters = stage.resolve(servers);
        yield at(stage, at, id -> votes(world.view(id).configuration(), voters));
      }
      case Condition.Learners(List<Target> servers, Target at) -> {
        NodeSet learners = stage.resolve(servers);
        yield at(stage, at, id -> world.view(id).configuration().learners().equals(learners));
      }
      case Condition.Joint(Target at) ->
          at(stage, at, id -> world.view(id).configuration().isJoint());
      case Condition.OnItsWay(MessageRef message) ->
          messages(stage, message).size() >= message.number();
      case Condition.Refused(var rule, Target at) ->
          at instanceof Target.Unsaid
              ? stage.ledger().wasRefused(rule, ServerId.NONE)
              : at(stage, at, id -> stage.ledger().wasRefused(rule, id));
      case Condition.Violated(Invariant invariant) -> isViolated(stage, invariant);
      case Condition.Quiet() -> isQuiet(world);
      case Condition.Not(Condition inner) -> !holds(stage, inner);
    };
  }

  /// At this server; where none was said, at every running one.
  private static boolean at(Stage stage, Target target, IntPredicate holds) {
    if (target instanceof Target.Unsaid) {
      for (int id = 1; id <= stage.world().servers(); id++) {
        if (stage.world().isUp(id) && !holds.test(id)) {
          return false;
        }
      }
      return true;
    }
    int id = stage.resolve(target);
    return id != ServerId.NONE && holds.test(id);
  }

  static boolean leads(World world, int id) {
    return world.isUp(id) && world.view(id).role() == RoleName.LEADER;
  }

  static boolean follows(World world, int id) {
    return world.isUp(id) && world.view(id).role() == RoleName.FOLLOWER;
  }

  private static int count(World world, RoleName role) {
    int count = 0;
    for (int id = 1; id <= world.servers(); id++) {
      count += world.isUp(id) && world.view(id).role() == role ? 1 : 0;
    }
    return count;
  }

  private static boolean votes(Configuration configuration, NodeSet voters) {
    return !configuration.isJoint() && configuration.voters().equals(voters);
  }

  private static LogPosition position(Stage stage, String key) {
    Ledger.LastWrite write = stage.ledger().lastWrite(key);
    return write == null ? LogPosition.ZERO : write.at();
  }

  private static boolean isAcknowledged(Stage stage, String key) {
    Ledger.LastWrite write = stage.ledger().lastWrite(key);
    return write != null && write.acknowledged();
  }

  private static boolean hasApplied(RaftView view, LogPosition at) {
    return at.index() > 0
        && view.appliedIndex() >= at.index()
        && (view.termAt(at.index()).isKnown(at.term()) || view.termAt(at.index()).isCompacted());
  }

  /// On how many disks an entry is.
  private static int stored(World world, LogPosition at) {
    int count = 0;
    for (int id = 1; id <= world.servers(); id++) {
      DurableState disk = world.onDisk(id);
      List<Entry> log = disk.entries();
      int place = (int) (at.index() - disk.base().index()) - 1;
      if (at.index() > 0 && at.index() <= disk.snapshot().index()
          || place >= 0 && place < log.size() && log.get(place).term() == at.term()) {
        count++;
      }
    }
    return count;
  }

  private static List<Long> terms(RaftView view) {
    List<Long> terms = new ArrayList<>();
    log(view).forEach(entry -> terms.add(entry.term()));
    return terms;
  }

  private static boolean agree(Stage stage, List<Target> servers) {
    int first = stage.resolve(servers.getFirst());
    for (Target target : servers) {
      int id = stage.resolve(target);
      if (first == ServerId.NONE
          || id == ServerId.NONE
          || !log(stage.world().view(id)).equals(log(stage.world().view(first)))) {
        return false;
      }
    }
    return true;
  }

  private static List<Entry> log(RaftView view) {
    List<Entry> entries = new ArrayList<>();
    for (long index = view.base().index() + 1; index <= view.last().index(); index++) {
      entries.add(view.entry(index));
    }
    return entries;
  }

  /// Such messages on their way, the one that left first at the front.
  static List<Event.Delivery> messages(Stage stage, MessageRef message) {
    int from = stage.resolve(message.from());
    int to = stage.resolve(message.to());
    List<Event.Delivery> found = new ArrayList<>();
    for (Event event : stage.world().pending()) {
      if (event instanceof Event.Delivery delivery
          && delivery.from() == from
          && delivery.to() == to
          && MessageKind.of(delivery.message()) == message.kind()) {
        found.add(delivery);
      }
    }
    found.sort(Event.Delivery::compareDepartures);
    return found;
  }

  static boolean isViolated(Stage stage, Invariant invariant) {
    for (Violation violation : stage.checker().violations()) {
      if (violation.invariant() == invariant) {
        return true;
      }
    }
    return false;
  }

  private static boolean isQuiet(World world) {
    for (Event event : world.pending()) {
      if (!(event instanceof Event.Fired)) {
        return false;
      }
    }
    return true;
  }
}
