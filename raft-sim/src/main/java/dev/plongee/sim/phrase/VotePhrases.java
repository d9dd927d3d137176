package dev.plongee.sim.phrase;

import dev.plongee.core.Heard;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import java.util.List;

/// Terms and votes (§5.1, §5.2, §5.4.1, dissertation §9.6).
final class VotePhrases {
  private VotePhrases() {}

  static Template adoptsTerm(boolean yes) {
    return yes
        ? Template.of(
            "un mandat plus récent existe, {seen} après {ours} : {self} l'adopte.",
            "a later term exists, {seen} after {ours}: {self} adopts it.")
        : Template.of(
            "le mandat {seen} n'est pas plus récent que celui de {self} ({ours}).",
            "term {seen} is not later than that of {self} ({ours}).");
  }

  static Template acceptsRequest(boolean yes) {
    return yes
        ? Template.of(
            "la demande est du mandat {theirs}, {self} en est au mandat {ours} : il l'examine.",
            "the request is of term {theirs} and {self} is in term {ours}: it is considered.")
        : Template.of(
            "{self} refuse la demande de {peer} : elle date du mandat {theirs}, {self} en est au"
                + " mandat {ours}.",
            "{self} refuses the request of {peer}: it dates from term {theirs}, {self} is in term"
                + " {ours}.");
  }

  static Template clearsVote(boolean yes) {
    return yes
        ? Template.of(
            "le mandat {next} commence après le mandat {ours} : {self} a de nouveau une voix.",
            "term {next} begins after term {ours}: {self} has a vote again.")
        : Template.of(
            "du mandat {ours} au mandat {next}, rien de nouveau : le vote de {self} reste donné.",
            "from term {ours} to term {next} nothing is new: the vote of {self} stays given.");
  }

  static Template mayVoteFor(boolean yes, List<Object> values) {
    boolean first = values.getFirst().equals(ServerId.NONE);
    if (!yes) {
      return Template.of(
          "{self} refuse sa voix à {candidate} : dans ce mandat il l'a déjà donnée à {votedFor}.",
          "{self} refuses its vote to {candidate}: in this term it has given it to {votedFor}.");
    }
    return first
        ? Template.of(
            "dans ce mandat {self} n'a encore voté pour {votedFor} : sa voix est libre pour"
                + " {candidate}.",
            "in this term {self} has voted for {votedFor} yet: its vote is free for {candidate}.")
        : Template.of(
            "dans ce mandat {self} a déjà voté pour {votedFor} : il peut le redire à {candidate}.",
            "in this term {self} has already voted for {votedFor}: it may tell {candidate} again.");
  }

  static Template upToDate(boolean yes) {
    return yes
        ? Template.of(
            "le journal de {peer} ({candidate}) est au moins aussi à jour que celui de {self}"
                + " ({ours}).",
            "the log of {peer} ({candidate}) is at least as up to date as that of {self} ({ours}).")
        : Template.of(
            "{self} refuse sa voix à {peer} : le journal de {peer} ({candidate}) est moins à jour"
                + " que le sien ({ours}).",
            "{self} refuses its vote to {peer}: the log of {peer} ({candidate}) is less up to date"
                + " than its own ({ours}).");
  }

  static Template countsReply(boolean yes) {
    return yes
        ? Template.of(
            "la réponse de {peer} est du mandat {replyTerm}, {self} attendait le mandat {awaited} :"
                + " elle compte.",
            "the reply of {peer} is of term {replyTerm}, {self} awaits term {awaited}: it counts.")
        : Template.of(
            "la réponse de {peer} est du mandat {replyTerm}, {self} attend le mandat {awaited} :"
                + " elle ne compte pas.",
            "the reply of {peer} is of term {replyTerm}, {self} awaits term {awaited}: it does not"
                + " count.");
  }

  static Template isQuorum(boolean yes, Topic topic) {
    return switch (topic) {
      case PRE_VOTES ->
          yes
              ? Template.of(
                  "{count} serveurs sur {total} soutiennent {self} ({yes}) : une majorité, il peut"
                      + " se présenter.",
                  "{count} of {total} servers would support {self} ({yes}): a majority, it may"
                      + " campaign.")
              : Template.of(
                  "{count} {count|serveur|serveurs} sur {total} pour {self} ({yes}) : il en faut"
                      + " {needed}.",
                  "{count} of {total} servers for {self} ({yes}): it takes {needed}.");
      case VOTES ->
          yes
              ? Template.of(
                  "{self} a {count} voix sur {total} ({yes}) : c'est la majorité.",
                  "{self} has {count} of {total} votes ({yes}): a majority.")
              : Template.of(
                  "{self} a {count} voix sur {total} ({yes}) : il en faut {needed}.",
                  "{self} has {count} of {total} votes ({yes}): it takes {needed}.");
      case COMMIT ->
          yes
              ? Template.of(
                  "l'entrée est sur disque chez {yes} : {count} sur {total}, une majorité.",
                  "the entry is on disk at {yes}: {count} of {total}, a majority.")
              : Template.of(
                  "l'entrée n'est sur disque que chez {yes} : {count} sur {total}, il en faut"
                      + " {needed}.",
                  "the entry is on disk only at {yes}: {count} of {total}, it takes {needed}.");
      case CONTACT ->
          yes
              ? Template.of(
                  "{self} est en contact avec une majorité : {count} sur {total} ({yes}).",
                  "{self} is in contact with a majority: {count} of {total} ({yes}).")
              : Template.of(
                  "{self} n'est plus en contact qu'avec {count} sur {total} ({yes}) : il en faut"
                      + " {needed}.",
                  "{self} is in contact with only {count} of {total} ({yes}): it takes {needed}.");
      case READ ->
          yes
              ? Template.of(
                  "depuis le début de la lecture, {yes} suivent {self} : {count} sur {total}, une"
                      + " majorité.",
                  "since the read began, {yes} followed {self}: {count} of {total}, a majority.")
              : Template.of(
                  "depuis le début de la lecture, {self} n'a entendu que {yes} : {count} sur"
                      + " {total}, il en faut {needed}.",
                  "since the read began, {self} heard only {yes}: {count} of {total}, it takes"
                      + " {needed}.");
    };
  }

