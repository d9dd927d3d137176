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
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.world.World;
import dev.plongee.sim.zoo.Breach;
import dev.plongee.sim.zoo.Zoo;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Prints a run, moment by moment, for people.
public final class ScenePrinter {
  private static final String MARGIN = "  ";
  private static final int TIME_WIDTH = 9;
  private static final int WHO_WIDTH = 10;
  private static final String BELOW_EVENT = " ".repeat(2 + TIME_WIDTH + WHO_WIDTH);
  private static final String WHY = "↳ ";
  private static final String CHOICES = "ABCDEFGH";

  private final Scene scene;
  private final Language language;
  private final Ink ink;
  private final Page page;
  private final Words words;
  private final Storyteller storyteller;
  private final ClusterTable table;
  private final boolean all;
  private boolean inEvents;

  /// Events of the running cue that were not printed.
  private int skipped;

  /// Whether the running cue has nothing to say: it only leads to where the story begins.
  private boolean prologue;

  /// @param width of the page in characters
  /// @param all whether also the events of cues without words are printed
  public ScenePrinter(
      Scene scene, Language language, Ink ink, int width, boolean all, Consumer<String> out) {
    this.scene = scene;
    this.all = all;
    this.language = language;
    this.ink = ink;
    page = new Page(width, out);
    words = Words.of(language);
    storyteller = new Storyteller(language);
    table = new ClusterTable(language, ink);
  }

  /// The title of the scene.
  public void head() {
    String number = scene.number() == 0 ? "" : scene.number() + ". ";
    String title = number + scene.title().in(language);
    String paper = scene.paper();
    int gap = page.width() - Page.length(MARGIN + title) - Page.length(paper);
    page.blank();
    String right = paper.isEmpty() ? "" : " ".repeat(Math.max(2, gap)) + ink.faint(paper);
    page.line(MARGIN + ink.title(title) + right);
    page.line(MARGIN + ink.faint(words.cluster(scene.config().servers(), scene.config().seed())));
  }

  /// One moment.
  ///
  /// @param world as it is after the moment
  public void print(Moment moment, World world) {
    if (!(moment instanceof Moment.Happened)) {
      tellSkipped();
    }
    switch (moment) {
      case Moment.Began(Cue cue) -> begin(cue);
      case Moment.Acted(var statement, List<Happening> happenings) -> {
        line(MARGIN + ink.act("▸ " + statement.text()));
        if (statement.command() instanceof Command.Break(String breach)) {
          Zoo.find(breach).ifPresent(this::breach);
        }
        happenings.forEach(this::event);
      }
      case Moment.Happened(_, Happening happening) -> {
        if (prologue && !all) {
          skipped++;
        } else {
          event(happening);
        }
      }
      case Moment.Reached(var statement) -> {
        if (statement.command() instanceof Command.Until) {
          line(MARGIN + ink.good("✓ ") + ink.faint(statement.text()));
        }
      }
      case Moment.Named(var statement, int server) ->
          line(MARGIN + ink.faint("· " + statement.text() + " = " + words.server(server)));
      case Moment.Held(var statement) ->
          line(MARGIN + ink.good("✓ ") + ink.faint(statement.text()));
      case Moment.Failed failed -> {
        page.text(MARGIN + "✗ ", FailurePhrases.sentence(language, failed), ink::bad);
        cluster(world);
      }
      case Moment.Ended(Cue cue) -> end(cue, world);
    }
  }

  /// The last line.
  public void verdict(boolean passed, int claims, int failed) {
    page.blank();
    String sentence = words.verdict(passed, claims, failed);
    page.text(MARGIN, sentence, passed ? ink::good : ink::bad);
    page.blank();
  }

  // --- cues

  private void begin(Cue cue) {
    int place = scene.cues().indexOf(cue) + 1;
    String name = place + "/" + scene.cues().size() + "  " + cue.name();
    String rule = "─".repeat(Math.max(2, page.width() - Page.length(name) - 6));
    page.blank();
    page.line(MARGIN + ink.faint("── ") + ink.title(name) + " " + ink.faint(rule));
    if (cue.forks()) {
      page.text(MARGIN, "↩ " + words.backTo(cue.origin()), ink::act);
    }
    for (Text text : cue.say()) {
      page.blank();
      page.text(MARGIN, text.in(language), UnaryOperator.identity());
    }
    for (Question question : cue.questions()) {
      page.blank();
      page.text(MARGIN + "? ", question.text().in(language), ink::question);
      for (int i = 0; i < question.answers().size(); i++) {
        String answer = question.answers().get(i).text().in(language);
        page.text(MARGIN + "  " + CHOICES.charAt(i) + "  ", answer, ink::question);
      }
    }
    inEvents = false;
    prologue = cue.say().isEmpty() && cue.questions().isEmpty();
  }

  private void end(Cue cue, World world) {
    if (!cue.script().isEmpty()) {
      cluster(world);
    }
    for (Question question : cue.questions()) {
      page.blank();
      for (int i = 0; i < question.answers().size(); i++) {
        Question.Answer answer = question.answers().get(i);
        if (answer.right()) {
          String letter = MARGIN + words.rightAnswer() + " " + CHOICES.charAt(i) + "  ";
          page.text(letter, answer.text().in(language), ink::question);
        }
      }
    }
    for (Text text : cue.remember()) {
      page.blank();
      page.text(MARGIN + "★ ", text.in(language), ink::remember);
    }
  }

  private void cluster(World world) {
    page.blank();
    int width = page.width() - 2 * MARGIN.length();
    table.lines(world, width).forEach(line -> page.line(MARGIN + MARGIN + line));
  }

  // --- events

  /// A line that may follow texts: a blank line comes between.
  private void line(String line) {
    if (!inEvents) {
      page.blank();
      inEvents = true;
    }
    page.line(line);
  }

  private void breach(Breach breach) {
    String sentence = new Text(breach.french(), breach.english()).in(language);
    page.text(MARGIN + "  ", sentence + ".", ink::bad);
  }

  private void tellSkipped() {
    if (skipped > 0) {
      line(MARGIN + ink.faint("… " + words.skipped(skipped)));
      skipped = 0;
    }
  }

  private static String inOneLine(Told told, String sign) {
    StringBuilder line = new StringBuilder(told.what());
    told.changes().forEach(change -> line.append(sign).append(change));
    told.why().forEach(reason -> line.append(sign).append(reason.sentence()));
    return line.toString();
  }

  private void event(Happening happening) {
    if (!inEvents) {
      page.blank();
      inEvents = true;
    }
    Told told = storyteller.tell(happening);
    String time = Page.pad(words.seconds(happening.time()), TIME_WIDTH);
    String first = MARGIN + time + Page.pad(told.who(), WHO_WIDTH);
    boolean lost = !happening.vanished().isEmpty();
    if (told.routine() || lost) {
      page.text(first, inOneLine(told, lost ? " ✗ " : " — "), ink::faint);
      return;
    }
    page.text(first, told.what(), UnaryOperator.identity());
    if (!told.changes().isEmpty()) {
      page.text(BELOW_EVENT, String.join(" ", told.changes()), ink::title);
    }
    for (Reason reason : told.why()) {
      String why = reason.sentence() + " (" + reason.rule().section() + ")";
      page.text(BELOW_EVENT + WHY, why, UnaryOperator.identity());
    }
  }
}
