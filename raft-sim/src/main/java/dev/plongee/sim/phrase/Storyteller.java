package dev.plongee.sim.phrase;

import dev.plongee.core.Entry;
import dev.plongee.core.Envelope;
import dev.plongee.core.Input;
import dev.plongee.core.Message;
import dev.plongee.core.NodeSet;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.Rule;
import dev.plongee.core.ServerId;
import dev.plongee.core.Timer;
import dev.plongee.core.TraceEvent;
import dev.plongee.core.TraceEvent.Decided;
import dev.plongee.sim.phrase.Reason.Weight;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Event;
import java.util.ArrayList;
import java.util.List;

/// Tells events: what happened, what changed, and why.
public final class Storyteller {
  /// Reasons given for one event: more than a room reads before the next one.
  private static final int MAX_WHY = 3;

  private static final Template SENDS =
      Template.of("{self} envoie à {to} : {name}.", "{self} sends to {to}: {name}.");
  private static final Template APPLIES =
      Template.of(
          "{self} applique l'entrée {first} ({what}).", "{self} applies entry {first} ({what}).");
  private static final Template APPLIES_SEVERAL =
      Template.of(
          "{self} applique les entrées {first} à {last} ({what}).",
          "{self} applies entries {first} to {last} ({what}).");
  private static final Template IS_DOWN =
      Template.of("perdu : {to} est en panne.", "lost: {to} is down.");
  private static final Template IS_CUT =
      Template.of(
          "perdu : le réseau est coupé de {from} vers {to}.",
          "lost: the network is cut from {from} to {to}.");
  private static final Template IS_LOST =
      Template.of("perdu en route de {from} à {to}.", "lost on the way from {from} to {to}.");
  private static final Template WAITS =
      Template.of(
          "{self} est figé : le message attend.", "{self} stands still: the message waits.");
  private static final Template TOO_LATE =
      Template.of(
          "{self} n'attend plus cette réponse : elle ne change rien.",
          "{self} awaits this reply no more: it changes nothing.");
  private static final Template NO_LEADER =
      Template.of(
          "{self} n'est pas leader et n'en connaît pas.",
          "{self} does not lead and knows no leader.");
  private static final Template OTHER_LEADER =
      Template.of(
          "{self} n'est pas leader : il renvoie vers {leader}.",
          "{self} does not lead: it points to {leader}.");
  private static final Template HANDS_OVER =
      Template.of(
          "{self} refuse : il est en train de passer la main.",
          "{self} refuses: it is handing its leadership over.");
  private static final Template CHANGING =
      Template.of(
          "{self} refuse : un changement de membres à la fois.",
          "{self} refuses: one change of the members at a time.");
  private static final Template NO_SUCH_VOTER =
      Template.of(
          "{self} refuse : on ne passe la main qu'à un autre votant.",
          "{self} refuses: leadership goes to another voter only.");
  private static final Template NO_SPACE =
      Template.of(
          "{self} n'a plus de place sur son disque et refuse.",
          "{self} has no room on its disk and refuses.");
  private static final Template BUSY =
      Template.of(
          "{self} a trop de demandes en attente et refuse.",
          "{self} has too many requests waiting and refuses.");

  private final Language language;

  public Storyteller(Language language) {
    this.language = language;
  }

  /// Tells an event.
  public Told tell(Happening happening) {
    List<String> changes = new ArrayList<>();
    List<Reason> all = new ArrayList<>();
    for (Happening.Written written : happening.written()) {
      changes.addAll(WritePhrases.sentences(language, written));
    }
    for (Stepped step : happening.steps()) {
      changes(step, changes);
      reasons(step, all);
    }
    applies(happening.applied(), changes);
    vanished(happening, changes);
    for (Happening.Mishap mishap : happening.mishaps()) {
      changes.add(DiskPhrases.sentence(language, mishap));
    }
    for (ClientEvent event : happening.clients()) {
      changes.addAll(ClientPhrases.sentences(language, event));
    }
    List<Reason> why = why(all);
    boolean routine = changes.isEmpty() && isPulse(happening.event()) && isAsAlways(why);
    for (Stepped step : happening.steps()) {
      sends(happening.event(), step, changes);
    }
    String who = EventPhrases.line(language, happening.event()).who();
    return new Told(who, what(happening), List.copyOf(changes), why, List.copyOf(all), routine);
  }

