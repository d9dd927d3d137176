package dev.plongee.kv.net;

import dev.plongee.core.Message;
import dev.plongee.kv.net.AcceptedConnection.Caller;
import dev.plongee.kv.net.wire.Clients.Members;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.PeerHello;
import dev.plongee.kv.net.wire.Handshakes.Rejection;
import dev.plongee.kv.net.wire.Handshakes.Rejection.Why;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import dev.plongee.kv.net.wire.Peers.PeerFrame;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// All connections of one server: the port it listens on and a link to each peer. Everything runs
/// on the one event loop, and nothing may be called from elsewhere.
public final class Network {
  private static final int BACKLOG = 256;

  /// Bytes of long frames that are arriving from clients, and of answers that wait for them: 64 MiB
  /// each with the heap of `up`, less with a small one.
  private static final long MEMORY = Math.min(64 << 20, Runtime.getRuntime().maxMemory() / 32);

  private final Room room = Room.ofThisProcess();
  private final EventLoop loop;
  private final Identity identity;
  private final Inbound inbound;
  private final Peers peers;
  private final Map<Channel, AcceptedConnection> accepted = new LinkedHashMap<>();
  private final List<ClientConnection> toFlush = new ArrayList<>();
  private final FrameMemory frames = new FrameMemory(MEMORY);
  private final AnswerMemory answers = new AnswerMemory(MEMORY, accepted.values());
  private final MessageCodec codec = new MessageCodec();
  private final Complaints complaints = new Complaints();
  private @Nullable Channel listening;
  private final Set<ClientConnection> clients = new LinkedHashSet<>();

  /// @param inbound gets what is received, once [#open] was called
  public Network(EventLoop loop, Identity identity, Membership membership, Inbound inbound) {
    this.loop = loop;
    this.identity = identity;
    this.inbound = inbound;
    this.peers = new Peers(identity, membership, loop, inbound);
  }

