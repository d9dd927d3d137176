package dev.plongee.kv.client;

/// A compare-and-set that was committed and applied.
///
/// @param index its place in the log
/// @param swapped whether the value was the expected one, and is the new one now
public record Compared(long index, boolean swapped) {}
