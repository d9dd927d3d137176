package dev.plongee.sim.scene;

import dev.plongee.core.RoleName;
import dev.plongee.core.Rule;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;
import dev.plongee.sim.check.Invariant;
import dev.plongee.sim.phrase.Language;
import dev.plongee.sim.phrase.Text;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.World;
import dev.plongee.sim.zoo.Breach;
import dev.plongee.sim.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A place in a usage that is filled with a value.
enum Slot {
  ID("l'identifiant d'un serveur", "a server's id", "`S1`, `S2`, ... as many as the cluster has"),
  LET("un nom donné par `let`", "a name given by `let`", "`L`"),
  SERVER("un serveur", "a server", "see *Servers*"),
  SERVERS("des serveurs", "servers", "one or several, with commas: `S1,S2` or `L,follower 1`"),
  SIDE(
      "un côté d'une coupure",
      "one side of a cut",
      "servers with commas, or `rest`: all that the other side does not name"),
  CONDITION("une condition", "a condition", "see *Conditions*"),
  MESSAGE(
      "un message en route",
      "a message on its way",
      "its kind and its link, `AppendEntries S1 -> S2`, and `#2` for the second oldest of those"),
  KIND(
      "une sorte de message",
      "a kind of message",
      "the names of Figure 2 and their replies; `heartbeat` carries no entries"),
  NAME("un nom", "a name", "letters, digits, `-` and `_`, beginning with a letter"),
  CUE("le nom d'un tableau précédent", "the name of an earlier cue", "`it-dies`"),
  KEY("une clé", "a key", "a word, or a text in quotation marks"),
  VALUE("une valeur", "a value", "a word, or a text in quotation marks"),
  CLIENT("un client", "a client", "`c1` to `c64`"),
  COUNT("un nombre", "a number", "1 or more"),
  NUMBER("un nombre", "a number", "0 or more"),
  NUMBERS("des nombres", "numbers", "one or more, with blanks"),
  TERMS("des mandats", "terms", "none or more, with blanks: the terms of a log from index 1 on"),
  TERM("un mandat", "a term", "0 or more"),
  DURATION("une durée", "a time", "`150ms`, `2s` or `500us`"),
  RANGE(
      "un intervalle de durées", "a range of times", "`5ms..15ms`, or `10ms` for always the same"),
  PERCENT("un pourcentage", "a percentage", "`0` to `100`"),
  DRIFT("de combien une horloge se trompe", "how far a clock is out", "a percentage, `1` to `90`"),
  CAUSE(
      "pourquoi un serveur est arrêté",
      "why a server is down",
      "`crash`, `fsync`, `damage`, `snapshot` or `structure`"),
  SWITCH("on ou off", "on or off", "`on` or `off`"),
  ROLE("un rôle", "a role", "`follower`, `pre-candidate`, `candidate` or `leader`"),
  TIMER("un minuteur", "a timer", "`election`, `heartbeat` or `quorum-check`"),
  RULE("une règle", "a rule", "a function of `Rules`, such as `upToDate`"),
  BREACH(
      "une règle à enfreindre",
      "a rule to break",
      "a rule such as `upToDate`, or one way to break it: `upToDate:length-first`"),
  BROKEN(
      "une règle enfreinte",
      "a rule that is broken",
      "a rule that `break` knows, such as `upToDate`"),
  INVARIANT("un invariant", "an invariant", "its number, such as `5`"),
  LANGUAGE("une langue", "a language", "`fr` or `en`"),
  TEXT(
      "un texte entre guillemets",
      "a text in quotation marks",
      "`\"...\"`, with `\\\"` and `\\\\` inside");

  /// The largest number a scene has use for; larger ones are typing errors.
  private static final long MAX_NUMBER = 1_000_000;

  /// The longest time a scene can ask for, in microseconds: one hour.
  private static final long MAX_US = 3_600_000_000L;

  private static final int MAX_PERCENT = 100;

  /// A clock that is slower hardly runs at all.
  private static final int MAX_DRIFT = 90;

  private static final Text HOW_NAMES_LOOK =
      new Text(
          "écrivez des lettres, des chiffres, `-` et `_`, en commençant par une lettre",
          "write " + NAME.looks);

  private static final Text HOW_TIMES_LOOK =
      new Text(
          "écrivez une durée comme `150ms`, `2s` ou `500us`, au plus une heure",
          "write a time such as " + DURATION.looks + ", at most an hour");

  private static final Text THIS_CLUSTER_HAS = new Text("cette grappe a ", "this cluster has ");

  private static final Text QUOTE_IT =
      new Text(
          "mettez-la entre guillemets si ce n'est pas un simple mot",
          "put it in quotation marks if it is no plain word");

  private static final Down[] CAUSES = {
    Down.CRASHED, Down.SYNC_FAILED, Down.DAMAGED, Down.SNAPSHOT_MISSING, Down.BROKEN
  };

  private final Text about;
  private final String looks;

  Slot(String aboutFr, String aboutEn, String looks) {
    this.about = new Text(aboutFr, aboutEn);
    this.looks = looks;
  }

  /// What it is, as in "expected a key".
  Text about() {
    return about;
  }

