package dev.plongee.kv.net;

import dev.plongee.core.Message;
import dev.plongee.kv.net.AcceptedConnection.Caller;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.Rejection;
import dev.plongee.kv.net.wire.Handshakes.Rejection.Why;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final SortedMap<Integer, PeerLink> links = new TreeMap<>();
  private final Map<Channel, AcceptedConnection> accepted = new LinkedHashMap<>();
  private final Map<Integer, Channel> peersIn = new TreeMap<>();
  private final List<ClientConnection> toFlush = new ArrayList<>();
  private final FrameMemory frames = new FrameMemory(MEMORY);
  private final AnswerMemory answers = new AnswerMemory(MEMORY, accepted.values());
  private final MessageCodec codec = new MessageCodec();
  private final Complaints complaints = new Complaints();
  private @Nullable Channel listening;
  private int clients;

  /// @param inbound gets what is received, once [#open] was called
  public Network(EventLoop loop, Identity identity, Inbound inbound) {
    this.loop = loop;
    this.identity = identity;
    this.inbound = inbound;
    for (int member : identity.members().keySet()) {
      if (member != identity.self()) {
        links.put(member, new PeerLink(identity, member, loop));
      }
    }
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
    loop.execute(() -> links.values().forEach(PeerLink::dial));
    loop.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
  }

  /// Writes a message to a peer; it leaves at the next flush, or never.
  public void send(int peer, Message message) {
    PeerLink link = links.get(peer);
    if (link != null && link.isOpen()) {
      link.write(codec.toWire(message));
    }
  }

  /// Writes a part of a snapshot to a peer; it leaves at the next flush, or never.
  public void send(int peer, SnapshotPiece piece) {
    PeerLink link = links.get(peer);
    if (link != null && link.isOpen()) {
      link.write(MessageCodec.toWire(piece));
    }
  }

  /// Tells a peer how much of its snapshot has come; it leaves at the next flush, or never.
  public void send(int peer, SnapshotProgress progress) {
    PeerLink link = links.get(peer);
    if (link != null && link.isOpen()) {
      link.write(MessageCodec.toWire(progress));
    }
  }

  /// Hands everything written to the kernel: one system call a connection.
  public void flush() {
    for (PeerLink link : links.values()) {
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

  Identity identity() {
    return identity;
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
    peersIn.values().remove(connection.channel());
    if (connection.caller() == Caller.CLIENT) {
      clients--;
    }
  }

  Optional<Rejection> objectionTo(Hello hello) {
    if (hello.hasClient() && clients >= room.clients()) {
      return Optional.of(
          Identity.rejection(
              Why.BUSY, "this server has " + room.clients() + " clients already: try another one"));
    }
    return identity.objectionTo(hello);
  }

  void peerArrived(ChannelHandlerContext handshake, AcceptedConnection connection, int peer) {
    connection.introduce(Caller.PEER);
    handshake.pipeline().replace(handshake.handler(), null, new PeerInbound(this, peer));
    Channel before = peersIn.put(peer, connection.channel());
    if (before != null) {
      before.close();
    }
    PeerLink back = links.get(peer);
    if (back != null) {
      back.peerIsThere();
    }
  }

  void clientArrived(ChannelHandlerContext handshake, AcceptedConnection connection) {
    connection.introduce(Caller.CLIENT);
    clients++;
    ClientConnection client = new ClientConnection(this, connection);
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
    links.values().forEach(PeerLink::sweep);
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
    links.values().forEach(PeerLink::close);
    List.copyOf(accepted.keySet()).forEach(Channel::close);
  }
}
