package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/// The keys, from their table, and the signs.
final class HelpPanel {
  private static final List<Text> SIGNS =
      List.of(
          new Text(
              "♛ leader   ‖ figé   ✗ en panne   ♥ battement de cœur   [2✓] entrée vide",
              "♛ leader   ‖ paused   ✗ down   ♥ heartbeat   [2✓] an empty entry"),
          new Text(
              "[2 x=5✓] mandat 2, validée   [2 x=5 ] non validée   (2 x=5 ) pas sur disque",
              "[2 x=5✓] term 2, committed   [2 x=5 ] not committed   (2 x=5 ) not on its disk"),
          new Text(
              "▸ acte   ↳ pourquoi   ✓ vérifié   ✗ faux ou perdu   ★ à retenir   ≡ instantané",
              "▸ act   ↳ why   ✓ checked   ✗ wrong or lost   ★ remember   ≡ in its snapshot"));

  private final Language language;
  private final Palette palette;
  private final int width;

  HelpPanel(Language language, Palette palette, int width) {
    this.language = language;
    this.palette = palette;
    this.width = width;
  }

  List<AttributedString> lines() {
    List<AttributedString> lines = new ArrayList<>();
    int names = 0;
    for (Key key : Key.values()) {
      names = Math.max(names, Row.columns(key.name(language)));
    }
    lines.add(new Row(width).add(" " + Labels.KEYS.in(language), palette.faint()).done());
    for (Key key : Key.values()) {
      Row row = new Row(width);
      row.add("  " + Row.pad(key.name(language), names + 3), palette.key());
      lines.add(row.add(key.purpose(language), palette.text()).done());
    }
    lines.add(new Row(width).add(" " + Labels.SIGNS.in(language), palette.faint()).done());
    for (Text signs : SIGNS) {
      lines.add(new Row(width).add("  " + signs.in(language), palette.text()).done());
    }
    return lines;
  }
}