  /// What the event was: an fsync that fails is no end of a write, and whoever does not start does
  /// not restart.
  private String what(Happening happening) {
    for (Happening.Mishap mishap : happening.mishaps()) {
      String what = DiskPhrases.event(language, mishap);
      if (!what.isEmpty()) {
        return what;
      }
    }
    return EventPhrases.line(language, happening.event()).what();
  }

  /// The few decisions that explain a step: the decisive ones, or else what is worth a word; that a
  /// timer starts again only where there is nothing else to say.
  private static List<Reason> why(List<Reason> all) {
    for (Weight weight : List.of(Weight.DECISIVE, Weight.TELLING)) {
      List<Reason> chosen = new ArrayList<>();
      for (Reason reason : all) {
        if (reason.weight() == weight && chosen.size() < MAX_WHY && !chosen.contains(reason)) {
          chosen.add(reason);
        }
      }
      if (chosen.size() > 1) {
        chosen.removeIf(reason -> reason.rule() == Rule.RESETS_ELECTION_TIMER);
      }
      if (!chosen.isEmpty()) {
        return List.copyOf(chosen);
      }
    }
    return List.of();
  }

  private static boolean isAsAlways(List<Reason> why) {
    return why.isEmpty() || why.getFirst().rule() == Rule.RESETS_ELECTION_TIMER;
  }

  // --- what changed

  private void changes(Stepped step, List<String> changes) {
    for (TraceEvent event : step.output().trace()) {
      changes.addAll(TracePhrases.sentences(language, step, event));
    }
    if (comesTooLate(step)) {
      changes.add(TOO_LATE.render(language, Values.none().server("self", step.server())));
    }
    for (Reply reply : step.output().replies()) {
      switch (reply) {
        case Reply.Accepted _, Reply.ReadReady _ -> {}
        case Reply.Refused(_, Reply.Refusal why, int leader) ->
            changes.add(refusal(step, why, leader));
        case Reply.ReadRefused(_, Reply.Refusal why, int leader) ->
            changes.add(refusal(step, why, leader));
        case Reply.TransferRefused(Reply.Refusal why, int leader) ->
            changes.add(refusal(step, why, leader));
        case Reply.MembersRefused(Reply.Refusal why, int leader) ->
            changes.add(refusal(step, why, leader));
      }
    }
  }

  /// A vote for a candidacy that is over: no rule was even asked whether it counts.
  private static boolean comesTooLate(Stepped step) {
    if (!(step.input() instanceof Input.Receive(_, Message message))) {
      return false;
    }
    boolean vote =
        message instanceof Message.RequestVoteReply
            || message instanceof Message.PreVoteReply(_, boolean granted) && granted;
    for (TraceEvent event : step.output().trace()) {
      if (event instanceof Decided decided && decided.rule() == Rule.COUNTS_REPLY) {
        return false;
      }
    }
    return vote;
  }

  private String refusal(Stepped step, Reply.Refusal why, int leader) {
    Template template =
        switch (why) {
          case NOT_LEADER -> leader == ServerId.NONE ? NO_LEADER : OTHER_LEADER;
          case BUSY, LOG_FULL -> BUSY;
          case NO_SPACE -> NO_SPACE;
          case TRANSFERRING -> HANDS_OVER;
          case NO_SUCH_VOTER -> NO_SUCH_VOTER;
          case CHANGING -> CHANGING;
        };
    return template.render(
        language, Values.none().server("self", step.server()).server("leader", leader));
  }

  /// Answers are seen when they arrive; told is what a server sends on its own account, or what had
  /// waited for its disk.
  private void sends(Event cause, Stepped step, List<String> changes) {
    if (cause instanceof Event.Delivery) {
      return;
    }
    List<Envelope> envelopes = step.output().send();
    int from = 0;
    while (from < envelopes.size()) {
      String name = MessagePhrases.name(language, envelopes.get(from).message());
      NodeSet to = NodeSet.EMPTY;
      int at = from;
      while (at < envelopes.size()
          && MessagePhrases.name(language, envelopes.get(at).message()).equals(name)) {
        to = to.with(envelopes.get(at).to());
        at++;
      }
      from = at;
      changes.add(
          SENDS.render(
              language,
              Values.none()
                  .with("self", new Words.Server(step.server()))
                  .with("to", to)
                  .with("name", name)));
    }
  }

  /// What a server applies in one event is one sentence.
  private void applies(List<Happening.Applied> applied, List<String> changes) {
    int from = 0;
    while (from < applied.size()) {
      int server = applied.get(from).server();
      List<Entry> entries = new ArrayList<>();
      while (from < applied.size() && applied.get(from).server() == server) {
        entries.add(applied.get(from).entry());
        from++;
      }
      Values values =
          Values.none()
              .with("self", new Words.Server(server))
              .with("first", entries.getFirst().index())
              .with("last", entries.getLast().index())
              .with("what", MessagePhrases.what(language, entries));
      changes.add((entries.size() == 1 ? APPLIES : APPLIES_SEVERAL).render(language, values));
    }
  }

