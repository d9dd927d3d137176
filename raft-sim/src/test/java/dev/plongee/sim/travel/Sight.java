package dev.plongee.sim.travel;

import dev.plongee.core.RaftView;
import dev.plongee.core.Timer;
import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.scene.FailurePhrases;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// All that can be known of a place, as lines that can be compared.
final class Sight {
  private static final Storyteller STORYTELLER = new Storyteller(Language.EN);

  private Sight() {}

  static List<String> of(Cursor cursor) {
    List<String> lines = new ArrayList<>();
    lines.add(cursor.run().cue().name() + " " + cursor.run().scope());
    lines.add(cursor.run().violations().toString());
    lines.addAll(told(List.of(cursor.stop().moment())));
    lines.addAll(told(cursor.stop().asides()));
    World world = cursor.world();
    lines.add(world.now() + " " + world.events());
    for (int id = 1; id <= world.servers(); id++) {
      lines.add(server(world, id));
    }
    for (Event event : world.pending()) {
      lines.add(event.name() + " " + event.due());
    }
    return lines;
  }

  private static String server(World world, int id) {
    RaftView view = world.view(id);
    StringBuilder line = new StringBuilder("S" + id);
    line.append(world.isUp(id)).append(world.isPaused(id)).append(world.incarnation(id));
    line.append(' ').append(view.role()).append(' ').append(view.term());
    line.append(' ').append(view.votedFor()).append(' ').append(view.leader());
    line.append(' ').append(view.commitIndex()).append(' ').append(view.appliedIndex());
    line.append(' ').append(view.durableIndex()).append(' ').append(world.stateDigest(id));
    for (Timer timer : Timer.values()) {
      line.append(' ').append(view.deadline(timer));
    }
    line.append(' ').append(view.base());
    for (long index = view.base().index() + 1; index <= view.last().index(); index++) {
      line.append(' ').append(view.entry(index));
    }
    return line.append(' ').append(world.onDisk(id)).toString();
  }

  static List<String> told(List<Moment> moments) {
    List<String> lines = new ArrayList<>();
    for (Moment moment : moments) {
      switch (moment) {
        case Moment.Began(var cue) -> lines.add("began " + cue.name());
        case Moment.Ended(var cue) -> lines.add("ended " + cue.name());
        case Moment.Acted(var statement, var happenings) -> {
          lines.add(statement.text());
          happenings.forEach(happening -> lines.add(told(happening)));
        }
        case Moment.Happened(_, var happening) -> lines.add(told(happening));
        case Moment.Reached(var statement) -> lines.add("reached " + statement.text());
        case Moment.Named(var statement, int server) ->
            lines.add(statement.text() + " = " + server);
        case Moment.Held(var statement) -> lines.add("held " + statement.text());
        case Moment.Failed failed -> lines.add(FailurePhrases.sentence(Language.EN, failed));
      }
    }
    return lines;
  }

  private static String told(Happening happening) {
    return happening.number() + " " + happening.event().name() + STORYTELLER.tell(happening);
  }
}
