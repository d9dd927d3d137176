package dev.plongee.sim.phrase;

import dev.plongee.core.Configuration;
import dev.plongee.core.LogPosition;
import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.core.Round;
import dev.plongee.core.ServerId;
import dev.plongee.core.TermAt;
import dev.plongee.core.Timer;
import dev.plongee.sim.world.Down;

/// The single words of a sentence: how values, roles and times are called.
public final class Words {
  /// A server in a template: its id, which would be a mere number otherwise.
  record Server(int id) {}

  private static final Words FRENCH = new Words(Language.FR);
  private static final Words ENGLISH = new Words(Language.EN);

  private static final long US_PER_MS = 1_000;
  private static final long MS_PER_S = 1_000;
  private static final int PPM_PER_PERCENT = 10_000;

  private final Language language;

  private Words(Language language) {
    this.language = language;
  }

  public static Words of(Language language) {
    return language == Language.FR ? FRENCH : ENGLISH;
  }

  private String either(String fr, String en) {
    return language == Language.FR ? fr : en;
  }

  /// A value inside a sentence; a name that ends in `Us` is a time.
  String value(String name, Object value) {
    return switch (value) {
      case Long us when name.endsWith("Us") -> milliseconds(us);
      case Server(int id) -> server(id);
      case NodeSet servers -> servers(servers);
      case Configuration configuration -> members(configuration);
      case LogPosition position -> position(position);
      case TermAt term -> entryOf(term);
      case Round round -> round(round);
      case Boolean yes -> yes ? either("oui", "yes") : either("non", "no");
      case RoleName role -> role(role);
      default -> value.toString();
    };
  }

  /// `S3`, or nobody.
  public String server(int id) {
    return id == ServerId.NONE ? either("personne", "nobody") : ServerId.name(id);
  }

  /// `S1, S2 et S3`.
  public String servers(NodeSet servers) {
    int[] ids = servers.toArray();
    if (ids.length == 0) {
      return server(ServerId.NONE);
    }
    StringBuilder out = new StringBuilder(ServerId.name(ids[0]));
    for (int i = 1; i < ids.length; i++) {
      out.append(i + 1 < ids.length ? ", " : either(" et ", " and ")).append(ServerId.name(ids[i]));
    }
    return out.toString();
  }

  /// `S1, S2 et S3`, `S1 et S2 → S2 et S3` in joint consensus, and who learns.
  private String members(Configuration configuration) {
    String text =
        configuration.isJoint()
            ? servers(configuration.outgoing()) + " → " + servers(configuration.voters())
            : servers(configuration.voters());
    NodeSet learners = configuration.learners();
    return learners.isEmpty()
        ? text
        : text + " (" + servers(learners) + either(" en apprentissage)", " learning)");
  }

  /// The end of a log.
  private String position(LogPosition last) {
    if (last.index() == 0) {
      return either("vide", "empty");
    }
    return either("entrée ", "entry ")
        + last.index()
        + either(", mandat ", ", term ")
        + last.term();
  }

  /// What a log has at a place, with its verb: French says "n'a rien" where there is nothing.
  private String entryOf(TermAt term) {
    return switch (term) {
      case TermAt.Known(long known) when known == 0 ->
          either("a le début du journal", "has the beginning of the log");
      case TermAt.Known(long known) ->
          either("a une entrée du mandat ", "has an entry of term ") + known;
      case TermAt.Compacted() ->
          either(
              "a une entrée que remplace son instantané",
              "has an entry that its snapshot replaces");
      case TermAt.Beyond() -> either("n’a rien", "has nothing");
    };
  }

  private String round(Round round) {
    return round.number() + either(" (mandat ", " (term ") + round.term() + ")";
  }

  public String role(RoleName role) {
    return switch (role) {
      case FOLLOWER -> either("suiveur", "follower");
      case PRE_CANDIDATE -> either("pré-candidat", "pre-candidate");
      case CANDIDATE -> either("candidat", "candidate");
      case LEADER -> "leader";
    };
  }

  /// What a server is to the cluster, by its own log: its role, and of a follower without a vote
  /// that it learns, or that it belongs to nothing.
  public String standing(RaftView view) {
    Configuration members = view.configuration();
    if (view.role() != RoleName.FOLLOWER || members.isVoter(view.self())) {
      return role(view.role());
    }
    return members.learners().contains(view.self())
        ? either("apprenant", "learner")
        : either("dehors", "outside");
  }

