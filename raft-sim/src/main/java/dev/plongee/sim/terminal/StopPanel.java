package dev.plongee.sim.terminal;

import dev.plongee.sim.phrase.Happening;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Reason;
import dev.plongee.sim.phrase.Storyteller;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.phrase.Told;
import dev.plongee.sim.phrase.Words;
import dev.plongee.sim.scene.Command;
import dev.plongee.sim.scene.Cue;
import dev.plongee.sim.scene.FailurePhrases;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Question;
import dev.plongee.sim.travel.Stop;
import dev.plongee.sim.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// What happened at a stop and why, or what a cue says there; and what was claimed about it.
final class StopPanel {
  private static final String MARGIN = " ";
  private static final String CHOICES = "ABCDEFGH";
  private static final int TIME_WIDTH = 9;
  private static final int WHO_WIDTH = 9;

  private final Language language;
  private final Palette palette;
  private final int width;
  private final boolean every;
  private final Words words;
  private final Storyteller storyteller;
  private final List<AttributedString> lines = new ArrayList<>();

  /// @param every whether every decision is shown, not only those that explain
  StopPanel(Language language, Palette palette, int width, boolean every) {
    this.language = language;
    this.palette = palette;
    this.width = width;
    this.every = every;
    words = Words.of(language);
    storyteller = new Storyteller(language);
  }

  /// @param isTyped whether nobody wrote this down in a scene
  List<AttributedString> lines(Stop stop, boolean isTyped) {
    lines.clear();
    switch (stop.moment()) {
      case Moment.Began(Cue cue) -> begins(cue);
      case Moment.Ended(Cue cue) -> ends(cue);
      case Moment.Acted acted -> acted(acted);
      case Moment.Happened(_, Happening happening) -> happening(happening);
      case Moment.Failed failed -> failed(failed, isTyped);
      case Moment.Reached(var statement) -> text("▸ ", statement.text(), palette.act());
      case Moment.Named _, Moment.Held _ -> aside(stop.moment(), isTyped);
    }
    stop.asides().forEach(aside -> aside(aside, isTyped));
    return List.copyOf(lines);
  }

  /// Only what was found out at a stop.
  List<AttributedString> asides(Stop stop, boolean isTyped) {
    lines.clear();
    stop.asides().forEach(aside -> aside(aside, isTyped));
    return List.copyOf(lines);
  }

  /// A stop in one line, for those that come later.
  AttributedString brief(Stop stop) {
    lines.clear();
    AttributedStyle style = palette.faint();
    Row row = new Row(width).add(MARGIN, style);
    switch (stop.moment()) {
      case Moment.Began(Cue cue) -> {
        String origin = cue.forks() ? "  ↩ " + words.backTo(cue.origin()) : "";
        row.add(View.RULE + View.RULE + " " + cue.name() + origin, style);
      }
      case Moment.Ended(Cue cue) -> {
        ends(cue);
        return new Row(width).add(lines.getFirst().toString(), style).done();
      }
      case Moment.Happened(_, Happening happening) -> {
        Told told = storyteller.tell(happening);
        row.add(Row.pad(words.seconds(happening.time()), TIME_WIDTH), style);
        row.add(Row.pad(told.who(), WHO_WIDTH), style);
        row.add(told.changes().isEmpty() ? told.what() : told.changes().getFirst(), style);
      }
      case Moment.Acted acted -> {
        row.add("▸ " + acted.statement().text(), style);
        for (Happening happening : acted.happenings()) {
          storyteller.tell(happening).changes().forEach(change -> row.add("  " + change, style));
        }
      }
      case Moment.Failed failed -> row.add("✗ " + failed.statement().text(), style);
      case Moment.Reached reached -> row.add("✓ " + reached.statement().text(), style);
      case Moment.Held held -> row.add("✓ " + held.statement().text(), style);
      case Moment.Named named -> row.add("· " + named.statement().text(), style);
    }
    return row.done();
  }

