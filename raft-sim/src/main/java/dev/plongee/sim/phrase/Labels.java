package dev.plongee.sim.phrase;

import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.Timer;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;

/// What stands beside what a viewer looks at: captions, heads of columns, counts.
public final class Labels {
  public static final Text SERVER = new Text("serveur", "server");
  public static final Text TERM = new Text("mandat", "term");
  public static final Text VOTE = new Text("voix", "vote");
  public static final Text TIMER = new Text("minuteur", "timer");
  public static final Text LOG = new Text("journal", "log");
  public static final Text DISK = new Text("disque", "disk");
  public static final Text CLOCK = new Text("horloge", "clock");
  public static final Text MEMBERS = new Text("membres", "members");
  public static final Text COMMITTED = new Text("validé", "committed");
  public static final Text APPLIED = new Text("appliqué", "applied");
  public static final Text PENDING = new Text("en route", "on its way");
  public static final Text EARLIER = new Text("avant", "before");
  public static final Text CUES = new Text("tableaux et branches", "cues and branches");
  public static final Text KEYS = new Text("touches", "keys");
  public static final Text SIGNS = new Text("signes", "signs");
  public static final Text ALL_DECISIONS = new Text("toutes les décisions", "every decision");
  public static final Text FIRST_STOP =
      new Text("C'est le début de la scène.", "This is the beginning of the scene.");
  public static final Text LAST_STOP =
      new Text(
          "C'est la fin de la scène ; « : » permet de continuer autrement.",
          "This is the end of the scene; “:” lets you go on in another way.");
  public static final Text BRANCH_BEGINS =
      new Text(
          "C'est ici que la branche quitte le script.",
          "This is where the branch leaves the script.");
  public static final Text BRANCH_ENDS =
      new Text("La branche s'arrête ici ; ↓ la prolonge.", "The branch ends here; ↓ goes on.");
  public static final Text ON_SCRIPT =
      new Text("C'est déjà le script.", "This is the script already.");
  public static final Text TOO_MANY_BRANCHES =
      new Text(
          "Il y a trop de branches ; continue au bout de l'une d'elles.",
          "There are too many branches; go on at the end of one of them.");
  public static final Text LIST_KEYS =
      new Text("↑ ↓ choisir · entrée y aller · c fermer", "↑ ↓ choose · enter go there · c close");
  public static final Text HELP_KEYS =
      new Text("n'importe quelle touche pour revenir", "any key to go back");
  public static final Text PROMPT_KEYS =
      new Text(
          "tab complète · entrée exécute · échap annule",
          "tab completes · enter does it · esc leaves");
  public static final Text HOLDS = new Text("C'est vrai ici.", "It holds here.");
  public static final Text ALREADY = new Text("C'est déjà le cas.", "It is so already.");

  private static final Text FULL = new Text("plein", "full");
  private static final Text FAILING = new Text("échoue", "fails");
  private static final Text DAMAGED = new Text("abîmé", "damaged");
  private static final Text HANGING = new Text("figé", "hangs");
  private static final Text SLOW = new Text("lent", "slow");

  private static final Template BRANCH = Template.of("branche {number}", "branch {number}");
  private static final Template MORE = Template.of("{count} de plus", "{count} more");
  private static final Template MORE_LINES =
      Template.of(
          "… {count} {count|ligne|lignes} de plus, dans une fenêtre plus haute",
          "… {count} more {count|line|lines}, in a taller window");
  private static final Template WRITES = Template.of("le disque écrit", "the disk is writing");
  private static final Template WAITS =
      Template.of("attend une réponse, pas plus de", "waits for an answer, at most");
  private static final Template LATE = Template.of("en retard", "overdue");
  private static final Template LOST = Template.of("se perdra", "will be lost");
  private static final Template CUT = Template.of("coupé", "cut off");
  private static final Template PEER =
      Template.of("{peer} match {match} next {next}", "{peer} match {match} next {next}");
  private static final Template VOTES =
      Template.of(
          "{self} a {count} voix sur {size} : {votes}",
          "{self} has {count} {count|vote|votes} of {size}: {votes}");
  private static final Template PRE_VOTES =
      Template.of(
          "{self} a {count} {count|pré-vote|pré-votes} sur {size} : {votes}",
          "{self} has {count} {count|pre-vote|pre-votes} of {size}: {votes}");
  private static final Template CUT_SHORT =
      Template.of(
          "Arrêté après {count} événements ; ↓ continue.",
          "Stopped after {count} events; ↓ goes on.");
  private static final Template VIOLATED =
      Template.of("invariant {number} violé", "invariant {number} violated");
  private static final Template NO_CUE =
      Template.of("Il n'y a pas de tableau {number}.", "There is no cue {number}.");
  private static final Template TOO_SMALL =
      Template.of(
          "La fenêtre est trop petite : il faut {columns} colonnes et {rows} lignes.",
          "The window is too small: {columns} columns and {rows} lines are needed.");

