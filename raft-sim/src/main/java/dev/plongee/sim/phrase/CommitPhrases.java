package dev.plongee.sim.phrase;

import java.util.List;

/// Commit, apply, and reads (§5.3, §5.4.2, §8, dissertation §6).
final class CommitPhrases {
  private CommitPhrases() {}

  static Template ownMatch() {
    return Template.of(
        "{self} se compte lui-même jusqu'à l'entrée {outcome} : son journal va jusqu'à {lastIndex},"
            + " son disque jusqu'à {durableIndex}.",
        "{self} counts itself up to entry {outcome}: its log reaches {lastIndex}, its disk"
            + " {durableIndex}.");
  }

  static Template raisesMatch(boolean yes) {
    return yes
        ? Template.of(
            "{self} sait maintenant que {peer} a tout jusqu'à l'entrée {acknowledged} (avant :"
                + " {matchIndex}).",
            "{self} now knows that {peer} has everything up to entry {acknowledged} (before:"
                + " {matchIndex}).")
        : Template.of(
            "{peer} confirme jusqu'à l'entrée {acknowledged} : {self} le savait déjà (jusqu'à"
                + " {matchIndex}).",
            "{peer} confirms up to entry {acknowledged}: {self} knew it (up to {matchIndex}).");
  }

  static Template leaderMayCommit(boolean yes) {
    return yes
        ? Template.of(
            "cette entrée est du mandat {entryTerm}, {self} dirige le mandat {currentTerm} :"
                + " compter les copies suffit.",
            "this entry is of term {entryTerm}, {self} leads term {currentTerm}: counting copies is"
                + " enough.")
        : Template.of(
            "cette entrée est du mandat {entryTerm}, {self} dirige le mandat {currentTerm} : même"
                + " sur une majorité, elle n'est pas encore validée.",
            "this entry is of term {entryTerm}, {self} leads term {currentTerm}: even on a majority"
                + " it is not committed yet.");
  }

  static Template followerCommit() {
    return Template.of(
        "{peer} a validé jusqu'à {leaderCommit}, et le message vérifie le journal jusqu'à"
            + " {lastOfMessage} (sur {ourLast}) : {self} tient pour validé jusqu'à {outcome}.",
        "{peer} has committed up to {leaderCommit}, and the message checks the log up to"
            + " {lastOfMessage} (of {ourLast}): {self} takes it as committed up to {outcome}.");
  }

  static Template mayApply(boolean yes) {
    return yes
        ? Template.of(
            "l'entrée {index} est validée (jusqu'à {commitIndex}) et sur le disque de {self}"
                + " (jusqu'à {durableIndex}) : il l'applique.",
            "entry {index} is committed (up to {commitIndex}) and on the disk of {self} (up to"
                + " {durableIndex}): it is applied.")
        : Template.of(
            "{self} n'applique pas encore l'entrée {index} : validé jusqu'à {commitIndex}, sur"
                + " disque jusqu'à {durableIndex}.",
            "{self} does not apply entry {index} yet: committed up to {commitIndex}, on disk up to"
                + " {durableIndex}.");
  }

  static Template mayTakeOver(boolean yes) {
    return yes
        ? Template.of(
            "le successeur a tout sur disque (jusqu'à {matchIndex}, le journal de {self} va jusqu'à"
                + " {lastIndex}) : {self} lui dit de se présenter.",
            "the successor has everything on disk (up to {matchIndex}, the log of {self} reaches"
                + " {lastIndex}): {self} tells it to campaign.")
        : Template.of(
            "le successeur n'a que {matchIndex} sur disque, le journal de {self} va jusqu'à"
                + " {lastIndex} : {self} attend.",
            "the successor has only {matchIndex} on disk, the log of {self} reaches {lastIndex}:"
                + " {self} waits.");
  }

  static Template keepsLeading(boolean yes, List<Object> values) {
    boolean heard = values.getFirst().equals(true);
    if (yes) {
      return Template.of(
          "{self} reste leader : majorité entendue ({quorumHeard}), plus vieille écriture en"
              + " attente {oldestWriteUs} (limite {limitUs}).",
          "{self} keeps leading: majority heard ({quorumHeard}), oldest unfinished write"
              + " {oldestWriteUs} (limit {limitUs}).");
    }
    return heard
        ? Template.of(
            "{self} rend sa place : son disque n'a rien fini depuis {oldestWriteUs} (limite"
                + " {limitUs}).",
            "{self} steps down: its disk has finished nothing for {oldestWriteUs} (limit"
                + " {limitUs}).")
        : Template.of(
            "{self} rend sa place : il n'entend plus de majorité (disque : {oldestWriteUs}, limite"
                + " {limitUs}).",
            "{self} steps down: it hears no majority (disk {oldestWriteUs}, limit {limitUs}).");
  }

