package dev.plongee.kv.client;

import dev.plongee.core.NodeSet;

/// Who belongs to the cluster.
///
/// @param voters ids of those who vote
/// @param learners ids of those who get the log without a vote
/// @param index the entry that says so, 0 for the first configuration, which none does
public record Members(NodeSet voters, NodeSet learners, long index) {}
