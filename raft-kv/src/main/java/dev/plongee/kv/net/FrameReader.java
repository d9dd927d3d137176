package dev.plongee.kv.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Arrays;

/// Cuts the bytes of one connection into frames and hands each on as a `byte[]` of its own: the
/// only copy a command suffers between the socket and the log.
///
/// The length is checked before anything is allocated, and a long frame gets memory only as its
/// bytes arrive, so that a stranger who announces much and sends nothing holds next to nothing.
final class FrameReader extends ChannelInboundHandlerAdapter {
  /// The first piece of memory for a frame, in bytes; nearly all frames are smaller.
  private static final int FIRST_PIECE = 64 << 10;

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

  private FrameReader(boolean magicExpected) {
    this.magicExpected = magicExpected;
  }

  /// For the side that is called: the first bytes must be [Wire#MAGIC].
  static FrameReader ofCalled() {
    return new FrameReader(true);
  }

  /// For the side that calls.
  static FrameReader ofCaller() {
    return new FrameReader(false);
  }

  /// The handshake is done: from now on frames up to [Wire#MAX_FRAME].
  void trust() {
    limit = Wire.MAX_FRAME;
  }

  /// Whether a frame has begun to arrive and is not complete.
  boolean midFrame() {
    return headerBytes > 0;
  }

  /// How many frames were handed on.
  long framesRead() {
    return framesRead;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf in = (ByteBuf) message;
    try {
      while (!broken && in.isReadable()) {
        if (length < 0) {
          readHeader(in);
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
      in.release();
    }
  }

  private void readHeader(ByteBuf in) throws ProtocolException {
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
    context.fireChannelRead(whole);
  }
}