  /// Who votes, in digits: `123`, `123→12345` in joint consensus, and who learns: `123(45)`.
  public static String digits(Configuration members) {
    String voters = digits(members.voters());
    String text = members.isJoint() ? digits(members.outgoing()) + "→" + voters : voters;
    return members.learners().isEmpty() ? text : text + "(" + digits(members.learners()) + ")";
  }

  private static String digits(NodeSet servers) {
    StringBuilder out = new StringBuilder();
    for (int id : servers.toArray()) {
      out.append(id);
    }
    return out.isEmpty() ? "–" : out.toString();
  }

  public String timer(Timer timer) {
    return switch (timer) {
      case ELECTION -> either("minuteur d’élection", "election timer");
      case HEARTBEAT -> either("minuteur de battement", "heartbeat timer");
      case QUORUM_CHECK -> either("contrôle de la majorité", "quorum check");
      case TRANSFER -> either("délai de passation", "transfer timer");
    };
  }

  public String term() {
    return either("mandat", "term");
  }

  public String log() {
    return either("journal", "log");
  }

  /// A server that does not run.
  public String down() {
    return either("en panne", "down");
  }

  /// A server that does not run, with the reason if it was no crash.
  public String down(Down why) {
    return switch (why) {
      case NOT, CRASHED, BROKEN -> down();
      case SYNC_FAILED -> either("fsync raté", "fsync failed");
      case DAMAGED -> either("journal abîmé", "damaged log");
      case SNAPSHOT_MISSING -> either("instantané absent", "no snapshot");
    };
  }

  /// How fast or slow a clock is: `20 %`, or `1500 ppm` where it is no whole percentage.
  public String drift(int ppm) {
    return ppm % PPM_PER_PERCENT == 0
        ? ppm / PPM_PER_PERCENT + either(Typography.HARD_SPACE + "%", "%")
        : ppm + (Typography.HARD_SPACE + "ppm");
  }

  /// A process that stands still.
  public String paused() {
    return either("figé", "paused");
  }

  /// The cluster of a scene in a line.
  public String cluster(int servers, long seed) {
    return servers
        + either(servers > 1 ? " serveurs" : " serveur", servers > 1 ? " servers" : " server")
        + either(" · graine ", " · seed ")
        + seed;
  }

  /// Events that were not told.
  public String skipped(int events) {
    return events
        + either(events > 1 ? " événements" : " événement", events == 1 ? " event" : " events")
        + either(" (--all les montre)", " (shown with --all)");
  }

  /// What a cue that leaves the line of the one before is.
  public String anotherWay() {
    return either(
        "retour en arrière" + Typography.HARD_SPACE + ": une autre suite",
        "back in the story: another way it could go");
  }

  /// Where a cue begins that leaves the line of the one before.
  ///
  /// @param cue the number of the cue at whose end it begins
  public String backTo(int cue) {
    return either("retour à la fin du tableau ", "back to the end of cue ") + cue;
  }

  /// Before the answers that were right.
  public String rightAnswer() {
    return either("Réponse" + Typography.HARD_SPACE + ":", "Answer:");
  }

  /// The last line of a run.
  public String verdict(boolean passed, int claims, int failed) {
    String asked =
        claims
            + either(
                claims > 1 ? " affirmations vérifiées" : " affirmation vérifiée",
                claims == 1 ? " claim checked" : " claims checked");
    if (passed) {
      return "✓ " + asked + either(", toutes vraies.", ", all of them hold.");
    }
    return "✗ "
        + asked
        + ", "
        + failed
        + either(failed > 1 ? " échecs." : " échec.", failed == 1 ? " failure." : " failures.");
  }

  /// `0,213 s`.
  public String seconds(long us) {
    long ms = us / US_PER_MS;
    String fraction = Long.toString(MS_PER_S + ms % MS_PER_S).substring(1);
    return ms / MS_PER_S + either(",", ".") + fraction + Typography.HARD_SPACE + "s";
  }

  /// `213 ms`, `0,4 ms`, `2 s`.
  public String milliseconds(long us) {
    long ms = us / US_PER_MS;
    if (ms >= MS_PER_S && ms % MS_PER_S == 0) {
      return Long.toString(ms / MS_PER_S) + Typography.HARD_SPACE + "s";
    }
    long tenths = us / (US_PER_MS / 10);
    String number =
        tenths < 100 && tenths % 10 != 0
            ? tenths / 10 + either(",", ".") + tenths % 10
            : Long.toString(ms);
    return number + Typography.HARD_SPACE + "ms";
  }
}
