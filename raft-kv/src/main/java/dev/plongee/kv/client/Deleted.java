package dev.plongee.kv.client;

/// A removal that was committed and applied.
///
/// @param index its place in the log
/// @param existed whether the key had a value before
public record Deleted(long index, boolean existed) {}