  private static final long US_PER_S = 1_000_000;

  private Labels() {}

  public static String branch(Language language, int number) {
    return BRANCH.plain(language, Values.none().with("number", number));
  }

  /// What found no place.
  public static String more(Language language, int count) {
    return MORE.plain(language, Values.none().with("count", count));
  }

  public static String moreLines(Language language, int count) {
    return MORE_LINES.plain(language, Values.none().with("count", count));
  }

  public static String violated(Language language, int invariant) {
    return VIOLATED.plain(language, Values.none().with("number", invariant));
  }

  public static String noCue(Language language, int number) {
    return NO_CUE.plain(language, Values.none().with("number", number));
  }

  public static String tooSmall(Language language, int columns, int rows) {
    return TOO_SMALL.plain(language, Values.none().with("columns", columns).with("rows", rows));
  }

  /// What a pending event is, while it is not there yet.
  public static String pending(Language language, Event event) {
    return switch (event) {
      case Event.Synced _ -> WRITES.plain(language, Values.none());
      case Event.GivenUp _ -> WAITS.plain(language, Values.none());
      case Event.Delivery _,
          Event.Call _,
          Event.Late _,
          Event.Backlog _,
          Event.Transferred _,
          Event.Fired _,
          Event.Acted _ ->
          EventPhrases.line(language, event).what();
    };
  }

  /// In how long a pending event is due, or that it will get lost.
  public static String due(Language language, World world, Event event) {
    if (event instanceof Event.Delivery message) {
      if (world.isCut(message.from(), message.to())) {
        return CUT.plain(language, Values.none());
      }
      if (message.lost()) {
        return LOST.plain(language, Values.none());
      }
    }
    long us = event.due() - world.now();
    if (us < 0) {
      return LATE.plain(language, Values.none());
    }
    Words words = Words.of(language);
    return us < US_PER_S ? words.milliseconds(us) : words.seconds(us);
  }

  /// What is the matter with a disk, a word each; none when it is as it was at the beginning.
  public static List<String> disk(Language language, World world, int server) {
    DiskSettings settings = world.diskSettings(server);
    List<String> ills = new ArrayList<>();
    if (world.isFull(server)) {
      ills.add(FULL.in(language));
    }
    if (world.isFailing(server)) {
      ills.add(FAILING.in(language));
    }
    if (world.isDamaged(server)) {
      ills.add(DAMAGED.in(language));
    }
    if (settings.standsStill()) {
      ills.add(HANGING.in(language));
    } else if (settings.fsyncMaxUs() > world.config().disk().fsyncMaxUs()) {
      ills.add(SLOW.in(language));
    }
    return ills;
  }

  /// How far out a clock runs, `+20 %`; none when it is right.
  public static List<String> clock(Language language, World world, int server) {
    int ppm = world.drift(server);
    String sign = ppm > 0 ? "+" : "−";
    return ppm == 0 ? List.of() : List.of(sign + Words.of(language).drift(Math.abs(ppm)));
  }

  /// A timer in a word.
  public static String timer(Language language, Timer timer) {
    Text word =
        switch (timer) {
          case ELECTION -> new Text("élection", "election");
          case HEARTBEAT -> new Text("battement", "heartbeat");
          case QUORUM_CHECK -> new Text("majorité ?", "quorum?");
          case TRANSFER -> new Text("passation", "transfer");
        };
    return word.in(language);
  }

  /// Who voted for a candidate, or would vote for a pre-candidate.
  public static String votes(Language language, RaftView view) {
    Template template = view.role() == RoleName.CANDIDATE ? VOTES : PRE_VOTES;
    return template.plain(
        language,
        Values.none()
            .server("self", view.self())
            .with("count", view.votes().size())
            .with("size", view.configuration().voters().size())
            .with("votes", view.votes()));
  }

  /// A typed command that brings more than one moment wants to see.
  public static String cutShort(Language language, int count) {
    return CUT_SHORT.plain(language, Values.none().with("count", count));
  }

  /// What a leader knows of a peer.
  public static String peer(Language language, int peer, long match, long next) {
    return PEER.plain(
        language, Values.none().server("peer", peer).with("match", match).with("next", next));
  }
}
