package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.scene.Cue;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.travel.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// The first two lines: which scene, and where in it.
final class HeadPanel {
  private final Cursor cursor;
  private final Language language;
  private final Palette palette;
  private final int width;

  HeadPanel(Stepper stepper, Palette palette, int width) {
    this.palette = palette;
    this.width = width;
    cursor = stepper.cursor();
    language = stepper.language();
  }

  AttributedString title() {
    Scene scene = cursor.scene();
    String number = scene.number() == 0 ? "" : scene.number() + ". ";
    Row row = new Row(width);
    row.add(" " + number + scene.title().in(language) + " ", palette.bar());
    String right =
        "  " + Words.of(language).seconds(cursor.world().now()) + " · " + language.code() + " ";
    String paper = scene.paper().isEmpty() ? "" : "  " + scene.paper() + " ·";
    boolean fits = Row.columns(paper + right) < row.left();
    String end = fits ? paper + right.substring(1) : right;
    row.end(end, palette.bar(), " ", palette.bar());
    return row.to(width, " ", palette.bar()).done();
  }

  /// Which cue, which branch unless it is the script, how far, and a line to see it.
  AttributedString position() {
    Row row = new Row(width);
    Cue cue = cursor.run().cue();
    String number = (cursor.cue() + 1) + "/" + cursor.scene().cues().size() + " ";
    String place = number + Row.cut(cue.name(), width / 3);
    if (cursor.branch().isScript()) {
      row.add(" " + place + "  ", palette.strong());
    } else {
      String branch = Labels.branch(language, cursor.branch().number());
      row.add(" ╰ " + branch, palette.act());
      row.add(" · " + place + "  ", palette.faint());
    }
    String count = "  " + cursor.at() + "/" + cursor.branch().last() + " ";
    String violated = violated();
    int room = row.left() - Row.columns(count) - Row.columns(violated);
    track(row, room);
    row.add(count, palette.strong());
    return row.add(violated, palette.bad()).done();
  }

  private String violated() {
    var violations = cursor.run().violations();
    return violations.isEmpty()
        ? ""
        : "✗ " + Labels.violated(language, violations.getFirst().invariant().number()) + " ";
  }

  /// The stops of the branch as a line; a bar is where a cue begins or a command was typed.
  private void track(Row row, int room) {
    int last = Math.max(1, cursor.branch().last());
    List<Integer> bars = new ArrayList<>();
    cursor.branch().halts().forEach(halt -> bars.add(cell(halt, last, room)));
    int here = cell(cursor.at(), last, room);
    for (int cell = 0; cell < room; cell++) {
      if (cell == here) {
        row.add("●", palette.act());
      } else if (cell < here) {
        row.add(bars.contains(cell) ? "┿" : "━", palette.text());
      } else {
        row.add(bars.contains(cell) ? "╂" : View.RULE, palette.faint());
      }
    }
  }

  private static int cell(int stop, int last, int room) {
    return Math.max(0, stop * (room - 1) / last);
  }
}
