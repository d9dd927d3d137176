package dev.plongee.kv.net;

import com.google.protobuf.ByteOutput;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.plongee.core.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/// The same bytes seen as protobuf's and as the core's, without a copy. Safe because nobody writes
/// to a frame after it has arrived, nor to [Bytes] at all.
public final class SharedBytes {
  private SharedBytes() {}

  /// Parses a frame; the `bytes` fields of the message are windows into it.
  ///
  /// @throws ProtocolException when the frame holds something else
  public static <T> T parse(Parser<T> parser, byte[] frame) throws ProtocolException {
    CodedInputStream input = UnsafeByteOperations.unsafeWrap(frame).newCodedInput();
    input.enableAliasing(true);
    try {
      T message = parser.parseFrom(input);
      input.checkLastTagWas(0);
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw new ProtocolException("a frame that does not hold what belongs there");
    }
  }

  /// These bytes for a protobuf field.
  public static ByteString of(Bytes bytes) {
    return UnsafeByteOperations.unsafeWrap(bytes.array(), bytes.offset(), bytes.length());
  }

  /// A protobuf field for the core.
  public static Bytes of(ByteString string) {
    Window window = new Window();
    try {
      UnsafeByteOperations.unsafeWriteTo(string, window);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot happen: nothing is written", e);
    }
    return window.seen;
  }

  /// Protobuf shows the array behind a string to whoever takes its bytes "lazily"; one made of
  /// several arrays comes in several pieces and is copied.
  private static final class Window extends ByteOutput {
    private Bytes seen = Bytes.EMPTY;

    @Override
    public void writeLazy(byte[] value, int offset, int length) {
      Bytes piece = Bytes.wrap(value, offset, length);
      seen = seen.length() == 0 ? piece : join(seen, piece);
    }

    @Override
    public void write(byte[] value, int offset, int length) {
      byte[] copy = new byte[length];
      System.arraycopy(value, offset, copy, 0, length);
      writeLazy(copy, 0, length);
    }

    @Override
    public void write(byte value) {
      writeLazy(new byte[] {value}, 0, 1);
    }

    @Override
    public void write(ByteBuffer value) {
      byte[] copy = new byte[value.remaining()];
      value.get(copy);
      writeLazy(copy, 0, copy.length);
    }

    @Override
    public void writeLazy(ByteBuffer value) {
      write(value);
    }

    private static Bytes join(Bytes first, Bytes second) {
      byte[] both = new byte[first.length() + second.length()];
      first.copyTo(both, 0);
      second.copyTo(both, first.length());
      return Bytes.wrap(both);
    }
  }
}
