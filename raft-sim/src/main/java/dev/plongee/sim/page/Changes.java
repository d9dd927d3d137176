package dev.plongee.sim.page;

import dev.plongee.core.TraceEvent;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Stepped;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.travel.Stop;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What a stop changed at each server, so that the eye finds it.
final class Changes {
  private final List<Happening> happenings;

  Changes(Stop stop) {
    happenings = happenings(stop);
  }

  /// All that happened at a stop.
  static List<Happening> happenings(Stop stop) {
    return switch (stop.moment()) {
      case Moment.Happened(_, Happening happening) -> List.of(happening);
      case Moment.Acted acted -> acted.happenings();
      case Moment.Began _, Moment.Reached _, Moment.Named _, Moment.Held _ -> List.of();
      case Moment.Failed _, Moment.Ended _ -> List.of();
    };
  }

  /// The members of the picture of this server that changed.
  List<String> of(int server) {
    TreeSet<String> changed = new TreeSet<>();
    for (Happening happening : happenings) {
      if (happening.event() instanceof Event.Acted(Act act, _) && act.server() == server) {
        acted(act, changed);
      }
      for (Stepped step : happening.steps()) {
        if (step.server() == server) {
          step.output().trace().forEach(event -> stepped(event, changed));
        }
      }
      for (Happening.Applied applied : happening.applied()) {
        if (applied.server() == server) {
          changed.addAll(List.of("applied", "store"));
        }
      }
      for (Happening.Mishap mishap : happening.mishaps()) {
        if (mishap.server() == server) {
          changed.addAll(List.of("disk", "up"));
        }
      }
      for (Happening.Written written : happening.written()) {
        if (written.server() == server) {
          changed.add("disk");
        }
      }
    }
    return new ArrayList<>(changed);
  }

  private static void acted(Act act, TreeSet<String> changed) {
    switch (act) {
      case Act.Crash _, Act.Restart _ -> changed.addAll(List.of("role", "up"));
      case Act.Pause _, Act.Resume _ -> changed.add("paused");
      case Act.SetDisk _,
          Act.SetSpace _,
          Act.SetFailing _,
          Act.Damage _,
          Act.DamageRecord _,
          Act.Repair _ ->
          changed.add("disk");
      case Act.SetClock _ -> changed.add("clock");
      default -> {} // What it led to is in the steps that followed.
    }
  }

  private static void stepped(TraceEvent event, TreeSet<String> changed) {
    switch (event) {
      case TraceEvent.TermChanged _ -> changed.addAll(List.of("term", "vote"));
      case TraceEvent.RoleChanged _ -> changed.add("role");
      case TraceEvent.Voted _ -> changed.add("vote");
      case TraceEvent.Appended _,
          TraceEvent.Truncated _,
          TraceEvent.SnapshotTaken _,
          TraceEvent.SnapshotInstalled _ ->
          changed.add("log");
      case TraceEvent.MembersChanged _, TraceEvent.CatchingUp _ -> changed.add("member");
      case TraceEvent.CommitAdvanced _ -> changed.add("commit");
      case TraceEvent.Transferring _ -> changed.add("transferTo");
      case TraceEvent.BecameDurable _, TraceEvent.SpaceChanged _ -> changed.add("disk");
      case TraceEvent.Decided _, TraceEvent.TimerFired _, TraceEvent.Postponed _ -> {}
    }
  }
}
