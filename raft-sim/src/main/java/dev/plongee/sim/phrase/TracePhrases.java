package dev.plongee.sim.phrase;

import dev.plongee.core.Configuration;
import dev.plongee.core.Entry;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.TraceEvent;
import java.util.ArrayList;
import java.util.List;

/// What changed at a server in a step.
final class TracePhrases {
  private static final Template TERM_CHANGED =
      Template.of("{self} passe au mandat {to}.", "{self} enters term {to}.");
  private static final Template ASKS_FIRST =
      Template.of(
          "{self} devient pré-candidat : il sonde les autres avant de se présenter.",
          "{self} becomes pre-candidate: it asks the others before it campaigns.");
  private static final Template CAMPAIGNS =
      Template.of(
          "{self} devient candidat au mandat {term}.", "{self} becomes candidate in term {term}.");
  private static final Template LEADS =
      Template.of(
          "{self} devient leader du mandat {term}.", "{self} becomes leader of term {term}.");
  private static final Template LEADS_NO_MORE =
      Template.of(
          "{self} n'est plus leader : il redevient suiveur.",
          "{self} leads no more: it becomes follower again.");
  private static final Template GIVES_UP =
      Template.of("{self} redevient suiveur.", "{self} becomes follower again.");
  private static final Template VOTES_FOR_ITSELF =
      Template.of("{self} vote pour lui-même.", "{self} votes for itself.");
  private static final Template VOTES =
      Template.of("{self} vote pour {candidate}.", "{self} votes for {candidate}.");
  private static final Template APPENDS =
      Template.of(
          "{self} ajoute à son journal : {entries}.", "{self} appends to its log: {entries}.");
  private static final Template APPENDS_UNSEEN =
      Template.of(
          "{self} ajoute à son journal : {first} à {last}.",
          "{self} appends to its log: {first} to {last}.");
  private static final Template CUTS_ONE =
      Template.of("{self} efface l'entrée {from}.", "{self} removes entry {from}.");
  private static final Template CUTS =
      Template.of(
          "{self} efface les entrées {from} à {last}.", "{self} removes entries {from} to {last}.");
  private static final Template COMMITS_ONE =
      Template.of("{self} valide l'entrée {to}.", "{self} commits entry {to}.");
  private static final Template COMMITS =
      Template.of("{self} valide jusqu'à l'entrée {to}.", "{self} commits up to entry {to}.");
  private static final Template LEARNS =
      Template.of(
          "{self} apprend que tout est validé jusqu'à l'entrée {to}.",
          "{self} learns that everything up to entry {to} is committed.");

  private static final Template HANDS_OVER =
      Template.of(
          "{self} veut passer la main à {target} : d'ici là, il n'accepte plus d'écriture.",
          "{self} is to hand over to {target}: until then it takes no writes.");
  private static final Template LEADS_ON =
      Template.of(
          "{self} renonce à passer la main : il dirige toujours.",
          "{self} gives up handing over: it leads on.");
  private static final Template SNAPSHOT_TAKEN =
      Template.of(
          "{self} a un instantané de son état jusqu'à l'entrée {index} ; son journal commence après"
              + " l'entrée {base}.",
          "{self} has a snapshot of its state up to entry {index}; its log begins behind entry"
              + " {base}.");
  private static final Template SNAPSHOT_INSTALLED =
      Template.of(
          "{self} remplace tout son journal par l'instantané, qui va jusqu'à l'entrée {index}.",
          "{self} replaces its whole log with the snapshot, which reaches entry {index}.");

  private static final Template JOINT =
      Template.of(
          "pour {self}, c'est la transition : {members} ; il faut les deux majorités.",
          "for {self} this is the transition: {members}; it takes both majorities.");
  private static final Template MEMBERS =
      Template.of(
          "pour {self}, les membres sont désormais {members}.",
          "for {self} the members are {members} from now on.");
  private static final Template GROWS =
      Template.of(
          "{self} met à jour les nouveaux venus avant de passer à {members}.",
          "{self} brings newcomers up to date before it goes over to {members}.");
  private static final Template GROWS_NOT =
      Template.of(
          "{self} renonce à passer à {members} : un nouveau venu ne suit pas.",
          "{self} gives up going over to {members}: a newcomer does not keep up.");
  private static final Template FULL =
      Template.of(
          "Le disque de {self} est plein : il n'ajoute plus rien à son journal.",
          "The disk of {self} is full: it appends nothing to its log any more.");
  private static final Template ROOM =
      Template.of(
          "Le disque de {self} a de nouveau de la place.", "The disk of {self} has room again.");
  private static final Template POSTPONED_ONE =
      Template.of(
          "{self} n'ajoute pas l'entrée {first} : son disque est plein.",
          "{self} does not append entry {first}: its disk is full.");
  private static final Template POSTPONED =
      Template.of(
          "{self} n'ajoute pas les entrées {first} à {last} : son disque est plein.",
          "{self} does not append entries {first} to {last}: its disk is full.");

