package dev.plongee.sim.scene;

import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.Request;
import dev.plongee.sim.world.World;
import dev.plongee.sim.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Does to a world what a scene says.
final class Deeds {
  private Deeds() {}

  /// @return why it cannot be done, null when it was done
  static @Nullable Failure perform(Stage stage, Command.Deed deed) {
    return switch (deed) {
      case Command.Crash(Target server, int keep, boolean torn) -> crash(stage, server, keep, torn);
      case Command.Restart(Target server, Optional<Boolean> preVote) ->
          restart(stage, server, preVote);
      case Command.Pause(Target server) -> at(stage, server, Act.Pause::new);
      case Command.Snapshot(Target server) -> at(stage, server, Act.Snapshot::new);
      case Command.Resume(Target server) -> at(stage, server, Act.Resume::new);
      case Command.Transfer(Target server) -> at(stage, server, Act.Transfer::new);
      case Command.Member(var as, List<Target> servers) -> members(stage, as, servers);
      case Command.Expire(Target server, Timer timer) ->
          at(stage, server, id -> new Act.Expire(id, timer));
      case Command.Sync(Target server) -> at(stage, server, Act.Sync::new);
      case Command.SlowDisk(Target server, long minUs, long maxUs) ->
          at(stage, server, id -> new Act.SetDisk(id, new DiskSettings(minUs, maxUs, false)));
      case Command.HangDisk(Target server) ->
          at(stage, server, id -> new Act.SetDisk(id, stage.world().diskSettings(id).hanging()));
      case Command.FillDisk(Target server, boolean full) ->
          at(stage, server, id -> new Act.SetSpace(id, !full));
      case Command.FailDisk(Target server) -> at(stage, server, id -> new Act.SetFailing(id, true));
      case Command.FlipBit(Target server, long entry) -> flip(stage, server, entry);
      case Command.MendDisk(Target server) -> mend(stage, server);
      case Command.Drift(Target server, int ppm) ->
          at(stage, server, id -> new Act.SetClock(id, ppm));
      case Command.Cut(List<Target> left, List<Target> right) -> cut(stage, left, right);
      case Command.CutOneWay(Target from, Target to) -> cutOneWay(stage, from, to);
      case Command.Heal() -> act(stage, new Act.Heal());
      case Command.Deliver(MessageRef message) -> message(stage, message, Act.Happen::new);
      case Command.Drop(MessageRef message) -> message(stage, message, Act.Drop::new);
      case Command.Duplicate(MessageRef message) -> message(stage, message, Act.Duplicate::new);
      case Command.Delay(MessageRef message, long us) ->
          message(stage, message, name -> new Act.Delay(name, us));
      case Command.Break(String breach) ->
          Zoo.find(breach).map(stage::breaks).orElse(false) ? null : new Failure.NoEffect();
      case Command.Mend(String breach) ->
          Zoo.find(breach).map(stage::mends).orElse(false) ? null : new Failure.NoEffect();
      case Command.Ask(Request request, int client, Target via) -> ask(stage, request, client, via);
      case Command.DropAnswer(int client) -> act(stage, new Act.LoseAnswer(client));
      case Command.Retry(int client, Target via) -> askAgain(stage, client, via);
    };
  }

  private static @Nullable Failure act(Stage stage, Act act) {
    return stage.world().act(act) ? null : new Failure.NoEffect();
  }

  private static @Nullable Failure at(Stage stage, Target target, IntFunction<Act> act) {
    int id = stage.resolve(target);
    return id == ServerId.NONE ? new Failure.Nobody(target) : act(stage, act.apply(id));
  }

  private static @Nullable Failure crash(Stage stage, Target server, int keep, boolean torn) {
    int id = stage.resolve(server);
    World world = stage.world();
    if (id != ServerId.NONE && torn && world.isUp(id) && world.unsynced(id).size() <= keep) {
      return new Failure.NothingToTear();
    }
    return at(stage, server, _ -> new Act.Crash(id, keep, torn));
  }

  private static @Nullable Failure flip(Stage stage, Target server, long entry) {
    Failure failure = at(stage, server, id -> new Act.DamageRecord(id, entry));
    return failure instanceof Failure.NoEffect ? new Failure.NoSuchWrite() : failure;
  }

  /// Takes back whatever was done to a disk.
  private static @Nullable Failure mend(Stage stage, Target server) {
    int id = stage.resolve(server);
    if (id == ServerId.NONE) {
      return new Failure.Nobody(server);
    }
    boolean changed = false;
    for (Act act :
        List.of(
            new Act.SetDisk(id, stage.world().config().disk()),
            new Act.SetSpace(id, true),
            new Act.SetFailing(id, false),
            new Act.Repair(id))) {
      changed |= stage.world().act(act);
    }
    return changed ? null : new Failure.NoEffect();
  }

