package dev.plongee.sim.phrase;

import dev.plongee.core.Configuration;
import dev.plongee.core.ConflictHint;
import dev.plongee.core.Entry;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.Message.AppendAccepted;
import dev.plongee.core.Message.AppendEntries;
import dev.plongee.core.Message.AppendRejected;
import dev.plongee.core.Message.InstallSnapshot;
import dev.plongee.core.Message.OutOfSpace;
import dev.plongee.core.Message.PreVote;
import dev.plongee.core.Message.PreVoteReply;
import dev.plongee.core.Message.ReadIndexReply;
import dev.plongee.core.Message.ReadIndexRequest;
import dev.plongee.core.Message.RequestVote;
import dev.plongee.core.Message.RequestVoteReply;
import dev.plongee.core.Message.Stale;
import dev.plongee.core.Message.TimeoutNow;
import dev.plongee.core.Payload;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.sim.world.Request;
import java.util.List;

/// What servers say to each other: a name, and what it carries.
public final class MessagePhrases {
  private static final Template HEARTBEAT = Template.of("battement de cœur", "heartbeat");
  private static final Template ASKED =
      Template.of("mandat {term}, journal : {last}", "term {term}, log: {last}");
  private static final Template SENT =
      Template.of(
          "mandat {term}, journal : {last}, envoyé par le leader",
          "term {term}, log: {last}, sent by the leader");
  private static final Template CAMPAIGN =
      Template.of(
          "présente-toi tout de suite, après le mandat {term}",
          "campaign at once, after term {term}");
  private static final Template GRANTED = Template.of("oui, mandat {term}", "yes, term {term}");
  private static final Template REFUSED = Template.of("non, mandat {term}", "no, term {term}");
  private static final Template BEAT =
      Template.of(
          "mandat {term}, journal jusqu'à {prev}, validé jusqu'à {commit}",
          "term {term}, log up to {prev}, committed up to {commit}");
  private static final Template BARE_BEAT = Template.of("mandat {term}", "term {term}");
  private static final Template ENTRIES =
      Template.of(
          "mandat {term}, {entries}, validé jusqu'à {commit}",
          "term {term}, {entries}, committed up to {commit}");
  private static final Template ACCEPTED =
      Template.of(
          "mandat {term}, confirmé jusqu'à {match}", "term {term}, confirmed up to {match}");
  private static final Template REJECTED =
      Template.of(
          "mandat {term}, désaccord à l'entrée {rejected}, reprendre vers {hint}",
          "term {term}, mismatch at entry {rejected}, go on near {hint}");
  private static final Template NO_ROOM =
      Template.of(
          "mandat {term}, plus de place sur mon disque, confirmé jusqu'à {match}",
          "term {term}, no room on my disk, confirmed up to {match}");
  private static final Template ASKS_INDEX =
      Template.of(
          "mandat {term}, jusqu'où dois-je appliquer pour répondre ?",
          "term {term}, how far must I apply to answer?");
  private static final Template INDEX =
      Template.of(
          "mandat {term}, applique jusqu'à {index}, puis réponds",
          "term {term}, apply up to {index}, then answer");
  private static final Template STALE =
      Template.of(
          "ta demande est périmée, on en est au mandat {term}",
          "your request is outdated, the term is {term}");
  private static final Template SNAPSHOT =
      Template.of(
          "voici mon instantané, jusqu'à l'entrée {index}, mandat {snapshotTerm}",
          "here is my snapshot, up to entry {index}, term {snapshotTerm}");
  private static final Template MEMBERS = Template.of("membres : {members}", "members: {members}");
  private static final Template NOOP = Template.of("entrée vide", "empty entry");
  private static final Template NOOPS =
      Template.of("{count} entrées vides", "{count} empty entries");
  private static final Template ONE_ENTRY =
      Template.of("entrée {first} ({what})", "entry {first} ({what})");
  private static final Template SOME_ENTRIES =
      Template.of("entrées {first} à {last} ({what})", "entries {first} to {last} ({what})");

  private MessagePhrases() {}