  /// Listens at `address` and begins to connect to the peers. Called from outside the event loop,
  /// before anything else.
  ///
  /// @throws ListenException when the address cannot be had
  public void open(Address address) throws ListenException {
    try {
      listening =
          new ServerBootstrap()
              .group(loop)
              .channel(NioServerSocketChannel.class)
              .option(ChannelOption.SO_REUSEADDR, true)
              .option(ChannelOption.SO_BACKLOG, BACKLOG)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childOption(
                  ChannelOption.WRITE_BUFFER_WATER_MARK,
                  new WriteBufferWaterMark(
                      ClientConnection.HIGH_WATER / 2, ClientConnection.HIGH_WATER))
              .childHandler(
                  new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                      accept(channel);
                    }
                  })
              .bind(address.resolve())
              .syncUninterruptibly()
              .channel();
    } catch (Exception e) {
      // Netty throws what the socket threw, declared or not.
      throw new ListenException(address, e);
    }
    listening.pipeline().addLast(new FailedAccepts(complaints));
    loop.execute(peers::open);
    loop.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  /// Writes a message to a peer; it leaves at the next flush, or never.
  public void send(int peer, Message message) {
    PeerLink link = peers.openLink(peer);
    if (link != null) {
      link.write(codec.toWire(message));
    }
  }

  /// Writes a part of a snapshot to a peer; it leaves at the next flush, or never.
  public void send(int peer, SnapshotPiece piece) {
    send(peer, MessageCodec.toWire(piece));
  }

  /// Tells a peer how much of its snapshot has come; it leaves at the next flush, or never.
  public void send(int peer, SnapshotProgress progress) {
    send(peer, MessageCodec.toWire(progress));
  }

  private void send(int peer, PeerFrame frame) {
    PeerLink link = peers.openLink(peer);
    if (link != null) {
      link.write(frame);
    }
  }

  /// Hands everything written to the kernel: one system call a connection.
  public void flush() {
    for (PeerLink link : peers.links()) {
      link.flush();
    }
    for (ClientConnection client : toFlush) {
      client.flush();
    }
    toFlush.clear();
    answers.flushed();
  }

  void flushLater(ClientConnection client) {
    toFlush.add(client);
  }

  AnswerMemory answers() {
    return answers;
  }

  // --- who belongs to the cluster

  /// The members are others now: connects to them, parts with those who were, and tells the
  /// clients.
  public void membersChanged() {
    peers.follow();
    tellClients();
  }

  private void tellClients() {
    Response members =
        Response.newBuilder()
            .setMembers(Members.newBuilder().addAllMembers(peers.members()))
            .build();
    clients.forEach(client -> client.tell(members));
  }

  /// Somebody says where a server is. Clients must hear of it too: the one that moved may lead.
  public void learn(int server, Address address) {
    if (peers.learn(server, address)) {
      tellClients();
    }
  }

  /// Where a server is: the latest word.
  public Optional<Address> addressOf(int server) {
    return server == identity.self()
        ? Optional.of(identity.addressOf(server))
        : peers.addressesOf(server).stream().findFirst();
  }

  /// Connects to a server that is to become a member.
  public void invite(int server, Address address) {
    peers.learn(server, address);
    peers.invite(server);
  }

  /// What was to become of those who were invited has become of them, or not.
  public void dismissGuests() {
    peers.dismissGuests();
  }

  public boolean isConnectedTo(int peer) {
    return peers.openLink(peer) != null;
  }

  /// Why there is no connection to a server, for people.
  public String lastFailure(int peer) {
    return peers.lastFailure(peer);
  }

  Welcome welcome() {
    return identity.welcome(peers.members());
  }

  Inbound inbound() {
    return inbound;
  }

  void complain(Channel channel, String what) {
    complaints.closed(channel.remoteAddress(), what);
  }

  private void accept(Channel channel) {
    if (accepted.size() >= room.connections() && !makeRoom()) {
      complain(channel, "too many connections");
      channel.close();
      return;
    }
    FrameReader reader = FrameReader.ofCalled(frames);
    AcceptedConnection connection = new AcceptedConnection(channel, reader);
    accepted.put(channel, connection);
    channel.closeFuture().addListener(_ -> forget(connection));
    channel.pipeline().addLast(reader, new ServerHandshake(this, connection));
  }

  /// Callers who have not introduced themselves never keep a peer out.
  private boolean makeRoom() {
    for (AcceptedConnection connection : accepted.values()) {
      if (connection.caller() == Caller.UNKNOWN) {
        connection.channel().close();
        return true;
      }
    }
    return false;
  }

  private void forget(AcceptedConnection connection) {
    accepted.remove(connection.channel());
    peers.left(connection.channel());
    clients.removeIf(client -> client.connection() == connection);
  }

  Optional<Rejection> objectionTo(Hello hello) {
    if (hello.hasClient() && clients.size() >= room.clients()) {
      return Optional.of(
          Identity.rejection(
              Why.BUSY, "this server has " + room.clients() + " clients already: try another one"));
    }
    Optional<Rejection> objection = identity.objectionTo(hello);
    return objection.isEmpty() && hello.hasPeer() ? peers.objectionTo(hello.getPeer()) : objection;
  }

  void peerArrived(
      ChannelHandlerContext handshake, AcceptedConnection connection, PeerHello hello) {
    connection.introduce(Caller.PEER);
    PeerInbound peer = new PeerInbound(this, hello.getFrom());
    handshake.pipeline().replace(handshake.handler(), null, peer);
    if (peers.arrived(hello, connection.channel())) {
      tellClients();
    }
  }

  void clientArrived(ChannelHandlerContext handshake, AcceptedConnection connection) {
    connection.introduce(Caller.CLIENT);
    ClientConnection client = new ClientConnection(this, connection);
    clients.add(client);
    handshake.pipeline().replace(handshake.handler(), null, client);
  }

  private void sweep() {
    boolean crowded = frames.isCrowded() || answers.isFull();
    for (AcceptedConnection connection : List.copyOf(accepted.values())) {
      String reason = connection.sweep(crowded);
      if (!reason.isEmpty()) {
        complain(connection.channel(), reason);
        connection.channel().close();
      }
    }
    peers.links().forEach(PeerLink::sweep);
  }

  /// Sends what is written and closes every connection; the event loop is the owner's to end.
  public void close() {
    flush();
    abort();
  }

  /// Closes every connection, and what was written and not flushed never leaves.
  public void abort() {
    if (listening != null) {
      listening.close();
    }
    peers.close();
    List.copyOf(accepted.keySet()).forEach(Channel::close);
  }
}