  static Template shuns(boolean yes, Situation at, List<Object> values) {
    if (!yes && values.get(2).equals(true)) {
      return Template.of(
          "{self} écoute {peer}, bien qu'il ait entendu un leader il y a {sinceLeaderUs} (limite :"
              + " {minTimeoutUs}) : c'est ce leader qui l'envoie ({transfer}).",
          "{self} listens to {peer} although it heard a leader {sinceLeaderUs} ago (limit"
              + " {minTimeoutUs}): that leader sent it ({transfer}).");
    }
    if (!yes) {
      return Template.of(
          "{self} n'entend plus de leader depuis {sinceLeaderUs} (limite : {minTimeoutUs}) : il"
              + " écoute {peer}.",
          "{self} has heard no leader for {sinceLeaderUs} (limit {minTimeoutUs}): it listens to"
              + " {peer}.");
    }
    if (values.get(2).equals(true)) {
      return Template.of(
          "{self} ignore {peer}, pourtant envoyé par le leader ({transfer}) : il l'a entendu il y a"
              + " {sinceLeaderUs} (limite : {minTimeoutUs}).",
          "{self} ignores {peer}, whom the leader sent ({transfer}): it heard it {sinceLeaderUs}"
              + " ago (limit {minTimeoutUs}).");
    }
    if (at.role() == RoleName.LEADER) {
      return Template.of(
          "{self} ignore {peer} : il dirige, une majorité lui répond (silence {sinceLeaderUs},"
              + " limite {minTimeoutUs}).",
          "{self} ignores {peer}: it leads, a majority answers (silence {sinceLeaderUs}, limit"
              + " {minTimeoutUs}).");
    }
    return values.getFirst().equals(at.uptime())
        ? Template.of(
            "{self} ignore {peer} : il a démarré il y a {sinceLeaderUs}, moins de {minTimeoutUs},"
                + " et a pu entendre un leader avant.",
            "{self} ignores {peer}: it started {sinceLeaderUs} ago, less than {minTimeoutUs}, and"
                + " may have heard a leader before.")
        : Template.of(
            "{self} ignore {peer} : il a entendu un leader il y a {sinceLeaderUs}, moins de"
                + " {minTimeoutUs}.",
            "{self} ignores {peer}: it heard a leader {sinceLeaderUs} ago, less than"
                + " {minTimeoutUs}.");
  }

  static Template resetsElectionTimer(boolean yes, List<Object> values) {
    Template what =
        switch ((Heard) values.getFirst()) {
          case CURRENT_LEADER ->
              Template.of("{self} entend son leader {peer}", "{self} hears its leader {peer}");
          case VOTE_GRANTED ->
              Template.of("{self} vient de donner sa voix", "{self} has just given its vote");
          case VOTE_REFUSED ->
              Template.of("{self} vient de refuser sa voix", "{self} has just refused its vote");
          case PRE_VOTE ->
              Template.of("{peer} n'a posé qu'une question", "{peer} only asked a question");
          case STALE_REQUEST ->
              Template.of("la demande de {peer} est périmée", "the request of {peer} is outdated");
        };
    return yes
        ? what.and(
            " : son minuteur d'élection repart de zéro.", ": its election timer starts again.")
        : what.and(" : le minuteur de {self} court toujours.", ": the timer of {self} runs on.");
  }

  static Template preVoteNewer(boolean yes) {
    return yes
        ? Template.of(
            "{peer} vise le mandat {asked}, après le mandat {ours} de {self} : la question se"
                + " pose.",
            "{peer} aims at term {asked}, after term {ours} of {self}: worth considering.")
        : Template.of(
            "{self} refuse son soutien à {peer} : le mandat {asked} ne vient pas après le sien"
                + " ({ours}).",
            "{self} refuses its support to {peer}: term {asked} is not after its own ({ours}).");
  }

  static Template preVoteTeachesTerm(boolean yes) {
    return yes
        ? Template.of(
            "{peer} refuse, mais il en est au mandat {theirs} : {self} (mandat {ours}) l'apprend.",
            "{peer} refuses, but it is in term {theirs}: {self} (term {ours}) learns it.")
        : Template.of(
            "{peer} refuse, et son mandat {theirs} n'apprend rien à {self} (mandat {ours}).",
            "{peer} refuses, and its term {theirs} teaches {self} nothing (term {ours}).");
  }
}
