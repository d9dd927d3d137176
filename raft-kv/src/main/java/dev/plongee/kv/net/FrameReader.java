package dev.plongee.kv.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Cuts the bytes of one connection into frames and hands each on as a `byte[]` of its own: the
/// only copy a command suffers between the socket and the log.
///
/// The length is checked before anything is allocated, and a long frame gets memory only as its
/// bytes arrive and only as much as all frames together may have, so that strangers who announce
/// much and send half of it hold next to nothing.
final class FrameReader extends ChannelInboundHandlerAdapter {
  /// The first piece of memory for a frame, in bytes; nearly all frames are smaller.
  private static final int FIRST_PIECE = 16 << 10;

  /// Told to the handlers behind when this connection may be read from again.
  static final Object GOES_ON = new Object();

  /// Frames of one caller that are handed on before the loop does something else. A thousand
  /// callers at once cost it a tenth of a second so; what their sockets hold may be many seconds'
  /// work.
  static final int MAX_AT_ONCE = 128;

  private static final byte[] NOTHING = new byte[0];

  private boolean magicExpected;
  private int limit = Wire.MAX_HELLO;
  private boolean broken;

  private int header;
  private int headerBytes;
  private byte[] frame = NOTHING;
  private int length = -1;
  private int filled;
  private long framesRead;
  private int mostAtOnce;
  private int handedAtOnce;

  private FrameMemory memory;
  private int reserved;
  private boolean stalled;
  private boolean gone;
  private final ArrayDeque<ByteBuf> unread = new ArrayDeque<>();
  private @Nullable ChannelHandlerContext place;

  private FrameReader(boolean magicExpected, FrameMemory memory, int mostAtOnce) {
    this.magicExpected = magicExpected;
    this.memory = memory;
    this.mostAtOnce = mostAtOnce;
  }

  /// For the side that is called: the first bytes must be [Wire#MAGIC].
  ///
  /// @param memory where long frames find room
  static FrameReader ofCalled(FrameMemory memory) {
    return new FrameReader(true, memory, MAX_AT_ONCE);
  }

  /// For the side that calls.
  static FrameReader ofCaller() {
    return new FrameReader(false, FrameMemory.withoutBound(), Integer.MAX_VALUE);
  }

  /// The handshake is done: from now on frames up to [Wire#MAX_FRAME].
  void trust() {
    limit = Wire.MAX_FRAME;
  }

  /// A peer's frames wait for nobody: there are few peers, and without them nothing goes on.
  void trustPeer() {
    trust();
    memory = FrameMemory.withoutBound();
    mostAtOnce = Integer.MAX_VALUE;
  }

  /// Whether a frame waits for memory, or for its turn; nothing must be read from the socket until
  /// [#GOES_ON].
  boolean isStalled() {
    return stalled;
  }

  /// Whether a frame has begun to arrive and is not complete.
  boolean midFrame() {
    return headerBytes > 0;
  }

  /// How many frames were handed on.
  long framesRead() {
    return framesRead;
  }

  // --- memory

  /// Bytes of the frame that has just begun.
  int wanted() {
    return length;
  }

  /// There is room for the frame that waited. Goes on later: whoever gave it back is busy.
  void granted() {
    reserved = length;
    if (place != null) {
      place.executor().execute(this::goOn);
    }
  }

  private void goOn() {
    ChannelHandlerContext context = place;
    if (gone || context == null) {
      return;
    }
    stalled = false;
    handedAtOnce = 0;
    while (!stalled && !unread.isEmpty()) {
      read(context, unread.removeFirst());
    }
    if (!stalled) {
      context.fireUserEventTriggered(GOES_ON);
    }
  }

  private void giveBack() {
    memory.giveBack(reserved);
    reserved = 0;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    place = context;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone = true;
    memory.forget(this);
    giveBack();
    unread.forEach(ByteBuf::release);
    unread.clear();
    context.fireChannelInactive();
  }

  // --- bytes

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (stalled) {
      unread.addLast((ByteBuf) message);
    } else {
      read(context, (ByteBuf) message);
    }
  }

  /// The loop goes on to other sockets.
  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    handedAtOnce = 0;
    context.fireChannelReadComplete();
  }

  private void read(ChannelHandlerContext context, ByteBuf in) {
    try {
      while (!broken && !stalled && in.isReadable()) {
        if (length < 0) {
          readHeader(context, in);
        } else {
          readBody(in);
        }
        if (filled == length) {
          hand(context);
        }
      }
    } catch (ProtocolException e) {
      broken = true;
      context.fireExceptionCaught(e);
    } finally {
      if (stalled && in.isReadable()) {
        unread.addFirst(in);
      } else {
        in.release();
      }
    }
  }

  private void readHeader(ChannelHandlerContext context, ByteBuf in) throws ProtocolException {
    header = header << 8 | in.readUnsignedByte();
    headerBytes++;
    if (magicExpected) {
      readMagic();
    } else if (headerBytes == Wire.HEADER) {
      if (header < 0 || header > limit) {
        throw new ProtocolException(
            "a frame of " + Integer.toUnsignedString(header) + " bytes, " + limit + " are allowed");
      }
      length = header;
      frame = new byte[Math.min(length, FIRST_PIECE)];
      filled = 0;
      if (length > FIRST_PIECE) {
        findRoom(context);
      }
    }
  }

  private void findRoom(ChannelHandlerContext context) {
    if (memory.take(this)) {
      reserved = length;
    } else {
      stall(context);
    }
  }

  private void stall(ChannelHandlerContext context) {
    stalled = true;
    context.channel().config().setAutoRead(false);
  }

  /// What is scheduled, even for now, begins when the loop has looked at all sockets again.
  private void restIfManyWereHanded(ChannelHandlerContext context) {
    handedAtOnce++;
    if (handedAtOnce >= mostAtOnce) {
      stall(context);
      context.executor().schedule(this::goOn, 0, TimeUnit.NANOSECONDS);
    }
  }

  /// Judged byte by byte, for a stranger may never send four.
  private void readMagic() throws ProtocolException {
    if (header != Wire.MAGIC >>> 8 * (Wire.HEADER - headerBytes)) {
      throw ProtocolException.stranger("the first bytes are not those of our protocol");
    }
    if (headerBytes == Wire.HEADER) {
      magicExpected = false;
      headerBytes = 0;
      header = 0;
    }
  }

  private void readBody(ByteBuf in) {
    int count = Math.min(in.readableBytes(), length - filled);
    if (filled + count > frame.length) {
      int enough = Math.max(2 * frame.length, filled + count);
      frame = Arrays.copyOf(frame, Math.min(length, enough));
    }
    in.readBytes(frame, filled, count);
    filled += count;
  }

  private void hand(ChannelHandlerContext context) {
    byte[] whole = frame;
    frame = NOTHING;
    length = -1;
    filled = 0;
    header = 0;
    headerBytes = 0;
    framesRead++;
    giveBack();
    restIfManyWereHanded(context);
    context.fireChannelRead(whole);
  }
}
