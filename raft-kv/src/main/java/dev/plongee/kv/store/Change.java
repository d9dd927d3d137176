package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import java.util.Optional;

/// What an entry of the log did to a key. An entry changes one key at most.
///
/// @param index of the entry
/// @param value that the key has from then on, nothing when it was removed; the same as before when
///   it was written anew
public record Change(long index, Bytes key, Optional<Bytes> value) {
  /// What it takes beside key and value, in bytes, roughly: itself, and the objects around both.
  private static final int OVERHEAD = 128;

  /// Key and value, in bytes.
  int length() {
    return key.length() + value.map(Bytes::length).orElse(0);
  }

  /// What keeping it costs, in bytes: the state may share key and value, and may let go of them at
  /// any time.
  int size() {
    return OVERHEAD + length();
  }
}