  private void vanished(Happening happening, List<String> changes) {
    for (Happening.Vanished vanished : happening.vanished()) {
      Event.Delivery message = vanished.message();
      Template template =
          switch (vanished.reason()) {
            case DOWN -> IS_DOWN;
            case CUT -> IS_CUT;
            case LOST -> IS_LOST;
          };
      changes.add(
          template.render(
              language,
              Values.none()
                  .with("from", new Words.Server(message.from()))
                  .with("to", new Words.Server(message.to()))));
    }
    boolean delivered = happening.event() instanceof Event.Delivery;
    if (delivered && happening.steps().isEmpty() && happening.vanished().isEmpty()) {
      Values values = Values.none().with("self", new Words.Server(happening.event().server()));
      changes.add(WAITS.render(language, values));
    }
  }

  /// Heartbeats, their answers, and the timers of a leader.
  private static boolean isPulse(Event event) {
    return switch (event) {
      case Event.Delivery delivery ->
          delivery.message() instanceof Message.AppendEntries
              || delivery.message() instanceof Message.AppendAccepted;
      case Event.Fired fired -> fired.timer() != Timer.ELECTION;
      case Event.Synced _,
          Event.Call _,
          Event.GivenUp _,
          Event.Late _,
          Event.Backlog _,
          Event.Transferred _,
          Event.Acted _ ->
          false;
    };
  }

  // --- why

  private void reasons(Stepped step, List<Reason> reasons) {
    List<TraceEvent> trace = step.output().trace();
    int peer = step.input() instanceof Input.Receive(int from, _) ? from : ServerId.NONE;
    for (int i = 0; i < trace.size(); i++) {
      if (trace.get(i) instanceof Decided decided) {
        Topic topic = decided.rule() == Rule.IS_QUORUM ? topic(step, trace, i) : Topic.VOTES;
        Situation at = new Situation(step.server(), peer, topic, step.role(), step.uptime());
        boolean askedAgain = topic == Topic.COMMIT && isAskedAgain(trace, i);
        Weight weight = askedAgain ? Weight.ROUTINE : Weights.of(decided, topic, trace);
        reasons.add(
            new Reason(
                decided.rule(),
                weight,
                RulePhrases.sentence(language, at, decided),
                Boolean.FALSE.equals(decided.outcome())));
      }
    }
  }

  /// A leader counts the copies of its last entry, then of the one before, ...: only where it stops
  /// is news.
  private static boolean isAskedAgain(List<TraceEvent> trace, int at) {
    return at + 1 < trace.size()
        && trace.get(at + 1) instanceof Decided next
        && next.rule() == Rule.IS_QUORUM;
  }

  /// What a majority was asked for follows from the decisions around it.
  private static Topic topic(Stepped step, List<TraceEvent> trace, int at) {
    for (int i = at + 1; i < trace.size(); i++) {
      if (trace.get(i) instanceof Decided next && next.rule() != Rule.IS_QUORUM) {
        if (next.rule() == Rule.SHUNS || next.rule() == Rule.KEEPS_LEADING) {
          return Topic.CONTACT;
        }
        break;
      }
    }
    for (int i = at - 1; i >= 0; i--) {
      if (trace.get(i) instanceof Decided before && before.rule() != Rule.IS_QUORUM) {
        if (before.rule() == Rule.ROUND_CONFIRMS) {
          return Topic.READ;
        }
        if (before.rule() == Rule.OWN_MATCH) {
          return Topic.COMMIT;
        }
        break;
      }
    }
    return votes(step);
  }

  private static Topic votes(Stepped step) {
    return switch (step.input()) {
      case Input.Receive(_, Message.RequestVoteReply _), Input.Persisted _ -> Topic.VOTES;
      case Input.Receive _, Input.Tick _, Input.Expire _ ->
          step.role() == RoleName.LEADER ? Topic.READ : Topic.PRE_VOTES;
      case Input.Propose _,
          Input.Read _,
          Input.ReadHere _,
          Input.TransferLeadership _,
          Input.ChangeMembers _,
          Input.Applied _,
          Input.SnapshotTaken _,
          Input.SnapshotSent _,
          Input.Space _ ->
          Topic.READ;
    };
  }
}
