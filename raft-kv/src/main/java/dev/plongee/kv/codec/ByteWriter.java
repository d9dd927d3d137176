package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;
import dev.plongee.core.Check;
import java.util.Arrays;

/// A sink that is an array and grows.
public final class ByteWriter implements ByteSink {
  /// The largest array that is made: above the largest flush group, below what a JVM refuses.
  private static final int MAX_BYTES = 1 << 30;

  private final Checksum checksums;
  private byte[] array;
  private int position;

  /// @param capacity bytes that fit before the array grows
  public ByteWriter(int capacity) {
    this(capacity, Checksum.PORTABLE);
  }

  /// @param capacity bytes that fit before the array grows
  /// @param checksums what computes [#checksum(int)]
  public ByteWriter(int capacity, Checksum checksums) {
    this.checksums = checksums;
    array = new byte[capacity];
  }

  @Override
  public void clear() {
    position = 0;
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public void putByte(int value) {
    room(1);
    array[position++] = (byte) value;
  }

  @Override
  public void putInt(int value) {
    room(4);
    position += 4;
    setInt(position - 4, value);
  }

  @Override
  public void putLong(long value) {
    putInt((int) (value >>> 32));
    putInt((int) value);
  }

  @Override
  public void putBytes(Bytes bytes) {
    room(bytes.length());
    bytes.copyTo(array, position);
    position += bytes.length();
  }

  @Override
  public void putZeros(int count) {
    room(count);
    Arrays.fill(array, position, position + count, (byte) 0);
    position += count;
  }

  @Override
  public void setInt(int at, int value) {
    Check.that(at >= 0 && at <= position - 4, "a place that was written before");
    array[at] = (byte) (value >>> 24);
    array[at + 1] = (byte) (value >>> 16);
    array[at + 2] = (byte) (value >>> 8);
    array[at + 3] = (byte) value;
  }

  @Override
  public int checksum(int from) {
    return checksums.of(array, from, position - from);
  }

  /// A copy of what was put.
  public Bytes toBytes() {
    return Bytes.wrap(Arrays.copyOf(array, position));
  }

  /// What was put, without a copy: the array is handed over, and this writer begins anew.
  public Bytes finish() {
    Bytes put = Bytes.wrap(array, 0, position);
    array = new byte[0];
    position = 0;
    return put;
  }

  private void room(int count) {
    int needed = position + count;
    if (needed > array.length || needed < 0) {
      Check.that(needed >= 0 && needed <= MAX_BYTES, "at most 1 GiB in one encoding");
      array = Arrays.copyOf(array, Math.min(MAX_BYTES, Math.max(needed, 2 * array.length)));
    }
  }
}