  /// The name of a message: that of Figure 2, and what people call an AppendEntries without
  /// entries.
  public static String name(Language language, Message message) {
    return switch (message) {
      case PreVote _ -> "PreVote";
      case PreVoteReply _ -> "PreVoteReply";
      case RequestVote _ -> "RequestVote";
      case RequestVoteReply _ -> "RequestVoteReply";
      case AppendEntries(_, _, List<Entry> entries, _, _) when entries.isEmpty() ->
          HEARTBEAT.plain(language, Values.none());
      case AppendEntries _ -> "AppendEntries";
      case AppendAccepted _ -> "AppendAccepted";
      case AppendRejected _ -> "AppendRejected";
      case OutOfSpace _ -> "OutOfSpace";
      case ReadIndexRequest _ -> "ReadIndexRequest";
      case ReadIndexReply _ -> "ReadIndexReply";
      case TimeoutNow _ -> "TimeoutNow";
      case InstallSnapshot _ -> "InstallSnapshot";
      case Stale _ -> "Stale";
    };
  }

  /// The name as the object of a verb.
  static String object(Language language, Message message) {
    String article = language == Language.FR ? "un " : "a ";
    boolean heartbeat = message instanceof AppendEntries append && append.entries().isEmpty();
    return heartbeat ? article + name(language, message) : name(language, message);
  }

  /// What a message carries.
  public static String contents(Language language, Message message) {
    Values values = Values.none().with("term", message.term());
    Template template =
        switch (message) {
          case PreVote(_, LogPosition last) -> {
            values.with("last", last);
            yield ASKED;
          }
          case RequestVote(_, LogPosition last, boolean transfer) -> {
            values.with("last", last);
            yield transfer ? SENT : ASKED;
          }
          case PreVoteReply(_, boolean granted) -> granted ? GRANTED : REFUSED;
          case RequestVoteReply(_, boolean granted) -> granted ? GRANTED : REFUSED;
          case AppendEntries(_, LogPosition prev, List<Entry> entries, long commit, _) -> {
            values
                .with("prev", prev.index())
                .with("entries", entries(language, entries))
                .with("commit", commit);
            boolean bare = prev.index() == 0;
            yield entries.isEmpty() ? (bare ? BARE_BEAT : BEAT) : ENTRIES;
          }
          case AppendAccepted(_, long match, _) -> {
            values.with("match", match);
            yield match == 0 ? BARE_BEAT : ACCEPTED;
          }
          case AppendRejected(_, long rejected, ConflictHint hint, _) -> {
            values.with("rejected", rejected).with("hint", hint.index());
            yield REJECTED;
          }
          case OutOfSpace(_, long match, _) -> {
            values.with("match", match);
            yield NO_ROOM;
          }
          case ReadIndexRequest _ -> ASKS_INDEX;
          case ReadIndexReply(_, _, long index) -> {
            values.with("index", index);
            yield INDEX;
          }
          case TimeoutNow _ -> CAMPAIGN;
          case InstallSnapshot(_, SnapshotMeta snapshot) -> {
            values.with("index", snapshot.index()).with("snapshotTerm", snapshot.term());
            yield SNAPSHOT;
          }
          case Stale _ -> STALE;
        };
    return template.plain(language, values);
  }

  /// `entrée 2 (x = 5)`; empty for no entries.
  static String entries(Language language, List<Entry> entries) {
    if (entries.isEmpty()) {
      return "";
    }
    long first = entries.getFirst().index();
    long last = entries.getLast().index();
    Values values =
        Values.none().with("first", first).with("last", last).with("what", what(language, entries));
    return (first == last ? ONE_ENTRY : SOME_ENTRIES).plain(language, values);
  }

  /// What entries say, one after the other; `3 entrées vides` for three of them in a row.
  static String what(Language language, List<Entry> entries) {
    StringBuilder what = new StringBuilder();
    int i = 0;
    while (i < entries.size()) {
      int next = i + 1;
      while (isNoop(entries.get(i)) && next < entries.size() && isNoop(entries.get(next))) {
        next++;
      }
      what.append(what.isEmpty() ? "" : ", ");
      what.append(
          next == i + 1
              ? payload(language, entries.get(i).payload())
              : NOOPS.plain(language, Values.none().with("count", next - i)));
      i = next;
    }
    return what.toString();
  }

  private static boolean isNoop(Entry entry) {
    return entry.payload() instanceof Payload.Noop;
  }

  /// What an entry says: `x = 5`.
  public static String payload(Language language, Payload payload) {
    return switch (payload) {
      case Payload.Noop() -> NOOP.plain(language, Values.none());
      case Payload.Membership(Configuration configuration) ->
          MEMBERS.plain(language, Values.none().with("members", configuration));
      case Payload.Command command -> RequestPhrases.logged(language, Request.of(command.bytes()));
    };
  }
}
