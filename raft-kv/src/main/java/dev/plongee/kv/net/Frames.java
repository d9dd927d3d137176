package dev.plongee.kv.net;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Writes frames.
public final class Frames {
  private Frames() {}

  /// The message as one frame, straight into one buffer.
  ///
  /// @throws IllegalStateException when it is longer than [Wire#MAX_FRAME]: the limits on keys,
  ///   values and messages were not kept, which is a bug of ours
  public static ByteBuf encode(ByteBufAllocator allocator, MessageLite message) {
    int size = message.getSerializedSize();
    if (size > Wire.MAX_FRAME) {
      throw new IllegalStateException(
          "a frame of " + size + " bytes to send, " + Wire.MAX_FRAME + " are allowed");
    }
    ByteBuf frame = allocator.buffer(Wire.HEADER + size, Wire.HEADER + size);
    frame.writeInt(size);
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(frame.nioBuffer(Wire.HEADER, size));
      message.writeTo(out);
      out.flush();
    } catch (IOException e) {
      frame.release();
      throw new UncheckedIOException("cannot happen: the buffer has the size asked for", e);
    }
    return frame.writerIndex(Wire.HEADER + size);
  }

  /// What a caller sends first: the magic bytes and its Hello.
  static ByteBuf greeting(ByteBufAllocator allocator, MessageLite hello) {
    ByteBuf frame = encode(allocator, hello);
    ByteBuf greeting = allocator.buffer(Integer.BYTES + frame.readableBytes());
    greeting.writeInt(Wire.MAGIC).writeBytes(frame);
    frame.release();
    return greeting;
  }
}
