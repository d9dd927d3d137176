/// The client library: one connection a server, calls that find the leader, and an honest answer
/// for each. In come keys, values and prefixes; out go results, or one of a few exceptions that say
/// whether the call may have happened. Never in here: a repetition of a write that may have been
/// taken, or anything that only the command line needs.
@NullMarked
package dev.plongee.kv.client;

import org.jspecify.annotations.NullMarked;