  private TracePhrases() {}

  /// One sentence for a change, none for decisions, timers and disks, which are told elsewhere.
  static List<String> sentences(Language language, Stepped step, TraceEvent event) {
    Values values =
        Values.none().with("self", new Words.Server(step.server())).with("term", step.term());
    Template template =
        switch (event) {
          case TraceEvent.Decided _, TraceEvent.TimerFired _, TraceEvent.BecameDurable _ -> null;
          case TraceEvent.TermChanged(_, long to) -> {
            values.with("to", to);
            yield TERM_CHANGED;
          }
          case TraceEvent.Transferring(int target) -> {
            values.with("target", new Words.Server(target));
            yield target == ServerId.NONE ? LEADS_ON : HANDS_OVER;
          }
          case TraceEvent.MembersChanged(_, Configuration to) -> {
            values.with("members", to);
            yield to.isJoint() ? JOINT : MEMBERS;
          }
          case TraceEvent.CatchingUp(Configuration target, boolean begins) -> {
            values.with("members", target);
            yield begins ? GROWS : GROWS_NOT;
          }
          case TraceEvent.RoleChanged(RoleName from, RoleName to) -> role(from, to);
          case TraceEvent.Voted(_, int candidate) -> {
            values.with("candidate", new Words.Server(candidate));
            yield candidate == step.server() ? VOTES_FOR_ITSELF : VOTES;
          }
          case TraceEvent.Appended(long first, long last) -> {
            List<Entry> appended = appended(step, first, last);
            values
                .with("entries", MessagePhrases.entries(language, appended))
                .with("first", first)
                .with("last", last);
            yield appended.isEmpty() ? APPENDS_UNSEEN : APPENDS;
          }
          case TraceEvent.Truncated(long from, long last) -> {
            values.with("from", from).with("last", last);
            yield from == last ? CUTS_ONE : CUTS;
          }
          case TraceEvent.SpaceChanged(boolean enough) -> enough ? ROOM : FULL;
          case TraceEvent.Postponed(long first, long last) -> {
            values.with("first", first).with("last", last);
            yield first == last ? POSTPONED_ONE : POSTPONED;
          }
          case TraceEvent.SnapshotTaken(SnapshotMeta snapshot, long base) -> {
            values.with("index", snapshot.index()).with("base", base);
            yield SNAPSHOT_TAKEN;
          }
          case TraceEvent.SnapshotInstalled(SnapshotMeta snapshot) -> {
            values.with("index", snapshot.index());
            yield SNAPSHOT_INSTALLED;
          }
          case TraceEvent.CommitAdvanced(long from, long to) -> {
            values.with("to", to);
            boolean leads = step.role() == RoleName.LEADER;
            yield leads ? (to == from + 1 ? COMMITS_ONE : COMMITS) : LEARNS;
          }
        };
    return template == null ? List.of() : List.of(template.render(language, values));
  }

  private static Template role(RoleName from, RoleName to) {
    return switch (to) {
      case FOLLOWER -> from == RoleName.LEADER ? LEADS_NO_MORE : GIVES_UP;
      case PRE_CANDIDATE -> ASKS_FIRST;
      case CANDIDATE -> CAMPAIGNS;
      case LEADER -> LEADS;
    };
  }

  /// The entries themselves: they are in the write of the step.
  private static List<Entry> appended(Stepped step, long first, long last) {
    List<Entry> appended = new ArrayList<>();
    for (Entry entry : step.output().write().entries()) {
      if (entry.index() >= first && entry.index() <= last) {
        appended.add(entry);
      }
    }
    return appended;
  }
}
