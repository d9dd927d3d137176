package dev.plongee.sim.scene;

import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.world.WorldConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the text of a scene, line by line; every line that is wrong is told.
public final class SceneParser {
  /// More errors than anybody mends at once; bounds what a file that is no scene costs.
  private static final int MAX_ERRORS = 20;

  /// Far more than a talk shows; bounds what one file can ask for.
  private static final int MAX_LINES = 5_000;

  private static final Usage CUE = new Usage("cue NAME [from CUE]");
  private static final String CUE_WORD = "cue";

  private final SceneDraft draft = new SceneDraft();
  private final List<CueDraft> cues = new ArrayList<>();
  private final List<SceneError> errors = new ArrayList<>();
  private final List<String> headWords = new ArrayList<>();
  private Place lastSetting = Place.FIRST;

  private SceneParser() {}

  /// Reads a whole scene.
  public static Parsed parse(String text) {
    SceneParser parser = new SceneParser();
    parser.lines(text);
    return parser.finish();
  }

  /// Reads one command as a person types it into a run.
  ///
  /// @return the statement, or why it is none
  public static Typed command(String line, Scope scope) {
    try {
      List<Token> tokens = Token.of(line);
      Reader in = new Reader(tokens, scope, line.length() + 1);
      Command command = read(in);
      return new Typed.Good(statement(line, tokens, 1, command));
    } catch (Mismatch mismatch) {
      return new Typed.Bad(mismatch.at(1));
    }
  }

  /// What a typed line turned out to be.
  public sealed interface Typed {
    record Good(Statement statement) implements Typed {}

    record Bad(SceneError error) implements Typed {}
  }

  // --- lines

  private void lines(String text) {
    int number = 1;
    int from = 0;
    while (from <= text.length() && errors.size() < MAX_ERRORS) {
      int newline = text.indexOf('\n', from);
      int to = newline < 0 ? text.length() : newline;
      if (number > MAX_LINES) {
        fail(
            new Place(number, 1),
            new Text("davantage", "more"),
            new Text("au plus " + MAX_LINES + " lignes", "at most " + MAX_LINES + " lines"),
            Text.EMPTY);
        return;
      }
      line(number, text.substring(from, to));
      from = to + 1;
      number++;
    }
  }

  private void line(int number, String line) {
    try {
      List<Token> tokens = Token.of(line);
      if (!tokens.isEmpty()) {
        statement(number, line, tokens);
      }
    } catch (Mismatch mismatch) {
      errors.add(mismatch.at(number));
    }
  }

  private void statement(int number, String line, List<Token> tokens) {
    Token first = tokens.getFirst();
    Scope scope = cues.isEmpty() ? new Scope(draft.servers(), List.of()) : cues.getLast().scope;
    Reader in = new Reader(tokens, scope, line.stripTrailing().length() + 1);
    if (first.is(CUE_WORD)) {
      cue(number, first, in);
    } else if (cues.isEmpty()) {
      head(number, first, in);
    } else {
      inside(number, first, in, line, tokens);
    }
  }

  // --- the head

  private void head(int number, Token first, Reader in) {
    String word = first.text();
    if (!isSetup(word)) {
      Text advice =
          isInside(word)
              ? new Text(
                  "sa place est dans un tableau ; commencez-en un par 'cue NAME'",
                  "it belongs in a cue; begin one with 'cue NAME'")
              : Spelling.advice(word, setupWords());
      String known = " (" + String.join(", ", setupWords()) + ")";
      throw in.wrong(first, SetupWords.HEADER.about().plus(Text.same(known)), advice);
    }
    once(first, word, in);
    Chapter<SetupWords.Setting> chapter =
        SetupWords.HEADER.knows(word) ? SetupWords.HEADER : SetupWords.WORLD;
    lastSetting = new Place(number, first.column());
    try {
      chapter.read(in, true).apply(draft);
    } catch (IllegalArgumentException refused) {
      throw in.wrong(first, expected(refused), Text.EMPTY);
    }
  }

  private void once(Token first, String word, Reader in) {
    boolean many = word.equals("title") || word.equals("set") || word.equals("given");
    if (!many && headWords.contains(word)) {
      throw in.wrong(
          first,
          new Text("un seul '" + word + "'", "only one '" + word + "'"),
          new Text("enlevez l'un des deux", "remove one of the two"));
    }
    headWords.add(word);
  }

  private static boolean isSetup(String word) {
    return SetupWords.HEADER.knows(word) || SetupWords.WORLD.knows(word);
  }

  private static boolean isInside(String word) {
    return TellingWords.CHAPTER.knows(word)
        || MotionWords.CHAPTER.knows(word)
        || ActWords.CHAPTER.knows(word);
  }

  private static List<String> setupWords() {
    List<String> words = new ArrayList<>(SetupWords.HEADER.heads());
    words.addAll(SetupWords.WORLD.heads());
    words.add(CUE_WORD);
    return words;
  }

  // --- cues

