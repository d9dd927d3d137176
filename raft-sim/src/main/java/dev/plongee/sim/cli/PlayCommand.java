package dev.plongee.sim.cli;

import dev.plongee.core.Rules;
import dev.plongee.kv.cli.CommandException;
import dev.plongee.kv.cli.Console;
import dev.plongee.kv.cli.ExitCode;
import dev.plongee.kv.cli.Json;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.scene.Claims;
import dev.plongee.sim.scene.Moment;
import dev.plongee.sim.scene.Parsed;
import dev.plongee.sim.scene.Player;
import dev.plongee.sim.scene.Scene;
import dev.plongee.sim.scene.SceneError;
import dev.plongee.sim.scene.SceneParser;
import dev.plongee.sim.terminal.FullScreen;
import dev.plongee.sim.terminal.Ink;
import dev.plongee.sim.terminal.ScenePrinter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

@Command(
    name = "play",
    mixinStandardHelpOptions = true,
    header = "Play a scene: a story about a cluster that checks what it claims.",
    description = {
      "On a terminal, steps through the scene: event by event, cue by cue, forward and back, and"
          + " aside from the script. The key ? shows the keys; docs/stepper.md tells more.",
      "",
      "With --print, and without a terminal, prints each event with what changed and why, and the"
          + " claims of the scene. docs/scenes.md says how to write one."
    },
    exitCodeList = {
      "0:All claims hold.",
      "1:A claim fails.",
      "2:Usage, or the file is no scene; the errors name line and column."
    },
    footer = {
      "  ./raft play --list",
      "  ./raft play partition --lang fr",
      "  ./raft play 4 --print | less",
      "  ./raft play my.scene --json"
    })
final class PlayCommand implements Callable<Integer> {
  /// Wide enough for a sentence, narrow enough to read.
  private static final int WIDTH = 100;

