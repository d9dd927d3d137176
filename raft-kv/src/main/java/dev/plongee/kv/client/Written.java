package dev.plongee.kv.client;

/// A write that was committed and applied.
///
/// @param index its place in the log
public record Written(long index) {}
