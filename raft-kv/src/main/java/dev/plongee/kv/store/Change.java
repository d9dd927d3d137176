package dev.plongee.kv.store;

import dev.plongee.core.Bytes;
import java.util.Optional;

/// What an entry of the log did to a key. An entry changes one key at most.
///
/// @param index of the entry
/// @param value that the key has from then on, nothing when it was removed; the same as before when
///   it was written anew
public record Change(long index, Bytes key, Optional<Bytes> value) {}
