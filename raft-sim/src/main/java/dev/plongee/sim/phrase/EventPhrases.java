package dev.plongee.sim.phrase;

import dev.plongee.core.NodeSet;
import dev.plongee.core.Timer;
import dev.plongee.sim.world.Act;
import dev.plongee.sim.world.DiskSettings;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.MemberChange;
import dev.plongee.sim.world.NetworkSettings;
import dev.plongee.sim.world.Request;

/// What an event is, in one line.
public final class EventPhrases {
  private static final Template MESSAGE =
      Template.of("{from} → {to}  {name} : {contents}", "{from} → {to}  {name}: {contents}");
  private static final Template SYNCED =
      Template.of("{self}  le disque a fini d'écrire", "{self}  the disk has finished writing");
  private static final Template CALL =
      Template.of("{client} → {self}  {what}", "{client} → {self}  {what}");
  private static final Template TRANSFER =
      Template.of("{self}  la passation tarde trop", "{self}  handing over takes too long");
  private static final Template LATE =
      Template.of("{client} → {self}  en retard : {what}", "{client} → {self}  held up: {what}");
  private static final Template GIVEN_UP =
      Template.of("{client}  n'attend plus de réponse", "{client}  waits for no answer any more");
  private static final Template BACKLOG =
      Template.of(
          "{self}  lit les {count} demandes qui attendaient",
          "{self}  reads the {count} requests that waited");
  private static final Template TRANSFERRED =
      Template.of(
          "{self}  fin de l'envoi à {to} de l'instantané jusqu'à l'entrée {index}",
          "{self}  the sending to {to} of the snapshot up to entry {index} has ended");
  private static final Template ELECTION =
      Template.of("{self}  le minuteur d'élection sonne", "{self}  the election timer fires");
  private static final Template ELECTION_DUE =
      Template.of(
          "{self}  le minuteur d'élection sonne : aucun leader ne s'est manifesté",
          "{self}  the election timer fires: no leader was heard");
  private static final Template HEARTBEAT =
      Template.of(
          "{self}  c'est l'heure d'un battement de cœur", "{self}  it is time for a heartbeat");
  private static final Template QUORUM_CHECK =
      Template.of(
          "{self}  une majorité répond-elle encore ?", "{self}  does a majority still answer?");

  private EventPhrases() {}

  /// Whom an event concerns, and what it is.
  ///
  /// @param who a server, a link, a client, or the network; may be empty
  public record Line(String who, String what) {}

  /// The line of an event. In the templates two blanks part who from what.
  public static Line line(Language language, Event event) {
    Values values = Values.none().with("self", new Words.Server(event.server()));
    Template template =
        switch (event) {
          case Event.Delivery message -> {
            values
                .with("from", new Words.Server(message.from()))
                .with("to", new Words.Server(message.to()))
                .with("name", MessagePhrases.name(language, message.message()))
                .with("contents", MessagePhrases.contents(language, message.message()));
            yield MESSAGE;
          }
          case Event.Synced _ -> SYNCED;
          case Event.Call call -> {
            values
                .with("client", "c" + call.client())
                .with("what", RequestPhrases.asked(language, call.request()));
            yield CALL;
          }
          case Event.Late(Event.Call call, _) -> {
            values
                .with("client", "c" + call.client())
                .with("what", RequestPhrases.asked(language, call.request()));
            yield LATE;
          }
          case Event.GivenUp givenUp -> {
            values.with("client", "c" + givenUp.client());
            yield GIVEN_UP;
          }
          case Event.Backlog backlog -> {
            values.with("count", backlog.calls().size());
            yield BACKLOG;
          }
          case Event.Transferred transferred -> {
            values
                .with("to", new Words.Server(transferred.peer()))
                .with("index", transferred.snapshot().index());
            yield TRANSFERRED;
          }
          case Event.Fired fired ->
              fired.timer() == Timer.ELECTION ? ELECTION_DUE : timer(fired.timer());
          case Event.Acted(Act act, _) -> act(language, act, values);
        };
    String line = template.plain(language, values);
    int gap = line.indexOf("  ");
    return gap < 0 ? new Line("", line) : new Line(line.substring(0, gap), line.substring(gap + 2));
  }

