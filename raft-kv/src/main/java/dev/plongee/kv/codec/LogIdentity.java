package dev.plongee.kv.codec;

/// Whose log it is. It stands in every flush group, so that a group which comes from elsewhere is
/// never taken for one of this log.
///
/// @param cluster the id drawn when the cluster was made
/// @param server the server that writes this log
/// @param log drawn when the log was made and told to nobody: a client that stores the image of a
///   group as a value cannot make one that passes, and neither can an earlier log of this server
public record LogIdentity(long cluster, int server, long log) {}
