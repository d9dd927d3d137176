package dev.plongee.kv.codec;

/// Computes CRC-32C. A seam, because a processor that has an instruction for it is ten times faster
/// than any loop, and a browser has none; both must give the same.
public interface Checksum {
  /// The loop.
  Checksum PORTABLE = Crc32c::of;

  /// CRC-32C of `length` bytes from `offset` on.
  int of(byte[] bytes, int offset, int length);
}