  /// What may stand there, for the reference.
  String looks() {
    return looks;
  }

  /// What could stand there now, where that is a short list.
  Text choices(Scope scope) {
    if (this == ID) {
      return new Text("S1 à S" + scope.servers(), "S1 to S" + scope.servers());
    }
    return this == LET ? Text.same(String.join(", ", scope.names())) : about;
  }

  /// The slot of this name, null when it is none.
  static @Nullable Slot named(String name) {
    for (Slot slot : values()) {
      if (slot.name().equals(name)) {
        return slot;
      }
    }
    return null;
  }

  /// Reads a value.
  ///
  /// @throws Mismatch when none stands there
  Object read(Reader in) {
    return switch (this) {
      case ID -> id(in);
      case LET -> let(in);
      case SERVER -> ServerWords.CHAPTER.read(in, false);
      case SERVERS -> servers(in);
      case SIDE -> in.takes("rest") ? List.of(Target.REST) : servers(in);
      case CONDITION -> ConditionWords.CHAPTER.read(in, false);
      case MESSAGE -> message(in);
      case KIND -> oneOf(in, MessageKind.values(), MessageKind::word);
      case NAME, CUE -> name(in);
      case KEY, VALUE -> string(in);
      case CLIENT -> client(in);
      case COUNT -> number(in, 1, MAX_NUMBER);
      case NUMBER, TERM -> number(in, 0, MAX_NUMBER);
      case NUMBERS -> numbers(in, 1);
      case TERMS -> numbers(in, 0);
      case DURATION -> duration(in, in.word(about));
      case RANGE -> range(in);
      case PERCENT -> number(in, 0, MAX_PERCENT);
      case DRIFT -> number(in, 1, MAX_DRIFT);
      case CAUSE -> oneOf(in, CAUSES, Slot::word);
      case SWITCH -> oneOf(in, new Boolean[] {true, false}, on -> on ? "on" : "off");
      case ROLE -> oneOf(in, RoleName.values(), Slot::word);
      case TIMER -> oneOf(in, Timer.values(), Slot::word);
      case RULE -> oneOf(in, Rule.values(), Rule::method);
      case BREACH -> breach(in);
      case BROKEN -> oneOf(in, Zoo.functions().toArray(new String[0]), function -> function);
      case INVARIANT -> oneOf(in, Invariant.values(), i -> Integer.toString(i.number()));
      case LANGUAGE -> oneOf(in, Language.values(), Language::code);
      case TEXT -> text(in);
    };
  }

  /// Says what could stand at the end of a line that leaves this out.
  void offers(Reader in) {
    try {
      read(in);
    } catch (Mismatch _) {
      // Nothing stands there; what could was noted by the reader.
    }
  }

  // --- names

  private int id(Reader in) {
    for (int server = 1; server <= in.scope().servers(); server++) {
      in.awaits(ServerId.name(server));
    }
    Token token = in.word(about);
    String text = token.text();
    long id = text.startsWith("S") ? digits(text.substring(1)) : -1;
    if (id < 1 || id > in.scope().servers()) {
      Text advice = THIS_CLUSTER_HAS.plus(choices(in.scope()));
      throw in.wrong(token, about, id < 1 ? Text.EMPTY : advice);
    }
    return (int) id;
  }

  private String breach(Reader in) {
    for (Breach breach : Zoo.all()) {
      in.awaits(breach.id());
    }
    Token token = in.word(about);
    if (Zoo.find(token.text()).isPresent()) {
      return token.text();
    }
    List<String> known = new ArrayList<>();
    List<String> ways = new ArrayList<>();
    for (Breach breach : Zoo.all()) {
      known.add(breach.function());
      known.add(breach.id());
      if (token.text().startsWith(breach.function() + ":")) {
        ways.add(breach.id());
      }
    }
    Text advice = Spelling.advice(token.text(), known);
    List<String> shown = ways.isEmpty() && advice.isEmpty() ? Zoo.functions() : ways;
    String some = shown.isEmpty() ? "" : " (" + String.join(", ", shown) + ")";
    throw in.wrong(token, about.plus(Text.same(some)), advice);
  }

  private String let(Reader in) {
    in.scope().names().forEach(in::awaits);
    Token token = in.word(about);
    List<String> names = in.scope().names();
    if (!names.contains(token.text())) {
      throw in.wrong(token, about, Text.EMPTY);
    }
    return token.text();
  }

