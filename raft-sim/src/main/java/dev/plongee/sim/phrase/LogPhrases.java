package dev.plongee.sim.phrase;

import dev.plongee.core.Wait;
import java.util.List;

/// The log check and the disk (§5.3, Figure 2, dissertation §10.2.1).
final class LogPhrases {
  private LogPhrases() {}

  static Template logMatches(boolean yes, List<Object> values) {
    boolean heartbeat = values.get(2).equals(0);
    boolean beginning = values.get(1).equals(0L);
    if (!yes) {
      return heartbeat
          ? Template.of(
              "{self} signale un désaccord ({count} entrée reçue) : le journal de {peer} finit par"
                  + " une entrée du mandat {prevTerm}, à cette place {self} {ours}.",
              "{self} reports a mismatch ({count} entries received): the log of {peer} ends with an"
                  + " entry of term {prevTerm}, at that place {self} {ours}.")
          : Template.of(
              "{self} refuse {count} {count|entrée|entrées} : juste avant, {peer} a une entrée du"
                  + " mandat {prevTerm} et {self} {ours}.",
              "{self} refuses {count} {count|entry|entries}: just before, {peer} has an entry of"
                  + " term {prevTerm} and {self} {ours}.");
    }
    return beginning
        ? Template.of(
            "aucune entrée ne précède : les journaux concordent ({count} {count|entrée"
                + " reçue|entrées reçues}).",
            "no entry precedes: the logs agree ({count} {count|entry|entries} received).")
        : Template.of(
            "juste avant, {peer} a une entrée du mandat {prevTerm} et {self} {ours} : les"
                + " journaux concordent ({count} {count|entrée reçue|entrées reçues}).",
            "just before, {peer} has an entry of term {prevTerm} and {self} {ours}: the logs"
                + " agree ({count} {count|entry|entries} received).");
  }

  static Template conflicts(boolean yes) {
    return yes
        ? Template.of(
            "conflit : à cette place {self} {ours}, le leader une entrée du mandat {theirTerm}."
                + " {self} coupe là.",
            "conflict: at this place {self} {ours}, the leader an entry of term {theirTerm}."
                + " {self} cuts there.")
        : Template.of(
            "pas de conflit : à cette place {self} {ours}, le leader une entrée du mandat"
                + " {theirTerm}.",
            "no conflict: at this place {self} {ours}, the leader an entry of term"
                + " {theirTerm}.");
  }

  static Template acknowledged() {
    return Template.of(
        "le message s'arrête à l'entrée {outcome} ({prevLogIndex} + {count}) : {self} ne confirme"
            + " pas plus loin, même si son journal va jusqu'à {ourLast}.",
        "the message ends with entry {outcome} ({prevLogIndex} + {count}): {self} confirms no"
            + " further, even if its log reaches {ourLast}.");
  }

  static Template acknowledgedAtOnce() {
    return Template.of(
        "{self} n'a rien à écrire : il confirme tout de suite jusqu'à {outcome} (message"
            + " {acknowledged}, disque {durableIndex}).",
        "{self} has nothing to write: it confirms at once up to {outcome} (message {acknowledged},"
            + " disk {durableIndex}).");
  }

  static Template waitsFor(Object outcome) {
    return switch ((Wait) outcome) {
      case FOR_EVERYTHING ->
          Template.of(
              "{self} n'enverra {message} qu'une fois tout sur son disque (pour l'instant : jusqu'à"
                  + " {durableIndex}).",
              "{self} will send {message} only once everything is on its disk (so far: up to"
                  + " {durableIndex}).");
      case FOR_ITS_TERM ->
          Template.of(
              "{self} enverra {message} dès que son mandat sera sur disque (journal sur disque :"
                  + " {durableIndex}).",
              "{self} will send {message} as soon as its term is on disk (log on disk:"
                  + " {durableIndex}).");
      case FOR_NOTHING ->
          Template.of(
              "{self} envoie {message} sans attendre son disque : rien n'y est promis (journal sur"
                  + " disque : {durableIndex}).",
              "{self} sends {message} without waiting for its disk: it promises nothing (log on"
                  + " disk: {durableIndex}).");
    };
  }

  static Template installs(boolean yes) {
    return yes
        ? Template.of(
            "l'instantané va jusqu'à l'entrée {snapshotIndex}, plus loin que ce que {self} sait"
                + " validé ({commitIndex}).",
            "the snapshot reaches entry {snapshotIndex}, further than what {self} knows to be"
                + " committed ({commitIndex}).")
        : Template.of(
            "{self} ignore l'instantané : il s'arrête à l'entrée {snapshotIndex}, et tout est déjà"
                + " validé jusqu'à {commitIndex}.",
            "{self} ignores the snapshot: it ends with entry {snapshotIndex}, and everything up to"
                + " {commitIndex} is committed already.");
  }

  static Template keepsSuffix(boolean yes) {
    return yes
        ? Template.of(
            "{self} garde son journal : à la place de l'instantané (mandat {snapshotTerm}) il"
                + " {ours}.",
            "{self} keeps its log: at the place of the snapshot (term {snapshotTerm}) it"
                + " {ours}.")
        : Template.of(
            "{self} ne garde pas son journal : l'instantané finit par une entrée du mandat"
                + " {snapshotTerm}, à cette place {self} {ours}.",
            "{self} does not keep its log: the snapshot ends with an entry of term {snapshotTerm},"
                + " at that place {self} {ours}.");
  }

  static Template durableAfterTruncation() {
    return Template.of(
        "le journal de {self} est coupé à l'entrée {from} : ce qui compte comme sur disque passe de"
            + " {durableIndex} à {outcome}.",
        "the log of {self} is cut at entry {from}: what counts as on disk goes from {durableIndex}"
            + " to {outcome}.");
  }
}
