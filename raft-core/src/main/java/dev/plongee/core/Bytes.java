package dev.plongee.core;

import java.util.Arrays;

/// An immutable run of bytes, compared by content. It may be a window into a larger array, so that
/// a received frame is wrapped and never copied; whoever hands an array over never writes to it
/// again.
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /// Wraps the whole array without a copy.
  public static Bytes wrap(byte[] array) {
    return new Bytes(array, 0, array.length);
  }

  /// Wraps a window of the array without a copy.
  ///
  /// @throws IllegalStateException when the window does not lie inside the array
  public static Bytes wrap(byte[] array, int offset, int length) {
    Check.that(
        offset >= 0 && length >= 0 && offset <= array.length - length, "window inside the array");
    return new Bytes(array, offset, length);
  }

  /// The number of bytes.
  public int length() {
    return length;
  }

  /// The byte at `index`, 0 <= index < length.
  public byte at(int index) {
    Check.that(index >= 0 && index < length, "index inside the bytes");
    return array[offset + index];
  }

  /// A window of these bytes, sharing the same array.
  public Bytes slice(int from, int count) {
    Check.that(from >= 0 && count >= 0 && from <= length - count, "slice inside the bytes");
    return new Bytes(array, offset + from, count);
  }

  /// Copies all bytes into `target` from `at` on.
  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, offset, target, at, length);
  }

  /// A fresh array with these bytes.
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /// The same bytes without a large array behind them: a small window of one is copied, everything
  /// else stays as it is. For what lives on longer than the array it came in.
  public Bytes compact() {
    return array.length > 2 * length ? wrap(toArray()) : this;
  }

  /// The backing array, for hand-over to I/O without a copy: read only, from [#offset()], for
  /// [#length()] bytes.
  public byte[] array() {
    return array;
  }

  /// Where these bytes begin in [#array()].
  public int offset() {
    return offset;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    if (length == array.length) {
      return Arrays.hashCode(array); // the same, many bytes at a time
    }
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  @Override
  public String toString() {
    return length + " bytes";
  }
}