  static Template readMayStart(boolean yes) {
    return yes
        ? Template.of(
            "{self} a validé une entrée du mandat {termOfCommitIndex}, le sien ({currentTerm}) :"
                + " une lecture peut commencer.",
            "{self} has committed an entry of term {termOfCommitIndex}, its own ({currentTerm}): a"
                + " read may begin.")
        : Template.of(
            "la dernière entrée validée est du mandat {termOfCommitIndex}, {self} dirige le mandat"
                + " {currentTerm} : la lecture attend.",
            "the last committed entry is of term {termOfCommitIndex}, {self} leads term"
                + " {currentTerm}: the read waits.");
  }

  static Template roundConfirms(boolean yes) {
    return yes
        ? Template.of(
            "un suiveur a répondu au tour {confirmed}, la lecture attend le tour {read} : il compte"
                + " pour {self}.",
            "a follower answered round {confirmed}, the read awaits round {read}: it counts for"
                + " {self}.")
        : Template.of(
            "un suiveur n'a répondu qu'au tour {confirmed}, la lecture attend le tour {read} :"
                + " {self} ne le compte pas.",
            "a follower only answered round {confirmed}, the read awaits round {read}: {self} does"
                + " not count it.");
  }

  static Template readIndexFits(boolean yes) {
    return yes
        ? Template.of(
            "la réponse porte le numéro {answeredTicket}, celui de la question de {self}"
                + " ({askedTicket}) : {self} sait jusqu'où appliquer.",
            "the answer bears the number {answeredTicket}, that of {self}'s question"
                + " ({askedTicket}): {self} knows how far it must be.")
        : Template.of(
            "la réponse porte le numéro {answeredTicket}, {self} attend celle de la question"
                + " {askedTicket} : elle ne prouve rien.",
            "the answer bears the number {answeredTicket}, {self} waits for the one to question"
                + " {askedTicket}: it proves nothing.");
  }

  static Template leaseHolds(boolean yes, List<Object> values) {
    if (yes) {
      return Template.of(
          "une majorité a répondu à ce que {self} a envoyé il y a {sinceSentUs} : personne d'autre"
              + " ne peut être élu avant {minTimeoutUs}, moins la dérive des horloges ({driftPpm}"
              + " millionièmes ; leadership transmis : {handedOver}). Il répond aussitôt.",
          "a majority answered what {self} sent {sinceSentUs} ago: nobody else can be elected"
              + " within {minTimeoutUs}, less the drift of clocks ({driftPpm} millionths; handed"
              + " over: {handedOver}). It answers at once.");
    }
    return values.get(3).equals(true)
        ? Template.of(
            "{self} a demandé à un autre de se présenter ({handedOver}) : son bail ne vaut plus,"
                + " quoi qu'il ait envoyé il y a {sinceSentUs} (limite {minTimeoutUs}, dérive"
                + " {driftPpm} millionièmes).",
            "{self} has asked another to campaign ({handedOver}): its lease is void, whatever it"
                + " sent {sinceSentUs} ago (limit {minTimeoutUs}, drift {driftPpm} millionths).")
        : Template.of(
            "ce à quoi une majorité a répondu est parti il y a {sinceSentUs} : le bail de {self}"
                + " ({minTimeoutUs}, moins la dérive de {driftPpm} millionièmes ; leadership"
                + " transmis : {handedOver}) est fini, il demande.",
            "what a majority answered left {sinceSentUs} ago: the lease of {self} ({minTimeoutUs},"
                + " less a drift of {driftPpm} millionths; handed over: {handedOver}) is over, it"
                + " asks.");
  }

  static Template readMayAnswer(boolean yes) {
    return yes
        ? Template.of(
            "la lecture attend l'entrée {readIndex}, {self} a appliqué jusqu'à {applied} : il"
                + " répond.",
            "the read awaits entry {readIndex}, {self} has applied up to {applied}: it answers.")
        : Template.of(
            "la lecture attend l'entrée {readIndex}, {self} n'a appliqué que jusqu'à {applied}.",
            "the read awaits entry {readIndex}, {self} has applied only up to {applied}.");
  }
}
