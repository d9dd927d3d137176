package dev.plongee.kv.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Message;
import dev.plongee.core.NodeSet;
import dev.plongee.kv.net.wire.Clients.Get;
import dev.plongee.kv.net.wire.Clients.Request;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Clients.Status;
import dev.plongee.kv.net.wire.Handshakes.ClientHello;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.HelloReply;
import dev.plongee.kv.net.wire.Handshakes.PeerHello;
import dev.plongee.kv.net.wire.Handshakes.Rejection;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One real port, and strangers, peers and clients who knock at it.
class NetworkTest {
  private static final long CLUSTER = 0x1234_5678_9abc_def0L;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final List<Integer> ports = FreePorts.take(2);
  private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<Long> turnedAway = new LinkedBlockingQueue<>();
  private volatile Membership members = FixedMembership.of(List.of(1, 2));
  private Network network;

  @BeforeEach
  void listen() throws IOException {
    network = new Network(loop, identity(1), live(), new Answering(received));
    network.open(address(1));
  }

  @AfterEach
  void close() throws Exception {
    loop.submit(network::close).get();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
  }

  @Test
  void aBrowserIsToldWhatThisPortIs() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("This port speaks Plongée's protocol"), answer);
      assertTrue(answer.endsWith("\n"), answer);
    }
    aClientIsServed();
  }

  @Test
  void aClientIsServed() throws IOException {
    try (Socket socket = connect()) {
      assertEquals(1, greet(socket, client(CLUSTER)).getWelcome().getServer());
      Request request =
          Request.newBuilder().setId(5).setStatus(Status.getDefaultInstance()).build();
      send(socket, request.toByteArray());
      assertEquals(5, Response.parseFrom(receive(socket)).getId());
    }
  }

  @Test
  void aClientOfAnyClusterIsWelcomeAndLearnsTheMembers() throws IOException {
    try (Socket socket = connect()) {
      HelloReply reply = greet(socket, client(0));
      assertEquals(CLUSTER, reply.getWelcome().getCluster());
      assertEquals(2, reply.getWelcome().getMembersCount());
      assertEquals(address(2).toString(), reply.getWelcome().getMembers(1).getAddress());
    }
  }

  @Test
  void aClientOfAnotherClusterIsToldSo() throws IOException {
    assertRejected(client(99), Rejection.Why.WRONG_CLUSTER, "0000000000000063");
  }

  @Test
  void anotherVersionIsToldSo() throws IOException {
    Hello hello = client(CLUSTER).toBuilder().setProtocol(2).build();
    assertRejected(hello, Rejection.Why.VERSION, "version 1");
  }

  @Test
  void aPeerOfAnotherClusterIsToldSo() throws IOException {
    assertRejected(peer(99, 2, 1), Rejection.Why.WRONG_CLUSTER, "another cluster uses");
  }

  @Test
  void aPeerThatMeansAnotherServerIsToldSo() throws IOException {
    assertRejected(peer(CLUSTER, 2, 3), Rejection.Why.WRONG_SERVER, "this is S1");
    assertRejected(peer(CLUSTER, 1, 1), Rejection.Why.WRONG_SERVER, "S1 is no peer of S1");
    assertRejected(peer(CLUSTER, 0, 1), Rejection.Why.WRONG_SERVER, "none is no peer of S1");
  }

  @Test
  void aPeerWhoseLeaseWouldNotBeKeptIsToldSo() throws IOException {
    PeerHello peer = peer(CLUSTER, 2, 1).getPeer().toBuilder().setLeaseUs(300_000).build();
    assertRejected(
        Hello.newBuilder().setProtocol(1).setPeer(peer).build(),
        Rejection.Why.LEASE,
        "S2 counts on 300 ms without an election, and S1 waits for 0 ms");
  }

  @Test
  void whoWouldNotKeepALeaseIsNoPeerOfWhoTakesIt() {
    LeaseTiming slow = new LeaseTiming(300_000, 300_000);
    LeaseTiming quick = new LeaseTiming(0, 150_000);
    assertEquals(
        Optional.of(Rejection.Why.LEASE),
        objection(slow, quick).map(Rejection::getWhy),
        "S1 would lead S2");
    assertEquals(
        Optional.of(Rejection.Why.LEASE),
        objection(quick, slow).map(Rejection::getWhy),
        "S2 would lead S1");
    assertEquals(Optional.empty(), objection(slow, new LeaseTiming(0, 300_000)));
    assertEquals(Optional.empty(), objection(quick, LeaseTiming.NONE), "nobody takes a lease");
  }

  private Optional<Rejection> objection(LeaseTiming ours, LeaseTiming theirs) {
    return identity(1).with(ours).objectionTo(identity(2).with(theirs).helloTo(1, 0));
  }

  @Test
  void aPeerThatIsKnownToBeNoMemberIsToldUpToWhereThatIsKnown() throws IOException {
    try (Socket socket = connect()) {
      Rejection rejection = greet(socket, peer(CLUSTER, 3, 1, 10)).getRejection();
      assertEquals(Rejection.Why.NOT_A_MEMBER, rejection.getWhy());
      assertEquals(10, rejection.getSettledTo());
      assertTrue(rejection.getMessage().startsWith("S3 is no member"), rejection.getMessage());
    }
  }

  @Test
  void aPeerThatHasHeardLaterNewsIsLetIn() throws IOException {
    try (Socket socket = connect()) {
      assertEquals(1, greet(socket, peer(CLUSTER, 3, 1, 11)).getWelcome().getServer());
    }
  }

  @Test
  void aPeerIsLetInWhileTheMembersChange() throws IOException {
    members = new FixedMembership(NodeSet.of(1, 2), 0, -1);
    try (Socket socket = connect()) {
      assertEquals(1, greet(socket, peer(CLUSTER, 3, 1, 0)).getWelcome().getServer());
    }
  }

  @Test
  void aPeerThatWasRemovedIsPartedWith() throws Exception {
    try (Socket socket = connect()) {
      greet(socket, peer(CLUSTER, 2, 1, 3));
      members = new FixedMembership(NodeSet.of(1), 20, 20);
      loop.submit(network::membersChanged).get();
      assertEquals(-1, socket.getInputStream().read());
    }
    assertRejected(peer(CLUSTER, 2, 1, 3), Rejection.Why.NOT_A_MEMBER, "S2 is no member");
  }

  @Test
  void aPeerWithoutAnAddressToCallBackIsRejected() throws IOException {
    Hello hello =
        peer(CLUSTER, 2, 1).toBuilder()
            .setPeer(peer(CLUSTER, 2, 1).getPeer().toBuilder().setAddress("nowhere"))
            .build();
    assertRejected(hello, Rejection.Why.MALFORMED, "'nowhere' is no address");
  }

  @Test
  void clientsHearWhoBelongsToTheClusterNow() throws Exception {
    try (Socket socket = connect()) {
      greet(socket, client(CLUSTER));
      members = FixedMembership.of(List.of(1, 2, 3));
      loop.submit(
              () -> {
                network.learn(3, new Address("127.0.0.1", 9));
                network.membersChanged();
                network.flush();
              })
          .get();
      Response told = Response.parseFrom(receive(socket));
      assertEquals(0, told.getId());
      assertEquals(3, told.getMembers().getMembersCount());
      assertEquals("127.0.0.1:9", told.getMembers().getMembers(2).getAddress());
    }
  }

  @Test
  void clientsHearThatAServerHasMoved() throws Exception {
    try (Socket socket = connect();
        Socket moved = connect()) {
      greet(socket, client(CLUSTER));
      greet(moved, peer(CLUSTER, 2, 1));
      loop.submit(network::flush).get();
      Response told = Response.parseFrom(receive(socket));
      assertEquals("127.0.0.1:9", told.getMembers().getMembers(1).getAddress());
    }
  }

  @Test
  void whoIsTurnedAwayHearsUpToWhereItIsKnown() throws Exception {
    MultiThreadIoEventLoopGroup other =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    members = new FixedMembership(NodeSet.of(1), 20, 20);
    Membership old = FixedMembership.of(List.of(1, 2));
    try {
      EventLoop otherLoop = other.next();
      Network second =
          new Network(otherLoop, identity(2), old, new Answering(received, turnedAway));
      second.open(address(2));
      assertEquals(20L, turnedAway.poll(20, TimeUnit.SECONDS));
      otherLoop.submit(second::close).get();
    } finally {
      other.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
    }
  }

  @Test
  void aPeerIsFoundWhereItSaysItIs() throws Exception {
    try (ServerSocket elsewhere = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket socket = connect()) {
      elsewhere.setSoTimeout(20_000);
      Hello hello =
          peer(CLUSTER, 2, 1).toBuilder()
              .setPeer(
                  peer(CLUSTER, 2, 1).getPeer().toBuilder()
                      .setAddress("127.0.0.1:" + elsewhere.getLocalPort()))
              .build();
      greet(socket, hello);
      try (Socket called = elsewhere.accept()) {
        DataInputStream in = new DataInputStream(called.getInputStream());
        assertEquals(Wire.MAGIC, in.readInt());
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        PeerHello ours = Hello.parseFrom(frame).getPeer();
        assertEquals(2, ours.getTo());
        assertEquals(address(1).toString(), ours.getAddress());
      }
    }
  }

  @Test
  void whoSaysNeitherPeerNorClientIsRejected() throws IOException {
    Hello hello = Hello.newBuilder().setProtocol(Wire.PROTOCOL).build();
    assertRejected(hello, Rejection.Why.MALFORMED, "neither peer nor client");
  }

  @Test
  void aFirstFrameThatIsTooLongIsRejected() throws IOException {
    try (Socket socket = connect()) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(Wire.MAGIC);
      out.writeInt(Wire.MAX_FRAME);
      HelloReply reply = HelloReply.parseFrom(receive(socket));
      assertEquals(Rejection.Why.MALFORMED, reply.getRejection().getWhy());
    }
  }

  @Test
  void whoeverSaysNothingIsSentAwayAfterSomeSeconds() throws IOException {
    try (Socket silent = connect();
        Socket half = connect()) {
      half.getOutputStream().write(new byte[] {'P', 'L'});
      long before = System.nanoTime();
      assertEquals(-1, silent.getInputStream().read());
      assertEquals(-1, half.getInputStream().read());
      long seconds = (System.nanoTime() - before) / 1_000_000_000;
      assertTrue(seconds <= 6, "closed after " + seconds + " s");
    }
  }

  @Test
  void aPeerHasOneConnectionTheLatest() throws IOException {
    try (Socket first = connect();
        Socket second = connect()) {
      greet(first, peer(CLUSTER, 2, 1));
      greet(second, peer(CLUSTER, 2, 1));
      assertEquals(-1, first.getInputStream().read());
      byte[] ping = {0x72, 0};
      send(second, ping);
      assertEquals(2, receive(second).length, "a pong");
    }
  }

  @Test
  void garbageAfterTheHandshakeClosesOnlyThatConnection() throws IOException {
    try (Socket socket = connect()) {
      greet(socket, client(CLUSTER));
      send(socket, new byte[] {1, 2, 3});
      assertEquals(-1, socket.getInputStream().read());
    }
    try (Socket socket = connect()) {
      greet(socket, peer(CLUSTER, 2, 1));
      send(socket, new byte[] {(byte) 0xff, 2, 3});
      assertEquals(-1, socket.getInputStream().read());
    }
    aClientIsServed();
  }

  /// A read that waits would keep megabytes alive that nobody counts.
  @Test
  void aFrameThatHoldsMuchMoreThanItsRequestIsRefused() throws IOException {
    byte[] forgotten = get(new byte[1 << 20]).toByteArray();
    byte[] meant = get(new byte[] {1}).toByteArray();
    byte[] both = Arrays.copyOf(forgotten, forgotten.length + meant.length);
    System.arraycopy(meant, 0, both, forgotten.length, meant.length);
    try (Socket socket = connect()) {
      greet(socket, client(CLUSTER));
      send(socket, forgotten);
      assertEquals(5, Response.parseFrom(receive(socket)).getId());
      send(socket, both);
      assertEquals(-1, socket.getInputStream().read());
    }
  }

  private static Request get(byte[] key) {
    Get get = Get.newBuilder().setKey(ByteString.copyFrom(key)).build();
    return Request.newBuilder().setId(5).setGet(get).build();
  }

  /// The core would begin with a file that is not there, now and at every start from then on.
  @Test
  void nobodyIsToldToInstallASnapshotWithoutItsFile() throws IOException {
    // In field 10 term 5, and the snapshot of S1 and S2 up to entry 100 of term 5.
    byte[] frame = {0x52, 12, 8, 5, 0x12, 8, 8, 100, 0x10, 5, 0x18, 6, 0x28, 0};
    try (Socket socket = connect()) {
      greet(socket, peer(CLUSTER, 2, 1));
      send(socket, frame);
      assertEquals(-1, socket.getInputStream().read());
    }
    assertTrue(received.isEmpty());
  }

  @Test
  void messagesOfAPeerArriveInOrder() throws Exception {
    MultiThreadIoEventLoopGroup other =
        new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      EventLoop otherLoop = other.next();
      Network second =
          new Network(otherLoop, identity(2), members, new Answering(new LinkedBlockingQueue<>()));
      second.open(address(2));
      long term = 0;
      // What is sent before the connection stands is dropped.
      while (received.isEmpty()) {
        term++;
        sendNow(otherLoop, second, new Message.Stale(term));
        Thread.sleep(10);
      }
      for (int i = 0; i < 100; i++) {
        term++;
        sendNow(otherLoop, second, new Message.PreVote(term, LogPosition.ZERO));
      }
      long expected = received.poll(10, TimeUnit.SECONDS).term();
      while (expected < term) {
        expected++;
        Message next = received.poll(10, TimeUnit.SECONDS);
        assertNotNull(next, "message " + expected + " of " + term);
        assertEquals(expected, next.term());
      }
      otherLoop.submit(second::close).get();
    } finally {
      other.shutdownGracefully(0, 1, TimeUnit.SECONDS).get();
    }
  }

  private static void sendNow(EventLoop loop, Network network, Message message) throws Exception {
    loop.submit(
            () -> {
              network.send(1, message);
              network.flush();
            })
        .get();
  }

  @Test
  void callersThatSayNothingNeverKeepOthersOut() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < Room.MOST_CONNECTIONS + 20; i++) {
        silent.add(connect());
      }
      aClientIsServed();
      try (Socket socket = connect()) {
        assertEquals(1, greet(socket, peer(CLUSTER, 2, 1)).getWelcome().getServer());
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void aPeerThatClosesEveryConnectionIsNotDialledInAHotLoop() throws Exception {
    int dials = 0;
    try (ServerSocket listening =
        new ServerSocket(ports.get(1), 50, InetAddress.getLoopbackAddress())) {
      listening.setSoTimeout(100);
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
      while (System.nanoTime() < end) {
        try (Socket _ = listening.accept()) {
          dials++;
        } catch (SocketTimeoutException _) {
          // nobody came
        }
      }
    }
    assertTrue(dials >= 2 && dials <= 20, dials + " connections in 2 s");
  }

  /// A network that came back may leave a connection silent for minutes.
  @Test
  void aPeerThatFallsSilentIsConnectedToAnew() throws Exception {
    try (ServerSocket listening =
        new ServerSocket(ports.get(1), 50, InetAddress.getLoopbackAddress())) {
      listening.setSoTimeout(20_000);
      try (Socket silent = listening.accept()) {
        silent.setSoTimeout(10_000);
        assertEquals(Wire.MAGIC, new DataInputStream(silent.getInputStream()).readInt());
        assertTrue(Hello.parseFrom(receive(silent)).hasPeer());
        Welcome welcome = Welcome.newBuilder().setCluster(CLUSTER).setServer(2).build();
        send(silent, HelloReply.newBuilder().setWelcome(welcome).build().toByteArray());
        listening.accept().close();
        assertFalse(loop.submit(() -> network.isConnectedTo(2)).get());
      }
    }
  }

  @Test
  void aPortInUseGivesOneClearSentence() {
    IOException refused =
        assertThrows(
            IOException.class,
            () ->
                new Network(loop, identity(1), members, new Answering(received)).open(address(1)));
    assertTrue(refused.getMessage().startsWith("cannot listen on 127.0.0.1:"), refused.toString());
  }

  private void assertRejected(Hello hello, Rejection.Why why, String part) throws IOException {
    try (Socket socket = connect()) {
      Rejection rejection = greet(socket, hello).getRejection();
      assertEquals(why, rejection.getWhy());
      assertTrue(rejection.getMessage().contains(part), rejection.getMessage());
      assertEquals(-1, socket.getInputStream().read(), "closed after the rejection");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.getFirst());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static HelloReply greet(Socket socket, Hello hello) throws IOException {
    new DataOutputStream(socket.getOutputStream()).writeInt(Wire.MAGIC);
    send(socket, hello.toByteArray());
    return HelloReply.parseFrom(receive(socket));
  }

  private static void send(Socket socket, byte[] frame) throws IOException {
    DataOutputStream out = new DataOutputStream(socket.getOutputStream());
    out.writeInt(frame.length);
    out.write(frame);
  }

  private static byte[] receive(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] frame = new byte[in.readInt()];
    in.readFully(frame);
    return frame;
  }

  private static Hello client(long cluster) {
    return Hello.newBuilder()
        .setProtocol(Wire.PROTOCOL)
        .setClient(ClientHello.newBuilder().setCluster(cluster))
        .build();
  }

  private static Hello peer(long cluster, int from, int to) {
    return peer(cluster, from, to, 0);
  }

  private static Hello peer(long cluster, int from, int to, long knownTo) {
    return Hello.newBuilder()
        .setProtocol(Wire.PROTOCOL)
        .setPeer(
            PeerHello.newBuilder()
                .setCluster(cluster)
                .setFrom(from)
                .setTo(to)
                .setAddress("127.0.0.1:9")
                .setKnownTo(knownTo))
        .build();
  }

  /// The members as they are at the moment of asking.
  private Membership live() {
    return new Membership() {
      @Override
      public NodeSet members() {
        return members.members();
      }

      @Override
      public long knownTo() {
        return members.knownTo();
      }

      @Override
      public long settledTo() {
        return members.settledTo();
      }
    };
  }

  private Address address(int server) {
    return new Address(Address.LOOPBACK, ports.get(server - 1));
  }

  private Identity identity(int self) {
    TreeMap<Integer, Address> members = new TreeMap<>();
    members.put(1, address(1));
    members.put(2, address(2));
    return new Identity(CLUSTER, self, members);
  }

  /// Keeps messages, and answers every request with nothing but its id.
  private record Answering(BlockingQueue<Message> received, BlockingQueue<Long> turnedAway)
      implements Inbound {
    Answering(BlockingQueue<Message> received) {
      this(received, new LinkedBlockingQueue<>());
    }

    @Override
    public void message(int from, Message message) {
      received.add(message);
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
      turnedAway.add(settledTo);
    }

    @Override
    public void request(Client from, Request request) {
      from.answer(Response.newBuilder().setId(request.getId()).build());
      ((ClientConnection) from).flush();
    }
  }
}
