package dev.plongee.kv.store;

import dev.plongee.core.Bytes;

/// A key and its value.
public record Pair(Bytes key, Bytes value) {}