  private static @Nullable Failure restart(Stage stage, Target server, Optional<Boolean> preVote) {
    int id = stage.resolve(server);
    if (id != ServerId.NONE && preVote.isPresent()) {
      stage.world().act(new Act.SetPreVote(id, preVote.get()));
    }
    return at(stage, server, Act.Restart::new);
  }

  private static @Nullable Failure message(
      Stage stage, MessageRef message, Function<String, Act> act) {
    List<Event.Delivery> found = Judge.messages(stage, message);
    if (found.size() < message.number()) {
      return new Failure.NoSuchMessage(onTheirWay(stage.world()));
    }
    return act(stage, act.apply(found.get(message.number() - 1).name()));
  }

  /// `AppendEntries S1 -> S2`, ...
  private static List<String> onTheirWay(World world) {
    List<String> all = new ArrayList<>();
    for (Event event : world.pending()) {
      if (event instanceof Event.Delivery delivery) {
        all.add(
            MessageKind.of(delivery.message()).word()
                + " "
                + ServerId.name(delivery.from())
                + " -> "
                + ServerId.name(delivery.to()));
      }
    }
    return all;
  }

  // --- members

  private static @Nullable Failure members(
      Stage stage, Command.Membership as, List<Target> servers) {
    Failure nobody = missing(stage, servers);
    if (nobody != null) {
      return nobody;
    }
    return act(stage, new Act.ChangeMembers(as.of(stage.resolve(servers))));
  }

  // --- cuts

  private static @Nullable Failure cut(Stage stage, List<Target> left, List<Target> right) {
    for (List<Target> side : List.of(left, right)) {
      Failure nobody = missing(stage, side);
      if (nobody != null) {
        return nobody;
      }
    }
    NodeSet a = side(stage, left, right);
    NodeSet b = side(stage, right, left);
    if (a.isEmpty() || b.isEmpty() || a.common(b) > 0) {
      return new Failure.NoEffect();
    }
    stage.world().act(new Act.Cut(a, b));
    return act(stage, new Act.Cut(b, a));
  }

  private static @Nullable Failure cutOneWay(Stage stage, Target from, Target to) {
    int sender = stage.resolve(from);
    if (sender == ServerId.NONE) {
      return new Failure.Nobody(from);
    }
    // Nothing ever goes from a server to itself.
    return sender == stage.resolve(to)
        ? new Failure.NoEffect()
        : at(stage, to, id -> new Act.Cut(NodeSet.of(sender), NodeSet.of(id)));
  }

  /// The first of these that means nobody; null when all mean somebody.
  private static @Nullable Failure missing(Stage stage, List<Target> targets) {
    for (Target target : targets) {
      if (target != Target.REST && stage.resolve(target) == ServerId.NONE) {
        return new Failure.Nobody(target);
      }
    }
    return null;
  }

  private static NodeSet side(Stage stage, List<Target> side, List<Target> other) {
    if (!side.contains(Target.REST)) {
      return stage.resolve(side);
    }
    NodeSet all = stage.world().config().all();
    return new NodeSet(all.bits() & ~stage.resolve(other).bits());
  }

  // --- clients

  private static @Nullable Failure ask(Stage stage, Request request, int client, Target via) {
    int server = asked(stage, client, via);
    if (server == ServerId.NONE) {
      return new Failure.Nobody(via);
    }
    if (!stage.world().act(new Act.Ask(client, server, request))) {
      return new Failure.NoEffect();
    }
    stage.ledger().asked(client, server, request);
    return call(stage, client);
  }

  private static @Nullable Failure askAgain(Stage stage, int client, Target via) {
    int server = asked(stage, client, via);
    if (server == ServerId.NONE) {
      return new Failure.Nobody(via);
    }
    if (!stage.world().act(new Act.AskAgain(client, server))) {
      return new Failure.NoEffect();
    }
    return call(stage, client);
  }

  private static int asked(Stage stage, int client, Target via) {
    if (!(via instanceof Target.Unsaid)) {
      return stage.resolve(via);
    }
    int leader = stage.world().leader();
    return leader == ServerId.NONE ? stage.ledger().lastServer(client) : leader;
  }

  /// The call reaches its server at once: what a scene does takes no time.
  private static @Nullable Failure call(Stage stage, int client) {
    stage.take();
    for (Event event : stage.world().pending()) {
      if (event instanceof Event.Call call && call.client() == client) {
        return act(stage, new Act.Happen(call.name()));
      }
    }
    return new Failure.NoEffect();
  }
}
