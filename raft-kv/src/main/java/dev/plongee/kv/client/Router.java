package dev.plongee.kv.client;

import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Dialer;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Handshakes.Member;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the leader for each call, and decides what may be tried again: everything that was
/// refused, every read; never a write that may have been taken. Belongs to the event loop.
final class Router {
  /// Calls under way at once, and their bytes: what a burst may cost.
  static final int MAX_CALLS = 20_000;

  static final int MAX_BYTES = 64 << 20;

  /// Bytes waiting for the socket of one server.
  private static final int HIGH_WATER = 8 << 20;

  /// The shortest and the longest pause, in milliseconds, after every server was asked in vain; an
  /// election takes some hundred milliseconds.
  private static final int FIRST_PAUSE_MILLIS = 20;

  private static final int LAST_PAUSE_MILLIS = 250;

  private final EventLoop loop;
  private final ClientOptions options;
  private final Dialer dialer;
  private final Map<Address, ServerConnection> connections = new LinkedHashMap<>();
  private final List<Address> servers;
  private final Map<Integer, Address> members = new TreeMap<>();
  private final Map<Address, String> lastWords = new LinkedHashMap<>();
  private final LinkedHashSet<Call> calls = new LinkedHashSet<>();
  private final List<ServerConnection> toFlush = new ArrayList<>();
  private @Nullable Address leader;
  private int next;
  private int bytes;
  private boolean alarmSet;
  private boolean closed;

  Router(EventLoop loop, ClientOptions options) {
    this.loop = loop;
    this.options = options;
    this.servers = new ArrayList<>(options.servers());
    this.dialer = new Dialer(loop, HIGH_WATER);
  }

  /// Begins a call. All calls have the same time-out, so they end in the order of this list.
  void start(Call call) {
    if (closed || calls.size() >= MAX_CALLS || bytes + call.size > MAX_BYTES) {
      String why = closed ? "this client is closed" : "too many calls are under way";
      call.future.completeExceptionally(
          new RefusedException(why, "wait for some of them to end, or use another client"));
      return;
    }
    calls.add(call);
    bytes += call.size;
    setAlarm();
    route(call);
  }

  private void route(Call call) {
    if (call.isOver()) {
      return;
    }
    Address target = call.only;
    if (target == null) {
      target = leader != null ? leader : servers.get(next);
    }
    send(call, connectionTo(target));
  }

  private ServerConnection connectionTo(Address target) {
    return connections.computeIfAbsent(
        target, it -> new ServerConnection(it, options.cluster(), dialer, this));
  }

