package dev.plongee.sim.page;

import dev.plongee.core.Rules;
import dev.plongee.sim.check.Checker;
import dev.plongee.sim.check.TraceHash;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.phrase.Told;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Parsed;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneParser;
import dev.plongee.sim.schedule.Plan;
import dev.plongee.sim.schedule.Swarm;
import dev.plongee.sim.schedule.Timed;
import dev.plongee.sim.travel.Cursor;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import java.util.List;

/// Whole runs as one string each, so that two machines can be compared.
final class Recipe {
  private Recipe() {}

  /// Runs the world that this seed draws, with its faults and its clients.
  ///
  /// @return a hash of all that happened, the state of each server, and what the checks found
  static String outcome(int seed, int events) {
    Plan plan = Swarm.plan(seed);
    Checker checker = new Checker(plan.config());
    TraceHash hash = new TraceHash();
    World world = new World(plan.config(), Rules.PAPER, Observer.all(checker, hash));
    Timed schedule = new Timed(world, plan.faults());
    while (world.events() < events && schedule.step()) {
      // The schedule decides what happens next.
    }
    StringBuilder outcome = new StringBuilder();
    outcome.append("trace ").append(Long.toHexString(hash.value()));
    outcome.append(" events ").append(world.events()).append(" now ").append(world.now());
    for (int id = 1; id <= world.servers(); id++) {
      outcome.append(" S").append(id);
      outcome.append(' ').append(Long.toHexString(world.stateDigest(id)));
      outcome.append(' ').append(world.view(id).last());
      outcome.append(' ').append(world.view(id).commitIndex());
    }
    return outcome.append(" violations ").append(checker.violations().size()).toString();
  }

  /// Plays a scene and tells every event with what changed and why.
  ///
  /// @return one line for each event, change, reason and claim; or the first error of the text
  static String told(String text, String language) {
    return switch (SceneParser.parse(text)) {
      case Parsed.Bad(var errors) -> errors.getFirst().message(Language.EN);
      case Parsed.Good(Scene scene) ->
          told(
              new Player(scene),
              new Storyteller("fr".equals(language) ? Language.FR : Language.EN));
    };
  }

  private static String told(Player player, Storyteller storyteller) {
    StringBuilder lines = new StringBuilder();
    while (!player.isOver()) {
      switch (player.next()) {
        case Moment.Happened(_, Happening happening) -> tell(lines, storyteller.tell(happening));
        case Moment.Acted acted ->
            acted.happenings().forEach(happening -> tell(lines, storyteller.tell(happening)));
        case Moment.Held held -> lines.append("held ").append(held.statement().text()).append('\n');
        case Moment.Failed failed ->
            lines.append("failed ").append(failed.statement().text()).append('\n');
        case Moment.Began _, Moment.Reached _, Moment.Named _, Moment.Ended _ -> {}
      }
    }
    return lines.toString();
  }

  private static void tell(StringBuilder lines, Told told) {
    lines.append(told.who()).append(' ').append(told.what()).append('\n');
    told.changes().forEach(change -> lines.append("  ").append(change).append('\n'));
    told.why().forEach(reason -> lines.append("  ").append(reason.sentence()).append('\n'));
  }

  /// Goes through a scene on a cursor, crashes a server in its middle, and goes back.
  ///
  /// @return one line for each stop; or the first error of the text
  static String walked(String text) {
    return switch (SceneParser.parse(text)) {
      case Parsed.Bad(var errors) -> errors.getFirst().message(Language.EN);
      case Parsed.Good(Scene scene) -> walked(new Cursor(scene));
    };
  }

  private static String walked(Cursor cursor) {
    StringBuilder lines = new StringBuilder();
    do {
      stand(lines, cursor);
    } while (cursor.forward());
    cursor.go(cursor.script(), cursor.script().last() / 2);
    for (String command : List.of("crash S1", "run 300ms", "restart S1", "run 300ms")) {
      cursor.type(command);
    }
    do {
      stand(lines, cursor);
    } while (cursor.back());
    cursor.backToScript();
    stand(lines, cursor);
    return lines.toString();
  }

  private static void stand(StringBuilder lines, Cursor cursor) {
    World world = cursor.world();
    lines.append(cursor.branch().number()).append('/').append(cursor.at());
    lines.append(' ').append(world.now()).append(' ').append(world.events());
    for (int id = 1; id <= world.servers(); id++) {
      lines.append(' ').append(world.view(id).role()).append(world.view(id).term());
      lines.append(' ').append(world.view(id).last());
      lines.append(' ').append(Long.toHexString(world.stateDigest(id)));
    }
    lines.append('\n');
  }
}
