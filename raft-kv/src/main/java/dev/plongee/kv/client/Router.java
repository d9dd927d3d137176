package dev.plongee.kv.client;

import dev.plongee.kv.codec.CodecException;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Dialer;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.wire.Clients.ChangesGone;
import dev.plongee.kv.net.wire.Clients.Members;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import dev.plongee.kv.store.Result;
import dev.plongee.kv.store.ResultCodec;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Brings each call to the leader, and decides what may be tried again: everything that was
/// refused, every read, every write in a session; never a write without a session that may have
/// been taken. Belongs to the event loop.
final class Router {
  /// Bytes waiting for the socket of one server.
  private static final int HIGH_WATER = 8 << 20;

  /// The shortest and the longest pause, in milliseconds, after every server was asked in vain; an
  /// election takes some hundred milliseconds.
  private static final int FIRST_PAUSE_MILLIS = 20;

  private static final int LAST_PAUSE_MILLIS = 250;

  /// How often impatience is looked at.
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final EventLoop loop;
  private final ClientOptions options;
  private final Dialer dialer;
  private final Servers servers;
  private final SessionPool sessions;
  private final Map<Address, ServerConnection> connections = new LinkedHashMap<>();
  private final Calls calls = new Calls();
  private final List<ServerConnection> toFlush = new ArrayList<>();
  private long lastId;
  private boolean alarmSet;
  private boolean closed;

  Router(EventLoop loop, ClientOptions options) {
    this.loop = loop;
    this.options = options;
    this.servers = new Servers(options.servers());
    this.sessions = new SessionPool(this, options);
    this.dialer = new Dialer(loop, HIGH_WATER);
  }

  /// Begins a call of the user, if there is room for it.
  void start(Call<?> call) {
    if (!calls.hasRoomFor(call)) {
      call.future.completeExceptionally(Failures.tooMany());
    } else {
      begin(call);
    }
  }

  /// Begins a call.
  void begin(Call<?> call) {
    if (closed) {
      call.future.completeExceptionally(Failures.closed());
      return;
    }
    call.id = ++lastId;
    calls.add(call);
    setAlarm();
    if (call instanceof WriteCall<?> write && write.needsSession()) {
      sessions.begin(write);
    } else {
      route(call);
    }
  }

  void route(Call<?> call) {
    if (!call.isOver()) {
      Address only = call.only();
      connectionTo(only != null ? only : servers.target()).send(call);
    }
  }

  private ServerConnection connectionTo(Address target) {
    return connections.computeIfAbsent(
        target, it -> new ServerConnection(it, options.cluster(), dialer, this));
  }

  void flushLater(ServerConnection connection) {
    if (toFlush.isEmpty()) {
      loop.execute(() -> {
        toFlush.forEach(ServerConnection::flush);
        toFlush.clear();
      });
    }
    toFlush.add(connection);
  }

  // --- what comes back

  void welcomed(ServerConnection by, Welcome welcome) {
    servers.welcomed(by.address(), welcome);
  }

  /// A server says who belongs to the cluster now.
  void membersChanged(Members now) {
    servers.members(now.getMembersList());
  }

  void answered(ServerConnection from, Call<?> call, Response response) {
    switch (response.getOutcomeCase()) {
      case DONE -> {
        servers.leads(from.address());
        done(from, call, response);
      }
      case VALUE, PAGE, CHANGES -> {
        if (call.only() == null) {
          servers.leads(from.address());
        }
        read(from, call, response);
      }
      case STATUS, TRANSFERRED, SNAPSHOT, MEMBERS_CHANGED -> read(from, call, response);
      case CHANGES_GONE -> fail(call, gone(response.getChangesGone()));
      case UNKNOWN -> unanswered(call, response.getUnknown().getMessage());
      case REFUSED -> refused(from, call, response.getRefused());
      case MEMBERS, OUTCOME_NOT_SET -> unreadable(from, call);
    }
  }

  private void read(ServerConnection from, Call<?> call, Response response) {
    if (call instanceof ReadCall<?> read) {
      end(call);
      read.complete(response);
    } else {
      unreadable(from, call);
    }
  }

  private static CallException gone(ChangesGone gone) {
    return new ChangesGoneException(gone.getFrom(), gone.getOldest());
  }

  private void done(ServerConnection from, Call<?> call, Response response) {
    try {
      Result result = ResultCodec.decode(SharedBytes.of(response.getDone().getResult()));
      if (call instanceof WriteCall<?> write) {
        executed(write, result);
      } else {
        unreadable(from, call);
      }
    } catch (CodecException _) {
      unreadable(from, call);
    }
  }

  private void executed(WriteCall<?> call, Result result) {
    switch (result) {
      case Result.TooLong(_, long length) -> fail(call, Limits.wouldBeTooLong(length));
      case Result.UnknownSession _ -> {
        ClientSession expired = call.leaveSession();
        if (expired != null) {
          sessions.forget(expired);
        }
        fail(call, Failures.sessionExpired(call.isInDoubt()));
      }
      case Result.Outdated(_, long last) ->
          fail(call, Failures.unknown("somebody else used its session, up to number " + last));
      case Result.Malformed(_, String reason) ->
          refused(call, reason, "use a client of the servers' version");
      case Result.Nothing _,
          Result.Stored _,
          Result.Deleted _,
          Result.Compared _,
          Result.Appended _,
          Result.Registered _,
          Result.TimePassed _,
          Result.Closed _ -> {
        end(call);
        call.complete(result);
      }
    }
  }

