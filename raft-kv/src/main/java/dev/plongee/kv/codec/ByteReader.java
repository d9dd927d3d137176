package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;

/// Reads numbers (big-endian) and windows out of bytes that nobody vouches for. Nothing is copied,
/// and no length is believed before it was compared with what is really there.
public final class ByteReader {
  private final Bytes bytes;
  private int position;

  public ByteReader(Bytes bytes) {
    this.bytes = bytes;
  }

  /// How many bytes have been read.
  public int position() {
    return position;
  }

  /// How many bytes are left.
  public int remaining() {
    return bytes.length() - position;
  }

  /// One byte, 0 to 255.
  ///
  /// @throws CodecException when the bytes end before it; likewise below
  public int readByte() throws CodecException {
    need(1);
    return bytes.at(position++) & 0xff;
  }

  /// Two bytes, 0 to 65,535.
  public int readShort() throws CodecException {
    return readByte() << 8 | readByte();
  }

  public int readInt() throws CodecException {
    need(4);
    byte[] array = bytes.array();
    int at = bytes.offset() + position;
    position += 4;
    return array[at] << 24
        | (array[at + 1] & 0xff) << 16
        | (array[at + 2] & 0xff) << 8
        | array[at + 3] & 0xff;
  }

  public long readLong() throws CodecException {
    long high = readInt();
    return high << 32 | readInt() & 0xffff_ffffL;
  }

  /// The next `count` bytes as a window, not copied.
  public Bytes readBytes(int count) throws CodecException {
    if (count < 0) {
      throw error("a negative length, " + count);
    }
    need(count);
    Bytes window = bytes.slice(position, count);
    position += count;
    return window;
  }

  /// All that is left, as a window.
  public Bytes readRest() {
    Bytes window = bytes.slice(position, remaining());
    position = bytes.length();
    return window;
  }

  /// An error at the present position.
  public CodecException error(String what) {
    return new CodecException(position, what);
  }

  private void need(int count) throws CodecException {
    if (count > remaining()) {
      throw error("the bytes end: " + count + " expected, " + remaining() + " left");
    }
  }
}
