package dev.plongee.kv.client;

import dev.plongee.core.Message;
import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.FixedMembership;
import dev.plongee.kv.net.FreePorts;
import dev.plongee.kv.net.Identity;
import dev.plongee.kv.net.Inbound;
import dev.plongee.kv.net.Network;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.SnapshotPiece;
import dev.plongee.kv.net.SnapshotProgress;
import dev.plongee.kv.net.wire.Clients.Done;
import dev.plongee.kv.net.wire.Clients.Page;
import dev.plongee.kv.net.wire.Clients.Refused;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Unknown;
import dev.plongee.kv.net.wire.Clients.Value;
import dev.plongee.kv.store.Result;
import dev.plongee.kv.store.ResultCodec;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Three servers on real sockets that say what a test wants. All scripts run on one thread.
final class FakeServers implements AutoCloseable {
  static final long CLUSTER = 5;

  /// What a server makes of a request.
  interface Script {
    void handle(Client from, Request request);
  }

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final TreeMap<Integer, Address> members = new TreeMap<>();
  private final Map<Integer, Script> scripts = new ConcurrentHashMap<>();
  private final Map<Integer, Network> networks = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicInteger> asked = new ConcurrentHashMap<>();

  FakeServers() {
    List<Integer> ports = FreePorts.take(3);
    for (int id = 1; id <= 3; id++) {
      members.put(id, new Address(Address.LOOPBACK, ports.get(id - 1)));
      asked.put(id, new AtomicInteger());
    }
  }

  TreeMap<Integer, Address> members() {
    return members;
  }

  /// How many requests a server got.
  int asked(int id) {
    return asked.get(id).get();
  }

  /// Lets a server listen, or changes what it says.
  void serve(int id, Script script) throws Exception {
    scripts.put(id, script);
    if (networks.containsKey(id)) {
      return;
    }
    Inbound inbound =
        new Inbound() {
          @Override
          public void message(int from, Message message) {
            throw new IllegalStateException("servers of this test are alone");
          }

          @Override
          public void piece(int from, SnapshotPiece piece) {
            throw new AssertionError("nobody sends a snapshot here");
          }

          @Override
          public void progress(int from, SnapshotProgress progress) {
            throw new AssertionError("nobody receives a snapshot here");
          }

          @Override
          public void notAMember(int peer, long settledTo) {
            throw new AssertionError("all of them are members");
          }

          @Override
          public void request(Client from, Request request) {
            asked.get(id).incrementAndGet();
            scripts.get(id).handle(from, request);
            networks.get(id).flush();
          }
        };
    Network network =
        new Network(
            loop,
            new Identity(CLUSTER, id, members),
            FixedMembership.of(members.keySet()),
            inbound);
    networks.put(id, network);
    network.open(members.get(id));
  }

  /// Stops a server, without an answer to anybody; from a script.
  void crash(int id) {
    networks.get(id).abort();
  }

  ClientOptions options(int timeoutMillis, int... servers) {
    List<Address> addresses = Arrays.stream(servers).mapToObj(members::get).toList();
    return new ClientOptions(addresses, CLUSTER, Duration.ofMillis(timeoutMillis));
  }

  @Override
  public void close() {
    networks.values().forEach(network -> loop.submit(network::close).syncUninterruptibly());
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  // --- what a server may say

  /// Everything works, and nothing is kept.
  static void done(Client from, Request request) {
    Response.Builder response = Response.newBuilder().setId(request.getId());
    switch (request.getCallCase()) {
      case WRITE -> response.setDone(done(new Result.Stored(9)));
      case GET ->
          response.setValue(
              Value.newBuilder().setIndex(9).setValue(SharedBytes.of(PlongeeClient.utf8("found"))));
      default -> response.setPage(Page.newBuilder().setIndex(9));
    }
    from.answer(response.build());
  }

  static Done done(Result result) {
    return Done.newBuilder()
        .setIndex(result.index())
        .setResult(SharedBytes.of(ResultCodec.encode(result)))
        .build();
  }

  static Script notLeader(int leader) {
    return refuse(Refused.Why.NOT_LEADER, leader);
  }

  static Script refuse(Refused.Why why, int leader) {
    return (from, request) ->
        from.answer(
            Response.newBuilder()
                .setId(request.getId())
                .setRefused(
                    Refused.newBuilder()
                        .setWhy(why)
                        .setLeader(leader)
                        .setMessage(
                            leader == 0 ? "no leader is known here" : "S" + leader + " leads"))
                .build());
  }

  /// What no client understands: it closes the connection, and every call on it is unanswered.
  static void nonsense(Client from, Request request) {
    from.answer(Response.newBuilder().setId(request.getId()).build());
  }

  static void unknown(Client from, Request request) {
    from.answer(
        Response.newBuilder()
            .setId(request.getId())
            .setUnknown(Unknown.newBuilder().setMessage("it lost its place"))
            .build());
  }
}
