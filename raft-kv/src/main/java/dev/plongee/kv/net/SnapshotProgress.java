package dev.plongee.kv.net;

import dev.plongee.core.SnapshotMeta;

/// How much of a snapshot a follower has.
///
/// @param term of the leader that sends it
/// @param received bytes, from the beginning of the file on
/// @param complete whether it has all of it, whole and durable
public record SnapshotProgress(long term, SnapshotMeta snapshot, long received, boolean complete) {}
