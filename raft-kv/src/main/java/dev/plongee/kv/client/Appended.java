package dev.plongee.kv.client;

/// An append that was committed and applied.
///
/// @param index its place in the log
/// @param length of the whole value behind it, in bytes
public record Appended(long index, int length) {}