  private static final int MIN_WIDTH = 60;
  private static final int MAX_WIDTH = 120;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SCENE",
      completionCandidates = Scenes.class,
      description = "Its name, its number, or a file (default: none, for --list).")
  private @Nullable String wanted;

  @Option(names = "--list", description = "List the scenes that come with the program.")
  private boolean list;

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      converter = LanguageConverter.class,
      completionCandidates = Languages.class,
      description = "fr or en (default: that of the terminal).")
  private @Nullable Language lang;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Another seed: only the claims marked 'must' are checked then (default: the scene's).")
  private @Nullable Long seed;

  @Option(names = "--print", description = "Print the scene, also on a terminal.")
  private boolean print;

  @Option(names = "--all", description = "Print it with the events before the story begins.")
  private boolean all;

  @Mixin private Console console;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (list) {
      SceneLibrary.bundled().forEach(this::list);
      return ExitCode.GOOD;
    }
    if (wanted == null) {
      throw new CommandException(ExitCode.USAGE, "which scene?", "./raft play --list");
    }
    return play(SceneLibrary.find(wanted));
  }

  private int play(SceneLibrary.Source source) {
    return switch (SceneParser.parse(source.text())) {
      case Parsed.Bad(List<SceneError> errors) -> {
        errors.forEach(error -> tell(source, error));
        yield ExitCode.USAGE;
      }
      case Parsed.Good(Scene scene) -> play(scene);
    };
  }

  private int play(Scene written) {
    boolean own = seed == null || seed == written.config().seed();
    Scene scene = seed == null ? written : written.withSeed(seed);
    Player player = new Player(scene, Rules.PAPER, own ? Claims.ALL : Claims.ALWAYS);
    if (console.isJson() || print || all || !isOnTerminal()) {
      return perform(player);
    }
    FullScreen.run(player, language());
    return ExitCode.GOOD;
  }

  /// Whether somebody can press keys and see what comes of it.
  private static boolean isOnTerminal() {
    java.io.Console terminal = System.console();
    String type = System.getenv("TERM");
    return terminal != null && terminal.isTerminal() && type != null && !type.equals("dumb");
  }

  // --- the list

  private void list(Scene scene) {
    console.emit(() -> SceneJson.listed(scene));
    console.say(
        String.format(
            Locale.ROOT,
            "%3d  %-14s %s",
            scene.number(),
            scene.name(),
            scene.title().in(language())));
  }

  private Language language() {
    if (lang != null) {
      return lang;
    }
    for (String variable : List.of("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")) {
      String locale = System.getenv(variable);
      if (locale != null && !locale.isEmpty()) {
        return language(locale);
      }
    }
    return language(Locale.getDefault().getLanguage());
  }

  /// `fr_FR.UTF-8` is French; whoever speaks neither language gets English.
  private static Language language(String locale) {
    return locale.startsWith(Language.FR.code()) ? Language.FR : Language.EN;
  }

  // --- a text that is no scene

  private void tell(SceneLibrary.Source source, SceneError error) {
    int line = error.place().line();
    int column = error.place().column();
    String message = source.name() + ":" + error.what(Language.EN);
    console.error(message, error.advice().en());
    String shown = source.text().lines().skip(line - 1L).findFirst().orElse("");
    if (!console.isJson() && !shown.isBlank()) {
      console.remark("    " + shown);
      console.remark("    " + blanks(shown, column - 1) + "^");
    }
  }

  /// As wide as the beginning of a line; a tab stays a tab.
  private static String blanks(String line, int width) {
    StringBuilder blanks = new StringBuilder();
    for (int i = 0; i < width; i++) {
      blanks.append(i < line.length() && line.charAt(i) == '\t' ? '\t' : ' ');
    }
    return blanks.toString();
  }

  // --- the run

  private int perform(Player player) {
    Scene scene = player.scene();
    SceneJson json = new SceneJson(scene, language());
    ScenePrinter printer =
        new ScenePrinter(scene, language(), Ink.auto(), width(), all, console::say);
    Count count = new Count();
    console.emit(json::head);
    if (!console.isJson()) {
      printer.head();
    }
    while (!player.isOver()) {
      Moment moment = player.next();
      count.add(moment);
      if (console.isJson()) {
        json.lines(moment).forEach(line -> console.emit(() -> line));
      } else {
        printer.print(moment, player.world());
      }
    }
    console.emit(() ->
        Json.object("result")
            .put("scene", scene.name())
            .put("passed", !player.hasFailed())
            .put("claims", count.claims)
            .put("failures", count.failures)
            .put("events", count.events)
            .put("simulatedSeconds", player.world().now() / 1e6)
            .put("seed", scene.config().seed())
            .put("language", language().code()));
    if (!console.isJson()) {
      printer.verdict(!player.hasFailed(), count.claims, count.failures);
    }
    return player.hasFailed() ? ExitCode.NO : ExitCode.GOOD;
  }

  /// What a run came to.
  private static final class Count {
    private int claims;
    private int failures;
    private int events;

    void add(Moment moment) {
      switch (moment) {
        case Moment.Held _ -> claims++;
        case Moment.Failed _ -> {
          claims++;
          failures++;
        }
        case Moment.Happened _ -> events++;
        case Moment.Acted acted -> events += acted.happenings().size();
        case Moment.Began _, Moment.Reached _, Moment.Named _, Moment.Ended _ -> {}
      }
    }
  }

  /// That of the terminal, within what reads well.
  private int width() {
    java.io.Console terminal = System.console();
    if (terminal == null || !terminal.isTerminal()) {
      return WIDTH;
    }
    spec.usageMessage().autoWidth(true);
    return Math.clamp(spec.usageMessage().width() - 1, MIN_WIDTH, MAX_WIDTH);
  }

  /// What is offered where a language is typed.
  static final class Languages implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Language.values()).map(Language::code).iterator();
    }
  }

  /// What is offered where a scene is typed.
  static final class Scenes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return SceneLibrary.bundled().stream().map(Scene::name).iterator();
    }
  }

  static final class LanguageConverter implements ITypeConverter<Language> {
    @Override
    public Language convert(String text) {
      Language language = Language.of(text);
      if (language == null) {
        throw new TypeConversionException("'" + text + "' is no language here: fr and en are");
      }
      return language;
    }
  }
}
