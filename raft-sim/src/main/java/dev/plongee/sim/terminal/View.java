package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Labels;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.scene.Cue;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.travel.Cursor;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// The whole screen, made from where a stepper stands and the size of the window and from nothing
/// else. What a viewer looks for stays where it was: the servers above, below them what the cue
/// says if the window is tall, then what happened and why, then what is on its way, and the keys in
/// the last line.
final class View {
  static final int MIN_COLUMNS = 60;

  /// Rows that are needed besides those of the servers.
  static final int MIN_OTHER_ROWS = 11;

  /// Rows of what happened and what is on its way that a long text of a cue must leave free.
  private static final int MIN_STAGE = 10;

  /// Lines of a remark: more would push away what it speaks of.
  private static final int MAX_NOTICE = 3;

  /// What happened gets so much of a wide window, in percent; the rest is what is on its way, whose
  /// lines do not break.
  private static final int STOP_SHARE = 45;

  private static final int ROOM_FOR_ALL_HINTS = 96;

  /// None of the lines that JLine draws with the alternate characters of old terminals: not every
  /// terminal that speaks UTF-8 has them.
  static final String RULE = "┄";

  /// From so many rows on what the cue says stays above its events.
  private static final int TALL = 32;

  private final Stepper stepper;
  private final Cursor cursor;
  private final Language language;
  private final Palette palette;
  private final Words words;
  private final int columns;
  private final int rows;

  private View(Stepper stepper, Palette palette, int columns, int rows) {
    this.stepper = stepper;
    this.palette = palette;
    this.columns = columns;
    this.rows = rows;
    cursor = stepper.cursor();
    language = stepper.language();
    words = Words.of(language);
  }

  /// As many lines as the window has rows, none wider than the window.
  static List<AttributedString> lines(Stepper stepper, Palette palette, int columns, int rows) {
    return new View(stepper, palette, columns, rows).lines();
  }

  private List<AttributedString> lines() {
    List<AttributedString> lines = new ArrayList<>();
    int minRows = cursor.world().servers() + MIN_OTHER_ROWS;
    if (columns < MIN_COLUMNS || rows < minRows) {
      String sentence = Labels.tooSmall(language, MIN_COLUMNS, minRows);
      for (String line : Page.wrap(sentence, columns - 1)) {
        lines.add(new Row(columns).add(line, palette.bad()).done());
      }
      return fill(lines, rows);
    }
    HeadPanel head = new HeadPanel(stepper, palette, columns);
    lines.add(head.title());
    lines.add(head.position());
    List<AttributedString> foot = foot();
    int room = rows - lines.size() - foot.size();
    lines.addAll(
        fill(
            switch (stepper.mode()) {
              case HELP -> new HelpPanel(language, palette, columns).lines();
              case LIST -> new ListPanel(stepper, palette, columns).lines(room);
              case STEPPING, TYPING -> stage(room);
            },
            room));
    lines.addAll(foot);
    return lines;
  }

  private static List<AttributedString> fill(List<AttributedString> lines, int rows) {
    int kept = Math.clamp(rows, 0, lines.size());
    List<AttributedString> filled = new ArrayList<>(lines.subList(0, kept));
    while (filled.size() < rows) {
      filled.add(AttributedString.EMPTY);
    }
    return filled;
  }

  // --- between

  private List<AttributedString> stage(int room) {
    List<AttributedString> lines =
        new ArrayList<>(new ServerPanel(language, palette, columns).lines(cursor.run()));
    Cue cue = cursor.run().cue();
    List<AttributedString> said = new ArrayList<>();
    if (!cue.say().isEmpty() || !cue.questions().isEmpty()) {
      said.addAll(new StopPanel(language, palette, columns, false).cue(cue));
      said.addAll(notes(cue));
    }
    int leaves = room - lines.size() - said.size() - 1;
    boolean tall = rows >= TALL && !said.isEmpty() && leaves >= MIN_STAGE;
    if (tall) {
      lines.add(caption(cue.name(), columns));
      lines.addAll(said);
    }
    int left = Math.max(0, room - lines.size());
    if (readsDecisions(left, tall)) {
      return past(stop(columns, tall), columns, room);
    }
    if (columns >= ServerPanel.WIDE) {
      lines.addAll(sideBySide(left, tall));
    } else {
      lines.addAll(oneBelowTheOther(left, tall));
    }
    return lines;
  }

  /// Whether somebody who asked for every decision needs the lines of the servers to read them all.
  private boolean readsDecisions(int room, boolean tall) {
    return stepper.showsEvery()
        && columns < ServerPanel.WIDE
        && stop(columns, tall).size() > room - 1;
  }

  private List<AttributedString> notes(Cue cue) {
    List<AttributedString> lines = new ArrayList<>();
    if (stepper.showsNotes()) {
      for (Text note : cue.notes()) {
        String before = " ✎ ";
        for (String line : Page.wrap(note.in(language), columns - 4)) {
          lines.add(new Row(columns).add(before + line, palette.faint()).done());
          before = "   ";
        }
      }
    }
    return lines;
  }

  /// What happened, what happened before if there is room for it, and below what is on its way.
  private List<AttributedString> oneBelowTheOther(int room, boolean tall) {
    List<AttributedString> stop = stop(columns, tall);
    List<AttributedString> pending =
        new PendingPanel(language, palette, columns).lines(cursor.world());
    int forStop = room - 1;
    int forPending = Math.min(pending.size() + 1, forStop - stop.size());
    if (forPending < 2) {
      return past(stop, columns, room);
    }
    List<AttributedString> lines = new ArrayList<>(past(stop, columns, room - forPending));
    lines.addAll(pending(pending, columns, forPending));
    return lines;
  }

