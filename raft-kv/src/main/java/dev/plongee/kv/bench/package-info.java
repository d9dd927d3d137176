/// Load for a cluster, and the figures of it. In comes a workload; out go counts and times of what
/// the client library's users would have seen. Never in here: a way around the client library.
@NullMarked
package dev.plongee.kv.bench;

import org.jspecify.annotations.NullMarked;
