package dev.plongee.kv.client;

/// A server has a durable snapshot of its state.
///
/// @param index of the last entry in it
/// @param bytes the size of its file, 0 when it was there already
public record SnapshotTaken(long index, long bytes) {}
