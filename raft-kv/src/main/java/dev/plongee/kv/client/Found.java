package dev.plongee.kv.client;

import dev.plongee.core.Bytes;
import java.util.Optional;

/// What a read found.
///
/// @param value nothing when the key is absent
/// @param index the state that was read is the one after this entry of the log, or a later one
public record Found(Optional<Bytes> value, long index) {}