  // --- cues

  /// What a cue says and asks; of one that does neither, what it does.
  List<AttributedString> cue(Cue cue) {
    lines.clear();
    begins(cue);
    return List.copyOf(lines);
  }

  private void begins(Cue cue) {
    if (cue.forks()) {
      text("↩ ", words.backTo(cue.origin()), palette.act());
    }
    for (Text say : cue.say()) {
      text("", say.in(language), palette.strong());
    }
    if (cue.say().isEmpty() && cue.questions().isEmpty()) {
      cue.script().forEach(statement -> text("  ", statement.text(), palette.faint()));
    }
    for (Question question : cue.questions()) {
      text("? ", question.text().in(language), palette.question());
      for (int i = 0; i < question.answers().size(); i++) {
        String answer = question.answers().get(i).text().in(language);
        text("  " + CHOICES.charAt(i) + "  ", answer, palette.question());
      }
    }
  }

  private void ends(Cue cue) {
    for (Question question : cue.questions()) {
      for (int i = 0; i < question.answers().size(); i++) {
        Question.Answer answer = question.answers().get(i);
        if (answer.right()) {
          String letter = words.rightAnswer() + " " + CHOICES.charAt(i) + "  ";
          text(letter, answer.text().in(language), palette.question());
        }
      }
    }
    for (Text remember : cue.remember()) {
      text("★ ", remember.in(language), palette.remember());
    }
  }

  // --- events

  private void acted(Moment.Acted acted) {
    text("▸ ", acted.statement().text(), palette.act());
    if (acted.statement().command() instanceof Command.Break(String name)) {
      Zoo.find(name)
          .ifPresent(breach ->
              text(
                  "  ",
                  new Text(breach.french(), breach.english()).in(language) + ".",
                  palette.bad()));
    }
    acted.happenings().forEach(this::happening);
  }

  private void happening(Happening happening) {
    Told told = storyteller.tell(happening);
    AttributedStyle style =
        told.routine()
            ? palette.faint()
            : happening.vanished().isEmpty() ? palette.strong() : palette.bad();
    text(told.who().isEmpty() ? "" : told.who() + "  ", told.what(), style);
    for (String change : told.changes()) {
      text("  ", change, palette.text());
    }
    for (Reason reason : every ? told.all() : told.why()) {
      String rule = " — " + reason.rule().section() + ", " + reason.rule().method();
      AttributedStyle weight =
          reason.weight() == Reason.Weight.ROUTINE ? palette.faint() : palette.text();
      text("  ↳ ", reason.sentence() + rule, weight);
    }
  }

  // --- claims

  private void aside(Moment moment, boolean isTyped) {
    switch (moment) {
      case Moment.Reached(var statement) -> {
        if (statement.command() instanceof Command.Until) {
          text("✓ ", statement.text(), palette.good());
        }
      }
      case Moment.Held(var statement) -> text("✓ ", statement.text(), palette.good());
      case Moment.Named(var statement, int server) ->
          text("· ", statement.text() + " = " + words.server(server), palette.faint());
      case Moment.Failed failed -> failed(failed, isTyped);
      case Moment.Began _, Moment.Ended _, Moment.Acted _, Moment.Happened _ -> {}
    }
  }

  private void failed(Moment.Failed failed, boolean isTyped) {
    String sentence =
        isTyped
            ? FailurePhrases.typed(language, failed)
            : FailurePhrases.sentence(language, failed);
    text("✗ ", sentence, palette.bad());
  }

  private void text(String first, String text, AttributedStyle style) {
    String before = MARGIN + first;
    int indent = Row.columns(before) > width / 3 ? 3 : Row.columns(before);
    for (String line : Page.wrap(text, width - Row.columns(before) - 1)) {
      lines.add(new Row(width).add(before, style).add(line, style).done());
      before = " ".repeat(indent);
    }
  }
}
