package dev.plongee.sim.page;

import dev.plongee.core.NodeSet;
import dev.plongee.sim.phrase.EventPhrases;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What was done to the world, from when to when, for the lanes above the history of the clients.
final class Faults {
  private static final long OPEN = Long.MAX_VALUE;

  /// Something that lasts, or a moment when `from` is `to`.
  private static final class Fault {
    private final Event.Acted began;
    private final NodeSet servers;
    private long to;

    Fault(Event.Acted began, NodeSet servers, long to) {
      this.began = began;
      this.servers = servers;
      this.to = to;
    }
  }

  private final Language language;
  private final DiskSettings healthy;
  private final List<Fault> faults = new ArrayList<>();

  /// @param healthy the disks as they were at the beginning
  Faults(Language language, DiskSettings healthy, List<Event.Acted> acts) {
    this.language = language;
    this.healthy = healthy;
    acts.forEach(this::add);
  }

  JsonArray lanes() {
    JsonArray lanes = new JsonArray();
    for (Fault fault : faults) {
      lanes.add(
          new JsonObject()
              .put("text", EventPhrases.line(language, fault.began).what())
              .put("who", EventPhrases.line(language, fault.began).who())
              .put("from", fault.began.due())
              .putOrNull("to", fault.to == OPEN ? null : (Long) fault.to)
              .put("servers", JsonArray.of(fault.servers)));
    }
    return lanes;
  }

  private void add(Event.Acted acted) {
    switch (acted.act()) {
      case Act.Crash(int server, _, _) -> {
        end(acted, it -> it instanceof Act.Pause(int paused) && paused == server);
        lasts(acted, NodeSet.of(server));
      }
      case Act.Pause(int server) -> lasts(acted, NodeSet.of(server));
      case Act.Restart(int server) ->
          end(acted, it -> it instanceof Act.Crash(int crashed, _, _) && crashed == server);
      case Act.Resume(int server) ->
          end(acted, it -> it instanceof Act.Pause(int paused) && paused == server);
      case Act.Cut(NodeSet from, NodeSet to) -> cut(acted, from, to);
      case Act.Mend(NodeSet from, NodeSet to) ->
          end(acted, it -> it.equals(new Act.Cut(from, to)) || it.equals(new Act.Cut(to, from)));
      case Act.Heal() -> end(acted, it -> it instanceof Act.Cut);
      case Act.SetDisk(int server, DiskSettings settings) -> {
        end(acted, it -> it instanceof Act.SetDisk(int ill, _) && ill == server);
        if (!settings.equals(healthy)) {
          lasts(acted, NodeSet.of(server));
        }
      }
      case Act.SetSpace(int server, boolean enough) -> {
        end(acted, it -> it instanceof Act.SetSpace(int full, _) && full == server);
        if (!enough) {
          lasts(acted, NodeSet.of(server));
        }
      }
      case Act.SetFailing(int server, boolean fails) -> {
        end(acted, it -> it instanceof Act.SetFailing(int failing, _) && failing == server);
        if (fails) {
          lasts(acted, NodeSet.of(server));
        }
      }
      case Act.Damage(int server, _) -> lasts(acted, NodeSet.of(server));
      case Act.DamageRecord(int server, _) -> lasts(acted, NodeSet.of(server));
      case Act.Repair(int server) -> end(acted, it -> isDamage(it) && it.server() == server);
      case Act.SetClock(int server, int ppm) -> {
        end(acted, it -> it instanceof Act.SetClock(int wrong, _) && wrong == server);
        if (ppm != 0) {
          lasts(acted, NodeSet.of(server));
        }
      }
      case Act.Drop _, Act.DropAll _, Act.Delay _, Act.Duplicate _, Act.LoseAnswer _ ->
          faults.add(new Fault(acted, NodeSet.EMPTY, acted.due()));
      case Act.Expire(int server, _) ->
          faults.add(new Fault(acted, NodeSet.of(server), acted.due()));
      case Act.SetPreVote _,
          Act.Transfer _,
          Act.ChangeMembers _,
          Act.SetNetwork _,
          Act.Ask _,
          Act.GiveUp _,
          Act.AskAgain _,
          Act.Work _,
          Act.Happen _,
          Act.Sync _,
          Act.Snapshot _,
          Act.Wait _ -> {}
    }
  }

  private static boolean isDamage(Act act) {
    return act instanceof Act.Damage || act instanceof Act.DamageRecord;
  }

  /// A cut in two is two cuts, one each way, and one lane.
  private void cut(Event.Acted acted, NodeSet from, NodeSet to) {
    for (Fault fault : faults) {
      if (fault.began.due() == acted.due() && fault.began.act().equals(new Act.Cut(to, from))) {
        return;
      }
    }
    lasts(acted, from.and(to));
  }

  private void lasts(Event.Acted acted, NodeSet servers) {
    faults.add(new Fault(acted, servers, OPEN));
  }

  private void end(Event.Acted acted, Predicate<Act> ended) {
    for (Fault fault : faults) {
      if (fault.to == OPEN && ended.test(fault.began.act())) {
        fault.to = acted.due();
      }
    }
  }
}
