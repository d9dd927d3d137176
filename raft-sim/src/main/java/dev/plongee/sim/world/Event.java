package dev.plongee.sim.world;

import dev.plongee.core.Message;
import dev.plongee.core.ServerId;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Timer;
import java.util.List;

/// Something that may happen next. Its name says what it is and never when: two runs of the same
/// seed that differ in one event call all others the same.
///
/// ```
///   S1.2>S3#12      the 12th message of the second incarnation of S1 to S3
///   S1.2>S3#12+1    its duplicate
///   S2.1/w7         the disk of S2 is done with every write up to the 7th of that incarnation
///   c3/9            the 9th call of client 3 reaches a server
///   c3/9.2          the same call at the second server it tries
///   c3/9/timeout    client 3 waits no longer for an answer to that call
///   c3/9.2/timeout  nor for one from the second server
///   c3/9.2/late     that call was held up on its way, and reaches the second server now
///   S2.1/snapshot>S3#4  the transfer that began with S2.1>S3#4 has ended
///   S2.1/calls      the calls that waited while S2 was paused are heard
///   S2.1/ELECTION   a timer of S2 fires
/// ```
public sealed interface Event {
  /// When it happens by itself, in microseconds of the world.
  long due();

  /// The name that never changes.
  String name();

  /// The server it happens at, or [ServerId#NONE].
  int server();

  /// A message on its way.
  ///
  /// @param incarnation of the sender, from 1 on
  /// @param number of the message among those of this incarnation to this receiver, from 1 on
  /// @param copy 0, or 1 and more for duplicates
  /// @param sent when it left
  /// @param lost whether the network loses it: by itself it only vanishes when it is due
  record Delivery(
      int from,
      int incarnation,
      int to,
      int number,
      int copy,
      Message message,
      long sent,
      long due,
      boolean lost)
      implements Event {
    @Override
    public String name() {
      String name = host(from, incarnation) + ">" + ServerId.name(to) + "#" + number;
      return copy == 0 ? name : name + "+" + copy;
    }

    @Override
    public int server() {
      return to;
    }

    /// The order in which the messages of one link left.
    public static int compareDepartures(Delivery a, Delivery b) {
      return first(
          Integer.compare(a.incarnation, b.incarnation),
          Integer.compare(a.number, b.number),
          Integer.compare(a.copy, b.copy));
    }

    Delivery at(long time) {
      return new Delivery(from, incarnation, to, number, copy, message, sent, time, lost);
    }

    Delivery copied(int times) {
      return new Delivery(from, incarnation, to, number, copy + times, message, sent, due, lost);
    }
  }

  /// The disk has made a flush group durable.
  ///
  /// @param write the id of the last write in the group
  record Synced(int server, int incarnation, long write, long due) implements Event {
    @Override
    public String name() {
      return host(server, incarnation) + "/w" + write;
    }
  }

  /// A call reaches a server.
  ///
  /// @param number of the call among those of this client, from 1 on
  /// @param attempt from 1 on; a refused call tries another server
  record Call(int client, int number, int attempt, int server, Request request, long due)
      implements Event {
    @Override
    public String name() {
      return call(client, number, attempt);
    }
  }

  /// A client waits no longer for this server: it asks another one, or the outcome of its call is
  /// unknown.
  record GivenUp(int client, int number, int attempt, long due) implements Event {
    @Override
    public String name() {
      return call(client, number, attempt) + "/timeout";
    }

    @Override
    public int server() {
      return ServerId.NONE;
    }
  }

  /// A call that was held up on its way reaches its server, perhaps long after its client has asked
  /// another one, or gone on to its next call.
  record Late(Call call, long due) implements Event {
    @Override
    public String name() {
      return call.name() + "/late";
    }

    @Override
    public int server() {
      return call.server();
    }
  }

  /// A server that was paused hears the calls that waited, all at once.
  record Backlog(int server, int incarnation, List<Call> calls, long due) implements Event {
    @Override
    public String name() {
      return host(server, incarnation) + "/calls";
    }
  }

  /// The transfer of a snapshot to a peer ends, one way or the other.
  ///
  /// @param number of the message that began it
  record Transferred(
      int server, int incarnation, int peer, SnapshotMeta snapshot, int number, long due)
      implements Event {
    @Override
    public String name() {
      return host(server, incarnation) + "/snapshot>" + ServerId.name(peer) + "#" + number;
    }

    Transferred at(long time) {
      return new Transferred(server, incarnation, peer, snapshot, number, time);
    }
  }

  /// A timer fires.
  record Fired(int server, int incarnation, Timer timer, long due) implements Event {
    @Override
    public String name() {
      return host(server, incarnation) + "/" + timer;
    }
  }

  /// Somebody reached into the world. It was never pending, so it is only seen by observers.
  record Acted(Act act, long due) implements Event {
    @Override
    public String name() {
      return act.toString();
    }

    @Override
    public int server() {
      return act.server();
    }
  }

  private static String host(int server, int incarnation) {
    return ServerId.name(server) + "." + incarnation;
  }

  private static String call(int client, int number, int attempt) {
    String name = "c" + client + "/" + number;
    return attempt == 1 ? name : name + "." + attempt;
  }

  /// The order of events that are due together: what the network brings, then the disk, then the
  /// clients, then the timers. Within a kind the ids decide, so that the order is total.
  static int compareAtSameTime(Event a, Event b) {
    int byRank = Integer.compare(rank(a), rank(b));
    if (byRank != 0) {
      return byRank;
    }
    return switch (a) {
      case Delivery(int from, int incarnation, int to, int number, int copy, _, _, _, _) -> {
        Delivery other = (Delivery) b;
        yield first(
            Integer.compare(from, other.from),
            Integer.compare(to, other.to),
            Integer.compare(incarnation, other.incarnation),
            Integer.compare(number, other.number),
            Integer.compare(copy, other.copy));
      }
      case Synced synced -> Integer.compare(synced.server, b.server());
      case Call call -> Integer.compare(call.client, ((Call) b).client);
      case GivenUp givenUp -> Integer.compare(givenUp.client, ((GivenUp) b).client);
      case Backlog backlog -> Integer.compare(backlog.server, b.server());
      case Late(Call call, _) -> {
        Call other = ((Late) b).call;
        yield first(
            Integer.compare(call.client, other.client),
            Integer.compare(call.number, other.number),
            Integer.compare(call.attempt, other.attempt));
      }
      case Transferred transferred -> {
        Transferred other = (Transferred) b;
        yield first(
            Integer.compare(transferred.server, other.server),
            Integer.compare(transferred.peer, other.peer),
            Integer.compare(transferred.number, other.number));
      }
      case Fired fired -> {
        Fired other = (Fired) b;
        yield first(
            Integer.compare(fired.server, other.server),
            Integer.compare(fired.timer.ordinal(), other.timer.ordinal()));
      }
      case Acted _ -> 0;
    };
  }

  private static int rank(Event event) {
    return switch (event) {
      case Acted _ -> 0;
      case Delivery _ -> 1;
      case Synced _ -> 2;
      case Backlog _ -> 3;
      case Late _ -> 4;
      case Call _ -> 5;
      case GivenUp _ -> 6;
      case Fired _ -> 7;
      case Transferred _ -> 8;
    };
  }

  private static int first(int... comparisons) {
    for (int comparison : comparisons) {
      if (comparison != 0) {
        return comparison;
      }
    }
    return 0;
  }
}
