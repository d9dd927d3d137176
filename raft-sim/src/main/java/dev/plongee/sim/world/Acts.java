package dev.plongee.sim.world;

import dev.plongee.core.Configuration;
import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;
import java.util.List;

/// What each act does to a world.
final class Acts {
  private Acts() {}

  static boolean perform(World world, Act act) {
    return switch (act) {
      case Act.Crash(int server, int keep, boolean torn) -> crash(world, server, keep, torn);
      case Act.Restart(int server) -> restart(world, act, server);
      case Act.SetPreVote(int server, boolean on) -> setPreVote(world, server, on);
      case Act.Pause(int server) -> pause(world, server);
      case Act.Resume(int server) -> resume(world, act, server);
      case Act.Transfer(int server) -> transfer(world, act, server);
      case Act.ChangeMembers(MemberChange change) -> changeMembers(world, act, change);
      case Act.Cut(NodeSet from, NodeSet to) -> cut(world, from, to, 1);
      case Act.Mend(NodeSet from, NodeSet to) -> cut(world, from, to, -1);
      case Act.Heal() -> {
        world.network().heal();
        yield true;
      }
      case Act.SetNetwork(NetworkSettings settings) -> {
        world.network().set(settings);
        yield true;
      }
      case Act.SetDisk(int server, DiskSettings settings) -> {
        Host host = world.own(server);
        yield host.disk().set(world, host, settings);
      }
      case Act.SetSpace(int server, boolean enough) -> {
        Host host = world.own(server);
        boolean changes = host.full == enough;
        host.full = !enough;
        host.tellSpace(world, new Event.Acted(act, world.now()));
        yield changes;
      }
      case Act.SetFailing(int server, boolean fails) -> world.own(server).disk().setFailing(fails);
      case Act.Damage(int server, int place) ->
          damaged(world, server, world.own(server).disk().damage(place));
      case Act.DamageRecord(int server, long entry) ->
          damaged(world, server, world.own(server).disk().damageRecord(entry));
      case Act.Repair(int server) -> repair(world, server);
      case Act.SetClock(int server, int ppm) -> world.own(server).drift(world, ppm);
      case Act.Ask(int client, int server, Request request) ->
          world.clients().ask(world, client, server, request);
      case Act.AskAgain(int client, int server) -> world.clients().askAgain(world, client, server);
      case Act.LoseAnswer(int client) -> world.clients().loseAnswer(client);
      case Act.GiveUp(int client) -> world.clients().giveUp(world, client);
      case Act.Work(boolean on) -> {
        world.setClientsCall(on);
        yield true;
      }
      case Act.Happen _, Act.Sync _ ->
          throw new IllegalArgumentException(act + " lets an event happen");
      case Act.Drop(String message) -> drop(world, message);
      case Act.DropAll() -> dropAll(world);
      case Act.Delay(String message, long us) -> delay(world, message, us);
      case Act.Duplicate(String message) -> duplicate(world, message);
      case Act.Expire(int server, Timer timer) -> expire(world, act, server, timer);
      case Act.Snapshot(int server) -> {
        Host host = world.own(server);
        yield host.runs() && host.takeSnapshot(world, new Event.Acted(act, world.now()));
      }
      case Act.Wait(long us) -> {
        world.pass(us);
        yield true;
      }
    };
  }

  private static boolean transfer(World world, Act act, int target) {
    int leader = world.leader();
    if (leader == ServerId.NONE || world.isPaused(leader)) {
      return false;
    }
    return world.own(leader).transfer(world, new Event.Acted(act, world.now()), target);
  }

  private static boolean changeMembers(World world, Act act, MemberChange change) {
    int leader = world.leader();
    if (leader == ServerId.NONE || world.isPaused(leader)) {
      return false;
    }
    Host host = world.own(leader);
    Configuration target = change.from(host.view().configuration());
    return !target.voters().isEmpty()
        && host.changeMembers(world, new Event.Acted(act, world.now()), target);
  }

  private static boolean crash(World world, int server, int keep, boolean torn) {
    Host host = world.own(server);
    if (!host.up || torn && host.disk().unsynced().size() <= keep) {
      return false;
    }
    world.stop(host, Down.CRASHED, keep, torn);
    return true;
  }

  private static boolean restart(World world, Act act, int server) {
    Host host = world.own(server);
    if (host.up || host.down == Down.BROKEN) {
      return false;
    }
    host.start(world);
    host.tellSpace(world, new Event.Acted(act, world.now()));
    return true;
  }

  private static boolean damaged(World world, int server, boolean done) {
    if (done) {
      world.observer().damaged(world, server, true);
    }
    return done;
  }

  private static boolean repair(World world, int server) {
    boolean done = world.own(server).disk().repair();
    if (done) {
      world.observer().damaged(world, server, false);
    }
    return done;
  }

  private static boolean setPreVote(World world, int server, boolean on) {
    Host host = world.own(server);
    if (host.up || host.preVote == on) {
      return false;
    }
    host.preVote = on;
    return true;
  }

  private static boolean pause(World world, int server) {
    Host host = world.own(server);
    if (!host.runs()) {
      return false;
    }
    host.pause();
    return true;
  }

  private static boolean resume(World world, Act act, int server) {
    Host host = world.own(server);
    if (!host.paused) {
      return false;
    }
    host.resume(world, new Event.Acted(act, world.now()));
    return true;
  }

  private static boolean cut(World world, NodeSet from, NodeSet to, int change) {
    world.network().cut(from, to, change);
    return true;
  }

  private static boolean drop(World world, String name) {
    if (!(world.find(name) instanceof Event.Delivery message)) {
      return false;
    }
    world.queue().remove(message);
    world.observer().vanished(world, message);
    return true;
  }

  private static boolean dropAll(World world) {
    List<Event> all = world.queue().all();
    for (Event event : all) {
      if (event instanceof Event.Delivery message) {
        world.queue().remove(message);
        world.observer().vanished(world, message);
      } else if (event instanceof Event.Late late) {
        world.queue().remove(late);
      }
    }
    world.network().forgetTraffic();
    return true;
  }

  private static boolean delay(World world, String name, long us) {
    if (!(world.find(name) instanceof Event.Delivery message)) {
      return false;
    }
    world.queue().remove(message);
    world.queue().add(message.at(message.due() + us));
    return true;
  }

  private static boolean duplicate(World world, String name) {
    if (!(world.find(name) instanceof Event.Delivery message)) {
      return false;
    }
    int copy = 1;
    while (world.find(message.copied(copy).name()) != null) {
      copy++;
    }
    world.queue().add(message.copied(copy));
    return true;
  }

  private static boolean expire(World world, Act act, int server, Timer timer) {
    Host host = world.own(server);
    if (!host.runs() || host.view().deadline(timer) == EventQueue.NEVER) {
      return false;
    }
    host.fire(world, new Event.Acted(act, world.now()), timer);
    return true;
  }
}