  private List<AttributedString> sideBySide(int room, boolean tall) {
    int leftWidth = columns * STOP_SHARE / 100;
    int rightWidth = columns - leftWidth - 1;
    List<AttributedString> left = past(stop(leftWidth, tall), leftWidth, room);
    List<AttributedString> right =
        pending(
            new PendingPanel(language, palette, rightWidth).lines(cursor.world()),
            rightWidth,
            room);
    List<AttributedString> lines = new ArrayList<>();
    for (int i = 0; i < room; i++) {
      Row row = new Row(columns);
      AttributedString beside = i < right.size() ? right.get(i) : AttributedString.EMPTY;
      row.add(left.get(i)).to(leftWidth, " ", palette.text());
      row.add("┊", palette.faint()).add(beside);
      lines.add(row.done());
    }
    return lines;
  }

  /// A stop under its time, and the stops before it, the last first, in what room is left.
  private List<AttributedString> past(List<AttributedString> stop, int width, int room) {
    List<AttributedString> lines = new ArrayList<>();
    lines.add(caption(when(), width));
    lines.addAll(clip(stop, room - 1));
    int count = room - lines.size() - 2;
    if (count >= 1 && cursor.at() > 0) {
      lines.add(AttributedString.EMPTY);
      lines.add(caption(Labels.EARLIER.in(language), width));
      StopPanel panel = new StopPanel(language, palette, width, false);
      cursor.before(count).forEach(before -> lines.add(panel.brief(before)));
    }
    return fill(lines, room);
  }

  private List<AttributedString> stop(int width, boolean tall) {
    StopPanel panel = new StopPanel(language, palette, width, stepper.showsEvery());
    boolean isTyped = !cursor.branch().isScript() && cursor.at() > 0;
    if (tall && cursor.stop().moment() instanceof Moment.Began) {
      return panel.asides(cursor.stop(), isTyped);
    }
    List<AttributedString> lines = new ArrayList<>(panel.lines(cursor.stop(), isTyped));
    if (!tall) {
      lines.addAll(notes(cursor.run().cue()));
    }
    return lines;
  }

  private String when() {
    String time = words.seconds(cursor.world().now());
    return stepper.showsEvery() ? time + " · " + Labels.ALL_DECISIONS.in(language) : time;
  }

  /// What is on its way under its caption, which says how many found no place.
  private List<AttributedString> pending(List<AttributedString> all, int width, int room) {
    List<AttributedString> lines = new ArrayList<>();
    int hidden = Math.clamp(all.size() - (room - 1L), 0, all.size());
    String caption = Labels.PENDING.in(language) + " (" + all.size() + ")";
    Row row = captionRow(caption, width);
    if (hidden > 0) {
      row.end(" " + Labels.more(language, hidden) + " ", palette.faint(), RULE, palette.faint());
    }
    lines.add(row.to(width, RULE, palette.faint()).done());
    lines.addAll(all.subList(0, all.size() - hidden));
    return lines;
  }

  /// As many lines as there is room for; the last one says how many are missing.
  private List<AttributedString> clip(List<AttributedString> lines, int room) {
    if (lines.size() <= room) {
      return lines;
    }
    if (room < 1) {
      return List.of();
    }
    List<AttributedString> clipped = new ArrayList<>(lines.subList(0, room - 1));
    String more = " " + Labels.moreLines(language, lines.size() - room + 1);
    clipped.add(new Row(columns).add(more, palette.faint()).done());
    return clipped;
  }

  private Row captionRow(String text, int width) {
    return new Row(width).add(RULE + RULE + " " + text + " ", palette.faint());
  }

  private AttributedString caption(String text, int width) {
    return captionRow(text, width).to(width, RULE, palette.faint()).done();
  }

  // --- below

  private List<AttributedString> foot() {
    if (stepper.mode() == Stepper.Mode.TYPING) {
      return new PromptPanel(stepper, palette, columns).lines();
    }
    Stepper.Notice notice = stepper.notice();
    if (notice != null) {
      AttributedStyle style = notice.isBad() ? palette.bad() : palette.act();
      List<AttributedString> lines = new ArrayList<>();
      List<String> all = Page.wrap(notice.text().apply(language), columns - 4);
      for (int i = 0; i < Math.min(all.size(), MAX_NOTICE); i++) {
        boolean isCut = i == MAX_NOTICE - 1 && all.size() > MAX_NOTICE;
        lines.add(new Row(columns).add(" " + all.get(i) + (isCut ? " …" : ""), style).done());
      }
      return lines;
    }
    return List.of(
        switch (stepper.mode()) {
          case LIST -> hint(Labels.LIST_KEYS.in(language));
          case HELP -> hint(Labels.HELP_KEYS.in(language));
          case STEPPING, TYPING -> hints();
        });
  }

  private AttributedString hint(String text) {
    return new Row(columns - 1).add(" " + text, palette.key()).done();
  }

  /// On a branch the way back to the script is worth more than the rest, help and end apart.
  private boolean isHinted(Key key) {
    boolean script = cursor.branch().isScript();
    return switch (key) {
      case SCRIPT -> !script;
      case WHY, LANGUAGE -> script || columns >= ROOM_FOR_ALL_HINTS;
      case CUES -> columns >= ROOM_FOR_ALL_HINTS;
      default -> !key.hint(language).isEmpty();
    };
  }

  /// The keys one needs most, as many as fit; the list of cues can wait for the help.
  private AttributedString hints() {
    Row row = new Row(columns - 1);
    String gap = " ";
    for (Key key : Key.values()) {
      String name = key.shortName(language);
      String hint = " " + key.hint(language);
      if (isHinted(key) && Row.columns(gap + name + hint) <= row.left()) {
        row.add(gap + name, palette.key()).add(hint, palette.faint());
        gap = "  ";
      }
    }
    return row.done();
  }
}