  void send(Call call, ServerConnection to) {
    if (!call.isOver()) {
      to.send(call);
    }
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

  void learn(ServerConnection from, Welcome welcome) {
    lastWords.put(from.address(), "connected");
    for (Member member : welcome.getMembersList()) {
      Address address = Address.parse(member.getAddress());
      members.put(member.getId(), address);
      if (!servers.contains(address)) {
        servers.add(address);
      }
    }
  }

  void answered(ServerConnection from, Call call, Response response) {
    switch (response.getOutcomeCase()) {
      case DONE, VALUE, PAGE -> {
        leader = from.address();
        finish(call, response);
      }
      case STATUS -> finish(call, response);
      case UNKNOWN -> fail(call, unknown(response.getUnknown().getMessage()));
      case REFUSED -> refused(from, call, response.getRefused());
      case OUTCOME_NOT_SET -> {
        lost(from, List.of(call));
        from.close();
      }
    }
  }

  private void refused(ServerConnection from, Call call, Refused refused) {
    lastWords.put(from.address(), refused.getMessage());
    switch (refused.getWhy()) {
      case INVALID ->
          fail(
              call,
              new RefusedException(refused.getMessage(), "change the call; nothing was done"));
      case LOG_FULL ->
          fail(
              call,
              new RefusedException(
                  refused.getMessage(),
                  "begin a new cluster (./raft up --fresh empties this one)"));
      case NOT_LEADER -> {
        Address hint = members.get(refused.getLeader());
        follow(from, hint);
        again(call);
      }
      case STOPPING -> {
        follow(from, null);
        again(call);
      }
      case BUSY, REPLACED, UNSPECIFIED, UNRECOGNIZED -> again(call);
    }
  }

  /// A server does not lead: on to the one it names, or to the next one.
  private void follow(ServerConnection from, @Nullable Address hint) {
    if (leader == null || leader.equals(from.address())) {
      leader = hint;
    }
    if (hint == null && servers.get(next).equals(from.address())) {
      next = (next + 1) % servers.size();
    }
  }

  SortedMap<Integer, Address> members() {
    return new TreeMap<>(members);
  }

  void notReached(ServerConnection to, Dialer.Failure failure, List<Call> unsent) {
    lastWords.put(to.address(), failure.message());
    follow(to, null);
    unsent.forEach(this::again);
  }

  void lost(ServerConnection from, List<Call> open) {
    lastWords.put(from.address(), "it closed the connection");
    follow(from, null);
    for (Call call : open) {
      if (call.isWrite()) {
        fail(call, unknown("the connection to " + from.address() + " was lost before its answer"));
      } else {
        again(call);
      }
    }
  }

  /// Tries once more. After as many tries as there are servers, and one for the redirect, comes a
  /// pause: two servers that name each other as leader, or a cluster without one, are not asked in
  /// a hot loop.
  private void again(Call call) {
    call.tries++;
    if (call.only != null) {
      fail(call, new UnreachableException(call.only + ": " + lastWords.get(call.only)));
      return;
    }
    int round = call.tries / (servers.size() + 1);
    if (call.tries % (servers.size() + 1) != 0) {
      route(call);
      return;
    }
    int pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(round, 10), LAST_PAUSE_MILLIS);
    int jittered = pause / 2 + ThreadLocalRandom.current().nextInt(pause);
    loop.schedule(() -> route(call), jittered, TimeUnit.MILLISECONDS);
  }

  // --- time

  private void setAlarm() {
    if (!alarmSet && !calls.isEmpty()) {
      alarmSet = true;
      long nanos = Math.max(0, calls.getFirst().deadlineNanos - System.nanoTime());
      loop.schedule(this::alarm, nanos, TimeUnit.NANOSECONDS);
    }
  }

  private void alarm() {
    alarmSet = false;
    long now = System.nanoTime();
    while (!calls.isEmpty() && calls.getFirst().deadlineNanos - now <= 0) {
      fail(calls.getFirst(), timedOut(calls.getFirst()));
    }
    setAlarm();
  }

  private CallException timedOut(Call call) {
    String within = " within " + options.timeout().toMillis() + " ms";
    ServerConnection asked = call.sentTo;
    if (asked != null && call.isWrite()) {
      return unknown("no answer from " + asked.address() + within);
    }
    if (asked != null) {
      return new NoQuorumException("no answer from " + asked.address() + within);
    }
    if (connections.values().stream().anyMatch(ServerConnection::isOpen)) {
      return new NoQuorumException("no leader" + within + " (" + words() + ")");
    }
    return new UnreachableException("no server can be reached" + within + " (" + words() + ")");
  }

  private static CallException unknown(String why) {
    return new UnknownOutcomeException("the outcome of the write is unknown: " + why);
  }

  private String words() {
    return lastWords.entrySet().stream()
        .map(it -> it.getKey() + ": " + it.getValue())
        .collect(Collectors.joining("; "));
  }

  // --- the end of a call

  private void finish(Call call, Response response) {
    end(call);
    call.future.complete(response);
  }

  private void fail(Call call, CallException why) {
    end(call);
    call.future.completeExceptionally(why);
  }

  private void end(Call call) {
    if (calls.remove(call)) {
      bytes -= call.size;
    }
    if (call.sentTo != null) {
      call.sentTo.forget(call);
    }
  }

  /// Ends everything; what was sent and not answered is unknown.
  void close() {
    closed = true;
    for (Call call : List.copyOf(calls)) {
      fail(
          call,
          call.sentTo != null && call.isWrite()
              ? unknown("the client was closed before the answer")
              : new RefusedException("this client is closed", "use another client"));
    }
    connections.values().forEach(ServerConnection::close);
  }
}