  private void cue(int number, Token first, Reader in) {
    Arguments arguments = CUE.read(in);
    in.end();
    String name = arguments.text(0);
    if (find(name) != null) {
      throw in.wrong(
          first,
          new Text("un nouveau nom", "a new name"),
          new Text(
              "un autre tableau s'appelle '" + name + "'", "another cue is called '" + name + "'"));
    }
    boolean forks = arguments.has(1);
    String from = cues.isEmpty() ? "" : cues.getLast().name;
    Scope scope = cues.isEmpty() ? new Scope(draft.servers(), List.of()) : cues.getLast().scope;
    if (forks) {
      from = arguments.text(1);
      CueDraft origin = find(from);
      if (origin == null) {
        List<String> names = new ArrayList<>();
        cues.forEach(cue -> names.add(cue.name));
        throw in.wrong(
            first,
            new Text("un tableau précédent derrière 'from'", "an earlier cue behind 'from'"),
            Spelling.advice(from, names));
      }
      scope = origin.scope;
    }
    cues.add(new CueDraft(name, new Place(number, first.column()), from, forks, scope));
  }

  private @Nullable CueDraft find(String name) {
    for (CueDraft cue : cues) {
      if (cue.name.equals(name)) {
        return cue;
      }
    }
    return null;
  }

  private void inside(int number, Token first, Reader in, String line, List<Token> tokens) {
    CueDraft cue = cues.getLast();
    if (TellingWords.CHAPTER.knows(first.text())) {
      try {
        TellingWords.CHAPTER.read(in, true).apply(cue);
      } catch (IllegalArgumentException refused) {
        throw in.wrong(first, expected(refused), Text.EMPTY);
      }
      return;
    }
    if (isSetup(first.text())) {
      throw in.wrong(
          first,
          ActWords.CHAPTER.about(),
          new Text("sa place est avant le premier tableau", "it belongs before the first cue"));
    }
    Statement statement = statement(line, tokens, number, read(in));
    if (statement.command() instanceof Command.Let(String name, _)) {
      cue.scope = cue.scope.with(name);
    }
    cue.script.add(statement);
  }

  /// Reads a command.
  ///
  /// @throws Mismatch when none stands there
  static Command read(Reader in) {
    List<String> known = new ArrayList<>(MotionWords.CHAPTER.heads());
    known.addAll(ActWords.CHAPTER.heads());
    for (String head : MotionWords.CHAPTER.heads()) {
      if (in.sees(head)) {
        return motion(in);
      }
    }
    for (String head : ActWords.CHAPTER.heads()) {
      if (in.sees(head)) {
        return ActWords.CHAPTER.read(in, true);
      }
    }
    Text all = Text.same(" (" + String.join(", ", known) + ")");
    throw in.mismatch(ActWords.CHAPTER.about().plus(all), Spelling.advice(in, known));
  }

  private static Command motion(Reader in) {
    int start = in.position();
    Command command = MotionWords.CHAPTER.read(in, true);
    if (command instanceof Command.Let(String name, _) && ServerWords.isTaken(name)) {
      in.reset(start);
      in.next(Text.EMPTY);
      throw in.wrong(
          in.next(Text.EMPTY),
          Slot.NAME.about(),
          new Text(
              "'" + name + "' désigne déjà un serveur ; choisissez-en un autre, comme 'L'",
              "'" + name + "' means a server already; choose another, such as 'L'"));
    }
    return command;
  }

  private static Statement statement(String line, List<Token> tokens, int number, Command command) {
    int from = tokens.getFirst().column() - 1;
    int to = tokens.getLast().end() - 1;
    return new Statement(new Place(number, from + 1), line.substring(from, to), command);
  }

  // --- the end

  private Parsed finish() {
    if (draft.name.isEmpty() && errors.isEmpty()) {
      fail(
          Place.FIRST,
          new Text("aucune ligne 'scene'", "no 'scene' line"),
          new Text("'scene NAME' avant le premier tableau", "'scene NAME' before the first cue"),
          Text.EMPTY);
    }
    if (cues.isEmpty() && errors.isEmpty()) {
      fail(
          Place.FIRST,
          new Text("aucun tableau", "no cue"),
          new Text("au moins un", "at least one"),
          new Text("commencez-en un par 'cue NAME'", "begin one with 'cue NAME'"));
    }
    for (CueDraft cue : cues) {
      if (!cue.complaint().isEmpty()) {
        fail(cue.place, Text.same("'cue " + cue.name + "'"), cue.complaint(), Text.EMPTY);
      }
    }
    if (!errors.isEmpty()) {
      return new Parsed.Bad(List.copyOf(errors));
    }
    try {
      return new Parsed.Good(scene(draft.config()));
    } catch (IllegalArgumentException refused) {
      fail(
          lastSetting,
          new Text("des réglages qui ne vont pas ensemble", "options that do not fit each other"),
          new Text("d'autres", "others"),
          expected(refused));
      return new Parsed.Bad(List.copyOf(errors));
    }
  }

  private Scene scene(WorldConfig config) {
    Text title = draft.title.isEmpty() ? new Text(draft.name, draft.name) : draft.title;
    List<Cue> finished = new ArrayList<>();
    cues.forEach(cue -> finished.add(cue.finish(cues.indexOf(find(cue.from)) + 1)));
    return new Scene(
        draft.name,
        draft.number,
        title,
        draft.paper,
        draft.tracks,
        config,
        draft.timed,
        List.copyOf(finished));
  }

  private void fail(Place place, Text found, Text expected, Text advice) {
    errors.add(new SceneError(place, found, expected, advice));
  }

  /// What the core or the world refuse they say in English only.
  private static Text expected(IllegalArgumentException refused) {
    return refused instanceof Refused ours
        ? ours.expected()
        : Text.same(String.valueOf(refused.getMessage()));
  }
}