  private String name(Reader in) {
    Token token = in.word(about);
    String text = token.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      boolean inside = Token.isDigit(c) || c == '-' || c == '_';
      if (!letter && !(inside && i > 0)) {
        throw in.wrong(token, about, HOW_NAMES_LOOK);
      }
    }
    return text;
  }

  private String string(Reader in) {
    Token token = in.next(about);
    if (token.kind() == Token.Kind.SYMBOL || token.text().isEmpty()) {
      throw in.wrong(token, about, QUOTE_IT);
    }
    return token.text();
  }

  private String text(Reader in) {
    Token token = in.next(about);
    if (token.kind() != Token.Kind.TEXT) {
      throw in.wrong(token, about, Text.EMPTY);
    }
    return token.text();
  }

  private long client(Reader in) {
    Token token = in.word(about);
    String text = token.text();
    long id = text.startsWith("c") ? digits(text.substring(1)) : -1;
    if (id < 1 || id > World.MAX_CLIENTS) {
      throw in.wrong(
          token,
          about,
          new Text("les clients s'appellent `c1` à `c64`", "clients are called " + looks));
    }
    return id;
  }

  private static List<Target> servers(Reader in) {
    List<Target> servers = new ArrayList<>();
    do {
      servers.add(ServerWords.CHAPTER.read(in, false));
    } while (in.takes(","));
    return servers;
  }

  private static MessageRef message(Reader in) {
    MessageKind kind = (MessageKind) KIND.read(in);
    Target from = ServerWords.CHAPTER.read(in, false);
    if (!in.takes("->")) {
      throw in.mismatch(
          Text.same("'->'"), new Text("écrivez le lien S1 -> S2", "write the link as S1 -> S2"));
    }
    Target to = ServerWords.CHAPTER.read(in, false);
    int number = 1;
    int start = in.position();
    if (!in.isAtEnd()) {
      String text = in.next(Text.EMPTY).text();
      long ordinal = text.startsWith("#") ? digits(text.substring(1)) : -1;
      if (ordinal < 1) {
        in.reset(start);
      } else {
        number = (int) ordinal;
      }
    }
    return new MessageRef(kind, from, to, number);
  }

  private <T> T oneOf(Reader in, T[] values, Function<T, String> word) {
    for (T value : values) {
      in.awaits(word.apply(value));
    }
    Token token = in.word(about);
    List<String> words = new ArrayList<>();
    for (T value : values) {
      if (token.text().equals(word.apply(value))) {
        return value;
      }
      words.add(word.apply(value));
    }
    throw in.wrong(
        token,
        about.plus(Text.same(" (" + String.join(", ", words) + ")")),
        Spelling.advice(token.text(), words));
  }

  private static String word(RoleName role) {
    return switch (role) {
      case FOLLOWER -> "follower";
      case PRE_CANDIDATE -> "pre-candidate";
      case CANDIDATE -> "candidate";
      case LEADER -> "leader";
    };
  }

  private static String word(Down why) {
    return switch (why) {
      case CRASHED -> "crash";
      case SYNC_FAILED -> "fsync";
      case DAMAGED -> "damage";
      case SNAPSHOT_MISSING -> "snapshot";
      case BROKEN -> "structure";
      case NOT -> throw new IllegalArgumentException("a server that runs has no cause");
    };
  }

  static String word(Timer timer) {
    return switch (timer) {
      case ELECTION -> "election";
      case HEARTBEAT -> "heartbeat";
      case QUORUM_CHECK -> "quorum-check";
      case TRANSFER -> "transfer";
    };
  }

  // --- numbers and times

  private long number(Reader in, long min, long max) {
    Token token = in.word(about);
    long number = digits(token.text());
    if (number < min || number > max) {
      throw in.wrong(
          token,
          about,
          new Text(
              "écrivez un nombre entier de " + min + " à " + max,
              "write a whole number from " + min + " to " + max));
    }
    return number;
  }

  private List<Long> numbers(Reader in, int least) {
    List<Long> numbers = new ArrayList<>();
    while (numbers.size() < least || !in.isAtEnd()) {
      int start = in.position();
      Token token = in.next(about);
      long number = digits(token.text());
      if (number < 1 || number > MAX_NUMBER) {
        in.reset(start);
        if (numbers.size() < least) {
          throw in.mismatch(
              about,
              new Text(
                  "écrivez des nombres entiers à partir de 1", "write whole numbers from 1 on"));
        }
        return numbers;
      }
      numbers.add(number);
    }
    return numbers;
  }

  private Range range(Reader in) {
    Token token = in.word(about);
    int dots = token.text().indexOf("..");
    if (dots < 0) {
      long always = duration(in, token);
      return new Range(always, always);
    }
    long minUs = duration(in, token.part(0, dots));
    long maxUs = duration(in, token.part(dots + 2, token.text().length()));
    if (minUs > maxUs) {
      throw in.wrong(
          token, about, new Text("écrivez d'abord la plus courte", "write the shorter time first"));
    }
    return new Range(minUs, maxUs);
  }

  private long duration(Reader in, Token token) {
    String text = token.text();
    int unit = 0;
    while (unit < text.length() && Token.isDigit(text.charAt(unit))) {
      unit++;
    }
    long count = digits(text.substring(0, unit));
    long us =
        switch (text.substring(unit)) {
          case "us" -> 1;
          case "ms" -> 1_000;
          case "s" -> 1_000_000;
          default -> 0;
        };
    if (count < 1 || us == 0 || count * us > MAX_US) {
      throw in.wrong(token, about, HOW_TIMES_LOOK);
    }
    return count * us;
  }

  /// The number these digits write, -1 when they are none or too many.
  private static long digits(String text) {
    if (text.isEmpty() || text.length() > 10) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!Token.isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + (text.charAt(i) - '0');
    }
    return number;
  }
}
