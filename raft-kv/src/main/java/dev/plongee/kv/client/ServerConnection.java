package dev.plongee.kv.client;

import dev.plongee.kv.net.Address;
import dev.plongee.kv.net.Dialer;
import dev.plongee.kv.net.Frames;
import dev.plongee.kv.net.ProtocolException;
import dev.plongee.kv.net.SharedBytes;
import dev.plongee.kv.net.Wire;
import dev.plongee.kv.net.wire.Clients.Response;
import dev.plongee.kv.net.wire.Handshakes.ClientHello;
import dev.plongee.kv.net.wire.Handshakes.Hello;
import dev.plongee.kv.net.wire.Handshakes.Welcome;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The connection to one server, opened when a call needs it. Belongs to the event loop.
final class ServerConnection implements Dialer.Outcome {
  private final Address address;
  private final Hello hello;
  private final Dialer dialer;
  private final Router router;

  private @Nullable Channel channel;
  private boolean dialing;
  private final List<Call<?>> queued = new ArrayList<>();
  private final LongObjectHashMap<Call<?>> underWay = new LongObjectHashMap<>();
  private boolean flushWanted;

  ServerConnection(Address address, long cluster, Dialer dialer, Router router) {
    this.address = address;
    this.dialer = dialer;
    this.router = router;
    this.hello =
        Hello.newBuilder()
            .setProtocol(Wire.PROTOCOL)
            .setClient(ClientHello.newBuilder().setCluster(cluster))
            .build();
  }

  Address address() {
    return address;
  }

  /// Sends a call, now or as soon as the connection stands; the answer, or its absence, is reported
  /// to the router.
  void send(Call<?> call) {
    Channel to = channel;
    if (to != null && to.isActive()) {
      write(to, call);
    } else {
      queued.add(call);
      if (!dialing) {
        dialing = true;
        dialer.dial(address, hello, this);
      }
    }
  }

  private void sendUnlessOver(Call<?> call) {
    if (!call.isOver()) {
      send(call);
    }
  }

  private void write(Channel to, Call<?> call) {
    call.sentTo = this;
    call.sentNanos = System.nanoTime();
    underWay.put(call.id, call);
    to.write(Frames.encode(to.alloc(), call.request()), to.voidPromise());
    if (!flushWanted) {
      flushWanted = true;
      router.flushLater(this);
    }
  }

  void flush() {
    flushWanted = false;
    if (channel != null) {
      channel.flush();
    }
  }

  /// The call is over: whatever still comes for it is ignored.
  void forget(Call<?> call) {
    underWay.remove(call.id);
    call.sentTo = null;
  }

  boolean isOpen() {
    return channel != null;
  }

  void close() {
    if (channel != null) {
      channel.close();
    }
  }

  @Override
  public ChannelHandler welcomed(Channel opened, Welcome welcome) {
    dialing = false;
    channel = opened;
    router.welcomed(this, welcome);
    List<Call<?>> now = List.copyOf(queued);
    queued.clear();
    // After the handler stands in the pipeline.
    opened.eventLoop().execute(() -> now.forEach(this::sendUnlessOver));
    return new Answers();
  }

  @Override
  public void failed(Dialer.Failure failure) {
    dialing = false;
    List<Call<?>> unsent = List.copyOf(queued);
    queued.clear();
    router.notReached(this, failure, unsent);
  }

  private void lost(Channel closed) {
    if (channel == closed) {
      channel = null;
      List<Call<?>> open = List.copyOf(underWay.values());
      underWay.clear();
      open.forEach(call -> call.sentTo = null);
      router.lost(this, open);
    }
  }

  private final class Answers extends SimpleChannelInboundHandler<byte[]> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, byte[] frame)
        throws ProtocolException {
      Response response = SharedBytes.parse(Response.parser(), frame);
      if (response.hasMembers()) {
        router.membersChanged(response.getMembers());
        return;
      }
      Call<?> call = underWay.remove(response.getId());
      if (call != null) {
        call.sentTo = null;
        router.answered(ServerConnection.this, call, response);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      lost(context.channel());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      context.close();
    }
  }
}
