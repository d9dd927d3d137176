package dev.plongee.core;

/// The fast way back (§5.3, end): what the follower has at the rejected place.
///
/// @param term the term of the follower's entry there, or 0 when its log ends before
/// @param index the first index the follower stores for that term, or the one after its last entry
public record ConflictHint(long term, long index) {}
