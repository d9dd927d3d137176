package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.EventPhrases;
import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// What may happen next, apart from the timers, which stand beside their servers: messages on their
/// way, disks that write, calls of clients; what is due first comes first.
final class PendingPanel {
  private final Language language;
  private final Palette palette;
  private final int width;

  PendingPanel(Language language, Palette palette, int width) {
    this.language = language;
    this.palette = palette;
    this.width = width;
  }

  List<AttributedString> lines(World world) {
    List<AttributedString> lines = new ArrayList<>();
    for (Event event : world.pending()) {
      if (!(event instanceof Event.Fired)) {
        lines.add(line(world, event));
      }
    }
    return lines;
  }

  private AttributedString line(World world, Event event) {
    String who = EventPhrases.line(language, event).who();
    boolean arrives =
        !(event instanceof Event.Delivery message
            && (message.lost() || world.isCut(message.from(), message.to())));
    AttributedStyle style =
        event instanceof Event.GivenUp ? palette.faint() : arrives ? palette.text() : palette.bad();
    String due = Labels.due(language, world, event);
    Row row = new Row(width);
    row.add(arrives ? "   " : " ✗ ", style);
    row.add(Row.pad(who, 9), style);
    String what = Labels.pending(language, event);
    row.add(Row.cut(what, row.left() - Row.columns(due) - 2), style);
    return row.end(due, style, " ", palette.text()).done();
  }
}
