package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Cue;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// The cues of the script, with what they say, and the branches below the cues they leave.
final class ListPanel {
  private final Stepper stepper;
  private final Language language;
  private final Palette palette;
  private final int width;

  ListPanel(Stepper stepper, Palette palette, int width) {
    this.stepper = stepper;
    this.palette = palette;
    this.width = width;
    language = stepper.language();
  }

  /// The lines around the chosen one, as many as there is room for.
  List<AttributedString> lines(int room) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(new Row(width).add(" " + Labels.CUES.in(language), palette.faint()).done());
    List<Place> places = stepper.places();
    int shown = room - 1;
    int first = Math.clamp(stepper.chosen() - shown / 2, 0, Math.max(0, places.size() - shown));
    for (int i = first; i < Math.min(places.size(), first + shown); i++) {
      lines.add(line(places.get(i), i == stepper.chosen()));
    }
    return lines;
  }

  private AttributedString line(Place place, boolean isChosen) {
    AttributedStyle style = isChosen ? palette.bar() : palette.text();
    Row row = new Row(width).add(isChosen ? " ▸ " : "   ", style);
    if (place.depth() == 0) {
      Cue cue = stepper.cursor().scene().cues().get(place.cue());
      row.add(Row.right(Integer.toString(place.cue() + 1), 2) + "  ", style);
      row.add(Row.pad(cue.name(), nameWidth()) + "  ", style);
      String said = cue.say().isEmpty() ? "" : cue.say().getFirst().in(language);
      row.add(said, isChosen ? palette.bar() : palette.faint());
    } else {
      row.add("  " + "  ".repeat(place.depth()) + "╰ ", style);
      row.add(Labels.branch(language, place.branch().number()) + "  ", style);
      String typed = String.join("; ", place.branch().typed());
      row.add(typed, isChosen ? palette.bar() : palette.act());
    }
    return isChosen ? row.to(width, " ", style).done() : row.done();
  }

  private int nameWidth() {
    int widest = 0;
    for (Cue cue : stepper.cursor().scene().cues()) {
      widest = Math.max(widest, Row.columns(cue.name()));
    }
    return widest;
  }
}