  private void refused(ServerConnection from, Call<?> call, Refused refused) {
    String words = refused.getMessage();
    servers.said(from.address(), words);
    switch (refused.getWhy()) {
      case INVALID -> refused(call, words, "change the call; nothing was done");
      case LOG_FULL ->
          refused(call, words, "begin a new cluster (./raft up --fresh empties this one)");
      case NO_SPACE ->
          refused(
              call,
              words,
              "make room on that disk, or hand its leadership to a server with room"
                  + " (./raft transfer); nothing was written");
      case NOT_LEADER -> {
        servers.doesNotLead(from.address(), refused.getLeader(), words);
        again(call);
      }
      case STOPPING -> {
        servers.isSilent(from.address(), words);
        again(call);
      }
      case GAVE_UP -> fail(call, new NoQuorumException(words));
      case BUSY, REPLACED, UNSPECIFIED, UNRECOGNIZED -> again(call);
    }
  }

  /// This attempt was refused for good; of one before it the outcome may be unknown.
  private void refused(Call<?> call, String words, String hint) {
    fail(call, call.isInDoubt() ? Failures.unknown(words) : new RefusedException(words, hint));
  }

  /// A server may have taken the call, and does not say what became of it.
  private void unanswered(Call<?> call, String why) {
    call.remainedUnanswered();
    if (call.mayRepeat() || !call.isInDoubt()) {
      again(call);
    } else {
      fail(call, Failures.unknown(why));
    }
  }

  private void unreadable(ServerConnection from, Call<?> call) {
    lost(from, List.of(call));
    from.close();
  }

  void notReached(ServerConnection to, Dialer.Failure failure, List<Call<?>> unsent) {
    servers.isSilent(to.address(), failure.message());
    unsent.forEach(this::again);
  }

  void lost(ServerConnection from, List<Call<?>> open) {
    servers.isSilent(from.address(), "it closed the connection");
    String why = "the connection to " + from.address() + " was lost before its answer";
    open.forEach(call -> unanswered(call, why));
  }

  /// Tries once more. After as many tries as there are servers, and one for the redirect, comes a
  /// pause: two servers that name each other as leader, or a cluster without one, are not asked in
  /// a hot loop.
  private void again(Call<?> call) {
    if (closed) {
      return;
    }
    call.tries++;
    Address only = call.only();
    if (only != null) {
      fail(call, new UnreachableException(only + ": " + servers.lastWords(only)));
      return;
    }
    int round = call.tries / (servers.count() + 1);
    if (call.tries % (servers.count() + 1) != 0) {
      route(call);
      return;
    }
    int pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(round, 10), LAST_PAUSE_MILLIS);
    int jittered = pause / 2 + ThreadLocalRandom.current().nextInt(pause);
    loop.schedule(() -> route(call), jittered, TimeUnit.MILLISECONDS);
  }

  long cluster() {
    return servers.cluster();
  }

  SortedMap<Integer, Address> members() {
    return servers.members();
  }

  // --- time

  private void setAlarm() {
    if (!alarmSet && !calls.isEmpty()) {
      alarmSet = true;
      long untilDeadline = calls.first().deadlineNanos - System.nanoTime();
      long nanos = Math.clamp(untilDeadline, 0, LOOK_NANOS);
      loop.schedule(this::alarm, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void alarm() {
    alarmSet = false;
    long now = System.nanoTime();
    while (!calls.isEmpty() && calls.first().deadlineNanos - now <= 0) {
      fail(calls.first(), timedOut(calls.first()));
    }
    for (Call<?> call : calls.neglected(now)) {
      ServerConnection asked = call.sentTo;
      if (asked != null) {
        asked.forget(call);
        servers.isSilent(asked.address(), "it does not answer");
        unanswered(call, "no answer from " + asked.address());
      }
    }
    setAlarm();
  }

  private CallException timedOut(Call<?> call) {
    String within = " within " + options.timeout().toMillis() + " ms";
    ServerConnection asked = call.sentTo;
    if (asked != null || call.isInDoubt()) {
      String why =
          asked != null
              ? "no answer from " + asked.address() + within
              : "no answer" + within + " (" + servers.lastWords() + ")";
      return call.isInDoubt() ? Failures.unknown(why) : new NoQuorumException(why);
    }
    if (call instanceof WriteCall<?> write && write.needsSession() && sessions.isBusy()) {
      return new NoQuorumException("the writes before it got no answer" + within);
    }
    String words = within + " (" + servers.lastWords() + ")";
    if (connections.values().stream().anyMatch(ServerConnection::isOpen)) {
      return new NoQuorumException("no leader" + words);
    }
    return new UnreachableException("no server can be reached" + words);
  }

  // --- the end of a call

  void fail(Call<?> call, CallException why) {
    end(call);
    call.future.completeExceptionally(why);
  }

  private void end(Call<?> call) {
    calls.remove(call);
    if (call.sentTo != null) {
      call.sentTo.forget(call);
    }
    if (call instanceof WriteCall<?> write) {
      ClientSession left = write.leaveSession();
      if (left != null) {
        sessions.release(left);
      }
    }
  }

  /// Ends everything; what was sent and not answered is unknown. The cluster is told which sessions
  /// it may forget, and nobody waits for its answer.
  void close() {
    closed = true;
    List<ClientSession> toForget = sessions.close();
    for (Call<?> call : calls.all()) {
      fail(
          call,
          call.isInDoubt()
              ? Failures.unknown("the client was closed before the answer")
              : Failures.closed());
    }
    ServerConnection leader = connections.get(servers.target());
    if (leader != null && leader.isOpen()) {
      for (ClientSession session : toForget) {
        WriteCall<Long> closing = WriteCall.closing(session, 0);
        closing.id = ++lastId;
        leader.send(closing);
      }
      leader.flush();
    }
    connections.values().forEach(ServerConnection::close);
  }
}
