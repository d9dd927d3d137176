package dev.plongee.kv.disk;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import dev.plongee.kv.codec.ByteSink;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A sink outside the Java heap, which the operating system writes from: a payload is copied once,
/// from where it was received to here.
final class DirectSink implements ByteSink {
  /// What an idle server keeps; groups are rarely larger.
  private static final int KEPT_BYTES = 4 << 20;

  private static final int FIRST_BYTES = 64 << 10;

  /// The largest group: far above what a core gathers in one batch, far below what ints can count.
  private static final int MAX_BYTES = 1 << 29;

  private final CRC32C checksum = new CRC32C();
  private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST_BYTES);

  /// What was put, to be read from its beginning.
  ByteBuffer contents() {
    return buffer.duplicate().flip();
  }

  @Override
  public void clear() {
    if (buffer.capacity() > KEPT_BYTES) {
      buffer = ByteBuffer.allocateDirect(FIRST_BYTES);
    }
    buffer.clear();
  }

  @Override
  public int position() {
    return buffer.position();
  }

  @Override
  public void putByte(int value) {
    room(1);
    buffer.put((byte) value);
  }

  @Override
  public void putInt(int value) {
    room(4);
    buffer.putInt(value);
  }

  @Override
  public void putLong(long value) {
    room(8);
    buffer.putLong(value);
  }

  @Override
  public void putBytes(Bytes bytes) {
    room(bytes.length());
    buffer.put(bytes.array(), bytes.offset(), bytes.length());
  }

  @Override
  public void putZeros(int count) {
    room(count);
    for (int i = 0; i < count; i++) {
      buffer.put((byte) 0);
    }
  }

  @Override
  public void setInt(int at, int value) {
    Check.that(at >= 0 && at <= buffer.position() - 4, "a place that was written before");
    buffer.putInt(at, value);
  }

  @Override
  public int checksum(int from) {
    checksum.reset();
    checksum.update(contents().position(from));
    return (int) checksum.getValue();
  }

  private void room(int count) {
    if (buffer.remaining() >= count) {
      return;
    }
    long needed = (long) buffer.position() + count;
    Check.that(needed <= MAX_BYTES, "at most 512 MiB in one flush group");
    int capacity = (int) Math.min(MAX_BYTES, Math.max(needed, 2L * buffer.capacity()));
    buffer = ByteBuffer.allocateDirect(capacity).put(contents());
  }
}
