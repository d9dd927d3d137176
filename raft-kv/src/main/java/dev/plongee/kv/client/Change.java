package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import java.util.Optional;

/// What became of a key.
///
/// @param index the entry of the log that did it; no other change has the same
/// @param value that the key has from then on, nothing when it was removed
public record Change(long index, Bytes key, Optional<Bytes> value) {}
