package dev.plongee.kv.codec;

import dev.plongee.core.Bytes;

/// Where encoded bytes go: an array, or memory that a disk writes from without another copy. A sink
/// is used again and again; numbers are big-endian.
public interface ByteSink {
  /// Forgets everything that was put.
  void clear();

  /// How many bytes have been put since [#clear].
  int position();

  /// The lowest eight bits of `value`.
  void putByte(int value);

  void putInt(int value);

  void putLong(long value);

  /// The one copy that a payload gets on its way to the disk.
  void putBytes(Bytes bytes);

  /// So many zero bytes.
  void putZeros(int count);

  /// Replaces the four bytes at `at`, which have been put before.
  void setInt(int at, int value);

  /// CRC-32C of what was put, from `from` up to the present position.
  int checksum(int from);
}