  private static Template timer(Timer timer) {
    return switch (timer) {
      case ELECTION -> ELECTION;
      case HEARTBEAT -> HEARTBEAT;
      case QUORUM_CHECK -> QUORUM_CHECK;
      case TRANSFER -> TRANSFER;
    };
  }

  private static Template act(Language language, Act act, Values values) {
    return switch (act) {
      case Act.Crash(_, _, boolean torn) when torn ->
          Template.of(
              "{self}  tombe en panne au milieu d'une écriture, dont la moitié est sur disque",
              "{self}  crashes in the middle of a write: half of it is on disk");
      case Act.Crash(_, int keep, _) when keep == 0 ->
          Template.of(
              "{self}  tombe en panne et perd ce qui n'est pas sur disque",
              "{self}  crashes: what is not on disk is lost");
      case Act.Crash(_, int keep, _) -> {
        values.with("keep", keep);
        yield Template.of(
            "{self}  tombe en panne ; de ce qui n'est pas sur disque, {keep} {keep|écriture"
                + " survit|écritures survivent}",
            "{self}  crashes: of what is not on disk, {keep} {keep|write survives|writes survive}");
      }
      case Act.Restart _ ->
          Template.of("{self}  redémarre avec son disque", "{self}  restarts with its disk");
      case Act.SetPreVote(_, boolean on) ->
          on
              ? Template.of(
                  "{self}  demandera un pré-vote avant de changer de mandat",
                  "{self}  will ask for pre-votes before it raises its term")
              : Template.of(
                  "{self}  ne demandera plus de pré-vote avant de changer de mandat",
                  "{self}  will not ask for pre-votes before it raises its term");
      case Act.Transfer _ ->
          Template.of(
              "{self}  on demande au leader de lui passer la main",
              "{self}  the leader is asked to hand over to it");
      case Act.ChangeMembers(MemberChange change) -> change(change, values);
      case Act.Pause _ -> Template.of("{self}  se fige", "{self}  stands still");
      case Act.Snapshot _ ->
          Template.of(
              "{self}  prend un instantané de son état", "{self}  takes a snapshot of its state");
      case Act.Resume _ -> Template.of("{self}  reprend", "{self}  goes on");
      case Act.Cut(NodeSet from, NodeSet to) -> {
        values.with("from", from).with("to", to);
        yield Template.of(
            "réseau  plus rien ne passe de {from} vers {to}",
            "network  nothing passes from {from} to {to}");
      }
      case Act.Mend(NodeSet from, NodeSet to) -> {
        values.with("from", from).with("to", to);
        yield Template.of(
            "réseau  la voie de {from} vers {to} est rétablie",
            "network  the way from {from} to {to} is open again");
      }
      case Act.Heal _ ->
          Template.of("réseau  toutes les coupures sont réparées", "network  every cut is healed");
      case Act.SetNetwork(NetworkSettings settings) -> {
        values.with("minUs", settings.latencyMinUs()).with("maxUs", settings.latencyMaxUs());
        yield Template.of(
            "réseau  un message voyage de {minUs} à {maxUs}",
            "network  a message travels {minUs} to {maxUs}");
      }
      case Act.SetDisk(_, DiskSettings settings) when settings.standsStill() ->
          Template.of("{self}  le disque ne finit plus rien", "{self}  the disk finishes nothing");
      case Act.SetDisk(_, DiskSettings settings) -> {
        values.with("minUs", settings.fsyncMinUs()).with("maxUs", settings.fsyncMaxUs());
        yield settings.fsyncMinUs() == settings.fsyncMaxUs()
            ? Template.of(
                "{self}  le disque met {minUs} par écriture",
                "{self}  the disk takes {minUs} a write")
            : Template.of(
                "{self}  le disque met de {minUs} à {maxUs} par écriture",
                "{self}  the disk takes {minUs} to {maxUs} a write");
      }
      case Act.SetSpace(_, boolean enough) ->
          enough
              ? Template.of("{self}  le disque a de la place", "{self}  the disk has room")
              : Template.of("{self}  le disque est plein", "{self}  the disk is full");
      case Act.SetFailing(_, boolean fails) ->
          fails
              ? Template.of("{self}  le disque ne sait plus écrire", "{self}  the disk fails")
              : Template.of("{self}  le disque est réparé", "{self}  the disk is repaired");
      case Act.Damage _ ->
          Template.of(
              "{self}  un bit de son journal s'inverse sur le disque",
              "{self}  a bit of its log flips on the disk");
      case Act.DamageRecord(_, long entry) when entry == 0 ->
          Template.of(
              "{self}  un bit s'inverse sur le disque, dans la dernière écriture",
              "{self}  a bit flips on the disk, in the last write");
      case Act.DamageRecord(_, long entry) -> {
        values.with("entry", entry);
        yield Template.of(
            "{self}  un bit s'inverse sur le disque, dans l'écriture de l'entrée {entry}",
            "{self}  a bit flips on the disk, in the write of entry {entry}");
      }
      case Act.Repair _ ->
          Template.of(
              "{self}  le disque est de nouveau tel qu'il a été écrit",
              "{self}  the disk is again as it was written");
      case Act.SetClock(_, int ppm) -> {
        values.with("drift", Words.of(language).drift(Math.abs(ppm)));
        yield ppm == 0
            ? Template.of("{self}  l'horloge va juste", "{self}  the clock is right again")
            : ppm > 0
                ? Template.of(
                    "{self}  l'horloge avance de {drift}", "{self}  the clock is fast by {drift}")
                : Template.of(
                    "{self}  l'horloge retarde de {drift}", "{self}  the clock is slow by {drift}");
      }
      case Act.Ask(int client, int server, Request request) -> {
        values
            .with("client", "c" + client)
            .with("self", new Words.Server(server))
            .with("what", RequestPhrases.asked(language, request));
        yield Template.of(
            "{client}  va demander à {self} : {what}", "{client}  will ask {self}: {what}");
      }
      case Act.AskAgain(int client, int server) -> {
        values.with("client", "c" + client).with("self", new Words.Server(server));
        yield Template.of(
            "{client}  redemande la même chose à {self}",
            "{client}  asks {self} for the same again");
      }
      case Act.LoseAnswer(int client) -> {
        values.with("client", "c" + client);
        yield Template.of(
            "{client}  la réponse qu'il attend se perdra",
            "{client}  the answer it waits for will be lost");
      }
      case Act.GiveUp(int client) -> {
        values.with("client", "c" + client);
        yield GIVEN_UP;
      }
      case Act.Work(boolean on) ->
          on
              ? Template.of("clients  ils recommencent à demander", "clients  they ask again")
              : Template.of("clients  ils ne demandent plus rien", "clients  they ask no more");
      case Act.Happen(String event) -> {
        values.with("event", event);
        yield Template.of("réseau  {event} a lieu maintenant", "network  {event} happens now");
      }
      case Act.Drop(String message) -> {
        values.with("message", message);
        yield Template.of(
            "réseau  le message {message} est perdu", "network  message {message} is lost");
      }
      case Act.DropAll _ ->
          Template.of(
              "réseau  tous les messages en route sont perdus",
              "network  every message on its way is lost");
      case Act.Delay(String message, long us) -> {
        values.with("message", message).with("timeUs", us);
        yield Template.of(
            "réseau  le message {message} prend {timeUs} de retard",
            "network  message {message} is {timeUs} late");
      }
      case Act.Duplicate(String message) -> {
        values.with("message", message);
        yield Template.of(
            "réseau  le message {message} arrivera deux fois",
            "network  message {message} will arrive twice");
      }
      case Act.Expire(_, Timer timer) -> timer(timer);
      case Act.Sync _ -> SYNCED;
      case Act.Wait(long us) -> {
        values.with("timeUs", us);
        yield Template.of("le temps passe : {timeUs}", "time passes: {timeUs}");
      }
    };
  }

  private static Template change(MemberChange change, Values values) {
    values.with("servers", change.servers());
    return switch (change) {
      case MemberChange.Add _ ->
          Template.of(
              "membres  on demande au leader que {servers} votent",
              "members  the leader is asked to let {servers} vote");
      case MemberChange.Learn _ ->
          Template.of(
              "membres  on demande au leader que {servers} apprennent sans voter",
              "members  the leader is asked to let {servers} learn without a vote");
      case MemberChange.Remove _ ->
          Template.of(
              "membres  on demande au leader que {servers} partent",
              "members  the leader is asked to let {servers} go");
      case MemberChange.Set _ ->
          Template.of(
              "membres  on demande au leader que les votants soient {servers}",
              "members  the leader is asked for the voters {servers}");
    };
  }
}
